// Mutation testing of the engine: npm run mutation [-- AREA …] [--fresh]. Small mistakes are made one by one in the
// sources of an area and the tests of the domain have to notice. What is known from the last run is not tried again.
// Ends with 1 below the score, for a survivor without a reason, and for a reason without a survivor.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { run } from "./lib/processes.mjs";
import { fail, Refusal, tail } from "./lib/say.mjs";
import { judge, scoreOf } from "./lib/survivors.mjs";
import { root } from "./lib/toolchain.mjs";

const LEAST_SCORE = 90;
const folder = join(root, ".data", "mutation");
const survivorsFile = join(root, "packages", "domain", "mutation-survivors.json");

/** Sources whose mutants are judged, relative to packages/domain/src. */
const AREAS = {
  money: ["money/*.ts"],
  volume: ["volume/*.ts", "genealogy/roll-up.ts", "genealogy/tree.ts"],
  rank: ["rank/*.ts"],
  bonuses: ["plan/bonuses/**/*.ts", "plan/rates.ts", "plan/walk.ts"],
  evaluate: ["evaluate/*.ts"],
  families: ["evaluate/families/*.ts"],
};

async function main(args) {
  const asked = args.filter((arg) => !arg.startsWith("--"));
  const unknown = asked.filter((area) => !(area in AREAS));
  if (unknown.length > 0) {
    throw new Refusal(`There is no area ${unknown.join(", ")}. There are: ${Object.keys(AREAS).join(", ")}.`);
  }
  mkdirSync(folder, { recursive: true });
  const areas = asked.length > 0 ? asked : Object.keys(AREAS);
  if (args.includes("--fresh")) for (const area of areas) rmSync(knownOf(area), { force: true });
  const found = [];
  for (const area of areas) found.push(await judgeArea(area));
  return tell(found);
}

const reportOf = (area) => join(folder, `${area}.json`);
const knownOf = (area) => join(folder, `${area}.known.json`);

async function judgeArea(area) {
  const stryker = join(root, "packages", "domain", "node_modules", "@stryker-mutator", "core", "bin", "stryker.js");
  const sources = AREAS[area].map((pattern) => `packages/domain/src/${pattern}`);
  const env = { ...process.env, MUTATION_SOURCES: sources.join(","), MUTATION_REPORT: reportOf(area) };
  const started = Date.now();
  const { code, output } = await run(process.execPath, [stryker, "run", "packages/domain/stryker.config.mjs"], {
    cwd: root,
    env,
  });
  if (code !== 0 || !existsSync(reportOf(area))) throw new Refusal(`${area}: Stryker did not finish.\n${tail(output)}`);
  const reasons = JSON.parse(readFileSync(survivorsFile, "utf8"));
  const found = { area, ...judge(JSON.parse(readFileSync(reportOf(area), "utf8")), reasons) };
  const seconds = Math.round((Date.now() - started) / 1_000);
  console.log(
    `${area.padEnd(10)}${String(found.noticed + found.missed).padStart(6)} mutants` +
      `${String(found.missed).padStart(6)} survived   ${scoreOf(found).toFixed(1)} %   ${seconds} s`,
  );
  return found;
}

function tell(found) {
  const total = { noticed: 0, missed: 0 };
  for (const { noticed, missed, unexplained, outdated } of found) {
    total.noticed += noticed;
    total.missed += missed;
    for (const { file, at, line, mutator, becomes } of unexplained) {
      console.log(`no reason: ${file}:${at} ${mutator}\n  ${line}\n  → ${becomes}`);
    }
    for (const { file, line } of outdated) console.log(`a reason without a survivor: ${file}\n  ${line}`);
  }
  const score = scoreOf(total);
  const isFine = score >= LEAST_SCORE && found.every((one) => one.unexplained.length + one.outdated.length === 0);
  console.log(JSON.stringify({ name: "mutation", mutants: total.noticed + total.missed, score, least: LEAST_SCORE }));
  return isFine ? 0 : 1;
}

main(process.argv.slice(2)).then((code) => process.exit(code), fail);
