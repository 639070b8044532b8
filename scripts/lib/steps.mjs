// Runs the steps of `test` and `check` one after the other, prints a line for each, and counts what passed.
import { Refusal, stepLine, tail } from "./say.mjs";

/**
 * What a step came to.
 * @typedef {{ passed: number, failed: number, note?: string, output?: string }} Outcome
 * A step: `absent()` says in words why there is nothing to run yet, `run()` does the work.
 * @typedef {{ name: string, absent?: () => string | undefined, run: () => Promise<Outcome> }} Step
 */

const SHOWN_LINES = 400;

/** Figures that a test prints on purpose are shown even when it passes. */
const FIGURE = /\bp9[59]\b|^\s*seed[ :=]/i;

/** @param {readonly Step[]} steps  @returns the exit code: 0 when nothing failed */
export async function runSteps(steps) {
  let passed = 0;
  let failed = 0;
  for (const step of steps) {
    const absent = step.absent?.();
    if (absent) {
      console.log(stepLine("none", step.name, 0, absent));
      continue;
    }
    const start = Date.now();
    const outcome = await step.run().catch(failedBy);
    passed += outcome.passed;
    failed += outcome.failed;
    print(step.name, outcome, Date.now() - start);
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function failedBy(error) {
  return { passed: 0, failed: 1, output: error instanceof Refusal ? error.message : String(error.stack ?? error) };
}

function print(name, { passed, failed, note, output = "" }, milliseconds) {
  const mark = failed > 0 ? "FAILED" : passed > 0 ? "ok" : "not run";
  const count = passed + failed > 1 ? `${passed} passed${failed > 0 ? `, ${failed} failed` : ""}` : undefined;
  console.log(stepLine(mark, name, milliseconds, [count, note].filter(Boolean).join("; ")));
  if (failed > 0) console.log(tail(output, SHOWN_LINES).replace(/^/gm, "    "));
  else for (const line of output.split("\n").filter((text) => FIGURE.test(text))) console.log(`        ${line.trim()}`);
}

/** A step that could not run: told in words, and a failure where everything has to run (CI=true). */
export function notRun(why) {
  return process.env.CI === "true"
    ? { passed: 0, failed: 1, output: `${why} With CI=true this step has to run.` }
    : { passed: 0, failed: 0, note: why };
}

/** One outcome for several programs that count as one step: the first that fails ends it. */
export async function allOf(...runs) {
  for (const start of runs) {
    const { code, output } = await start();
    if (code !== 0) return { passed: 0, failed: 1, output };
  }
  return { passed: 1, failed: 0 };
}
