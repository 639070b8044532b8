// Fault tests with their figures, at the size that is asked for: npm run faults [-- NAME …] [--events N] [--kills N] [--crashes N]
// [--seed N]. Without a name all of them, at the quick size of npm test.
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { runAttached } from "./lib/processes.mjs";
import { fail, Refusal } from "./lib/say.mjs";
import { sourceFiles } from "./lib/sources.mjs";
import { root } from "./lib/toolchain.mjs";
import { openPostgres } from "./postgres.mjs";

/** Options, and what the tests read them from. */
const OPTIONS = { events: "FAULT_EVENTS", kills: "FAULT_KILLS", crashes: "FAULT_CRASHES", seed: "SEED" };

async function main(args) {
  const files = sourceFiles("tests/faults/*.test.ts");
  const names = files.map((path) => basename(path, ".test.ts"));
  const { asked, env } = read(args);
  const unknown = asked.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Refusal(`There is no ${unknown.join(", ")}. There are: ${names.join(", ")}.`);
  const database = await openPostgres();
  if (!database.url) throw new Refusal(database.why);
  try {
    const paths = files.filter((path) => asked.length === 0 || asked.includes(basename(path, ".test.ts")));
    const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
    return await runAttached(process.execPath, [vitest, "run", "--project", "faults", ...paths], {
      cwd: root,
      env: { ...process.env, ...env, TEST_DATABASE_URL: database.url },
    });
  } finally {
    await database.stop();
  }
}

function read(args) {
  const options = Object.fromEntries(Object.keys(OPTIONS).map((name) => [name, { type: "string" }]));
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    for (const [name, value] of Object.entries(values)) {
      if (!/^[1-9]\d*$/.test(value)) throw new Refusal(`--${name} is a whole number above 0.`);
    }
    const env = Object.fromEntries(Object.entries(values).map(([name, value]) => [OPTIONS[name], value]));
    return { asked: positionals, env };
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(error.message);
  }
}

main(process.argv.slice(2)).then((code) => process.exit(code), fail);
