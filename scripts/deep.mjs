// The laws of the engine, tried far more often than in every run: npm run test:deep [-- RUNS].
import { join } from "node:path";
import { runAttached } from "./lib/processes.mjs";
import { fail, Refusal } from "./lib/say.mjs";
import { root } from "./lib/toolchain.mjs";

const USUAL = "100000";

async function main([runs = USUAL]) {
  if (!/^[1-9]\d*$/.test(runs)) throw new Refusal(`Say how often as a whole number: npm run test:deep -- ${USUAL}.`);
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const args = ["run", "--project", "unit", "property", "packages/domain/src/reference"];
  return runAttached(process.execPath, [vitest, ...args], { cwd: root, env: { ...process.env, LAW_RUNS: runs } });
}

main(process.argv.slice(2)).then((code) => process.exit(code), fail);
