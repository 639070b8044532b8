// node tests/mutants/run.ts [--unit] [words of a name …]
// Plants one mistake after another in a copy of the sources and runs the tests that have to notice it. Ends with 1 when
// one is missed, or when the table no longer fits the sources. With a database for those that need one:
// node scripts/postgres.mjs node tests/mutants/run.ts
import { copySources } from "./judge.ts";
import type { Mutant } from "./mutant.ts";
import { MUTANTS } from "./table.ts";

const args = process.argv.slice(2);
const words = args.filter((arg) => !arg.startsWith("--")).join(" ");
const needsServer = ({ project }: Mutant) => project === "postgres" || project === "faults";

const asked = MUTANTS.filter(
  ({ name, project }) => name.includes(words) && (!args.includes("--unit") || project === "unit"),
);
const chosen = asked.filter((mutant) => !needsServer(mutant) || process.env.TEST_DATABASE_URL);
if (chosen.length === 0) {
  console.error(`There is no mutant named "${words}".`);
  process.exit(1);
}

const copy = copySources();
process.once("exit", copy.remove);
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));

const bad: string[] = [];
for (const project of new Set(chosen.map((mutant) => mutant.project))) {
  const tests = [...new Set(chosen.flatMap((mutant) => (mutant.project === project ? mutant.tests : [])))];
  const why = await copy.baseline({ project, tests });
  if (why) {
    console.error(`${project}: ${why}`);
    process.exit(1);
  }
}
for (const mutant of chosen) {
  const { outcome, detail, seconds } = await copy.judge(mutant);
  if (outcome !== "caught") bad.push(mutant.name);
  console.log(`${outcome.padEnd(6)} ${seconds.toFixed(1).padStart(5)} s  ${mutant.name}\n                 ${detail}`);
}
const left = asked.length - chosen.length;
console.log(
  JSON.stringify({ name: "mutants", planted: chosen.length, caught: chosen.length - bad.length, notRun: left }),
);
if (left > 0) console.log(`${left} need TEST_DATABASE_URL and were not run.`);
process.exit(bad.length > 0 ? 1 : 0);
