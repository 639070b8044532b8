// Load figures: npm run bench -- <name> [arguments]. The database keeps fsync on: a figure without it says nothing.
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { ensureBuild } from "./lib/build.mjs";
import { runAttached } from "./lib/processes.mjs";
import { fail, Refusal, timed } from "./lib/say.mjs";
import { sourceFiles } from "./lib/sources.mjs";
import { root } from "./lib/toolchain.mjs";
import { openPostgres } from "./postgres.mjs";

const NEEDS_PORTAL = ["ingest", "close"];

async function main([name, ...args]) {
  const names = sourceFiles("tests/load/*.ts").map((path) => basename(path, ".ts"));
  const script = join(root, "tests", "load", `${name}.ts`);
  if (!name || !existsSync(script)) {
    throw new Refusal(`Say which figures: npm run bench -- <name>. There are: ${names.join(", ") || "none yet"}.`);
  }
  if (NEEDS_PORTAL.includes(name)) await timed("build", ensureBuild);
  const database = await openPostgres({ durable: true });
  if (!database.url) throw new Refusal(database.why);
  try {
    const env = { ...process.env, TEST_DATABASE_URL: database.url };
    return await runAttached(process.execPath, [script, ...args], { cwd: root, env });
  } finally {
    await database.stop();
  }
}

main(process.argv.slice(2)).then((code) => process.exit(code), fail);
