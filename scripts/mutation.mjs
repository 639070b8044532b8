// Mutation testing of the engine: npm run mutation [-- AREA …] [--fresh] [--beside]. Small mistakes are made one by one in the
// sources of an area and the tests of the domain have to notice. What is known from the last run is not tried again.
// With --beside only the tests beside the sources judge, which is quick and never says too much.
// Ends with 1 below the score, for a survivor without a reason, and for a reason without a survivor.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { run } from "./lib/processes.mjs";
import { fail, Refusal, tail } from "./lib/say.mjs";
import { judge, placesOfMissed, scoreOf, settled } from "./lib/survivors.mjs";
import { root } from "./lib/toolchain.mjs";

const LEAST_SCORE = 90;
const folder = join(root, ".data", "mutation");
const survivorsFile = join(root, "packages", "domain", "mutation-survivors.json");

const EVALUATION = ["evaluate/*.test.ts", "golden/*.test.ts", "reference/named.test.ts", "plan/bonuses/**/*.test.ts"];

/**
 * Sources whose mutants are judged, and the tests that stand beside them, relative to packages/domain/src. Those judge
 * first, in milliseconds each; what they do not notice is tried by every test of the domain, which takes seconds each.
 */
const AREAS = {
  money: { sources: ["money/*.ts"], beside: ["money/*.test.ts"] },
  volume: {
    sources: ["volume/*.ts", "genealogy/roll-up.ts", "genealogy/tree.ts"],
    beside: ["volume/*.test.ts", "genealogy/*.test.ts"],
  },
  rank: { sources: ["rank/*.ts"], beside: ["rank/*.test.ts", "volume/sides.test.ts"] },
  bonuses: { sources: ["plan/bonuses/**/*.ts", "plan/rates.ts", "plan/walk.ts"], beside: EVALUATION },
  evaluate: { sources: ["evaluate/*.ts"], beside: EVALUATION },
  families: { sources: ["evaluate/families/*.ts"], beside: EVALUATION },
};

async function main(args) {
  const asked = args.filter((arg) => !arg.startsWith("--"));
  const unknown = asked.filter((area) => !(area in AREAS));
  if (unknown.length > 0) {
    throw new Refusal(`There is no area ${unknown.join(", ")}. There are: ${Object.keys(AREAS).join(", ")}.`);
  }
  mkdirSync(folder, { recursive: true });
  const areas = asked.length > 0 ? asked : Object.keys(AREAS);
  if (args.includes("--fresh")) for (const area of areas) forget(area);
  const found = [];
  for (const area of areas) found.push(await judgeArea(area, args.includes("--beside")));
  return tell(found);
}

const reportOf = (area, step) => join(folder, `${area}-${step}.json`);
const knownOf = (area, step) => join(folder, `${area}-${step}.known.json`);

function forget(area) {
  for (const step of ["beside", "all"]) rmSync(knownOf(area, step), { force: true });
}

async function judgeArea(area, isQuick) {
  const started = Date.now();
  const { sources, beside } = AREAS[area];
  const [where, tests] = [sources.map(inDomain), beside.map((pattern) => `src/${pattern}`)];
  let report = await tried(area, { step: "beside", sources: where, tests });
  const missed = placesOfMissed(report);
  if (!isQuick && missed.length > 0) {
    report = settled(report, await tried(area, { step: "all", sources: missed, tests: ["src/**/*.test.ts"] }));
  }
  const reasons = JSON.parse(readFileSync(survivorsFile, "utf8"));
  const found = { area, ...judge(report, reasons) };
  const seconds = Math.round((Date.now() - started) / 1_000);
  console.log(
    `${area.padEnd(10)}${String(found.noticed + found.missed).padStart(6)} mutants` +
      `${String(found.missed).padStart(6)} survived   ${scoreOf(found).toFixed(1)} %   ${seconds} s`,
  );
  return found;
}

const inDomain = (pattern) => `packages/domain/src/${pattern}`;

/** The report of Stryker over these sources, judged by these tests. */
async function tried(area, { step, sources, tests }) {
  const stryker = join(root, "packages", "domain", "node_modules", "@stryker-mutator", "core", "bin", "stryker.js");
  const given = {
    MUTATION_SOURCES: sources.join(","),
    MUTATION_TESTS: tests.join(","),
    MUTATION_REPORT: reportOf(area, step),
  };
  rmSync(reportOf(area, step), { force: true });
  const { code, output } = await run(process.execPath, [stryker, "run", "packages/domain/stryker.config.mjs"], {
    cwd: root,
    env: { ...process.env, ...given },
  });
  if (code !== 0 || !existsSync(reportOf(area, step))) {
    throw new Refusal(`${area}: Stryker did not finish.\n${tail(output)}`);
  }
  return JSON.parse(readFileSync(reportOf(area, step), "utf8"));
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
