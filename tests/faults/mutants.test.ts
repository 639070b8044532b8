import { afterAll, beforeAll, expect, test } from "vitest";
import { type Copy, copySources } from "../mutants/judge.ts";
import { MUTANTS } from "../mutants/table.ts";

/** One per kind of mistake; `node tests/mutants/run.ts` plants all of them. */
const QUICK = [
  "wrong rate",
  "wrong sign",
  "a time in the future",
  "stripe: only the first",
  "a late failure",
  "compression off",
];
const chosen = MUTANTS.filter(({ name }) => QUICK.some((words) => name.startsWith(words)));

let copy: Copy;
beforeAll(async () => {
  copy = copySources();
  const tests = [...new Set(chosen.flatMap((mutant) => mutant.tests))];
  expect(await copy.baseline({ project: "unit", tests })).toBeNull();
});
afterAll(() => copy?.remove());

test("the quick part of the table is there", () => {
  expect(chosen).toHaveLength(QUICK.length);
});

test.each(chosen)("a planted mistake fails a test: $name", async (mutant) => {
  expect(await copy.judge(mutant)).toMatchObject({ outcome: "caught" });
});
