// Worked cases: npm run golden -- [FILE] [--case ID] [--json]. Every case goes through the plan model and the engine.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { runGolden } from "../packages/domain/src/golden/run-golden.ts";
import { root } from "./lib/toolchain.mjs";

const shipped = join(root, "packages", "domain", "golden", "cases.json");

/** Exit code: 0 when every expectation is met, 1 for a mismatch, 2 for a file that is no golden file. */
export function main(args, say = console.log) {
  const isJson = args.includes("--json");
  const at = args.indexOf("--case");
  const only = at >= 0 ? args[at + 1] : undefined;
  const unknown = args.filter((arg) => arg.startsWith("--") && !["--json", "--case"].includes(arg));
  if (unknown.length > 0) {
    say(`There is no option ${unknown.join(", ")}. There are: --case ID, --json.`);
    return 2;
  }
  const file = args.find((arg, index) => !arg.startsWith("--") && (at < 0 || index !== at + 1));
  const path = file ? resolve(process.env.INIT_CWD ?? process.cwd(), file) : shipped;
  const report = runGolden(readJson(path), only);
  if (!report) {
    say(`${path} is not a golden file of schemaVersion 1.`);
    return 2;
  }
  if (only !== undefined && report.cases === 0) {
    say(`${path} has no case ${only}.`);
    return 1;
  }
  if (isJson) say(JSON.stringify(report, null, 2));
  else tell(report, say);
  return report.mismatches.length > 0 ? 1 : 0;
}

function tell({ cases, expectations, mismatches }, say) {
  for (const { case: id, expectation, expected, got, because = [] } of mismatches) {
    say(`${id}: ${expectation}: expected ${expected}, got ${got}`);
    for (const line of because) say(`  ${JSON.stringify(line)}`);
  }
  say(`${cases} cases, ${expectations} expectations, ${mismatches.length} mismatches`);
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

if (process.argv[1] === import.meta.filename) process.exitCode = main(process.argv.slice(2));
