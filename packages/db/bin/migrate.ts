import { openDb } from "../src/index.ts";

const url = process.env.DATABASE_URL;
if (!url) {
  console.error("DATABASE_URL names the database: postgres://… or file:<folder>.");
  process.exit(1);
}
const startedAt = performance.now();
const handle = await openDb(url);
try {
  await handle.migrate();
  console.log(`${handle.kind}: up to date after ${Math.round(performance.now() - startedAt)} ms`);
} finally {
  await handle.close();
}
