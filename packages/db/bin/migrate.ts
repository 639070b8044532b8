import { openDb, openProblem } from "../src/index.ts";

const url = process.env.DATABASE_URL;
if (!url) {
  console.error("DATABASE_URL names the database: postgres://… or file:<folder>.");
  process.exit(1);
}
const startedAt = performance.now();
const handle = await openDb(url).catch(sayAndLeave);
try {
  await handle.migrate().catch(sayAndLeave);
  console.log(`${handle.kind}: up to date after ${Math.round(performance.now() - startedAt)} ms`);
} finally {
  await handle.close();
}

function sayAndLeave(error: unknown): never {
  console.error(openProblem(error) ?? (error instanceof Error ? error.message : String(error)));
  process.exit(1);
}
