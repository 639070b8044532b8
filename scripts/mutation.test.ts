import { expect, test } from "vitest";
import { judge, placesOfMissed, scoreOf, settled } from "./lib/survivors.mjs";

const file = "packages/domain/src/money/x.ts";
const mutant = (status: string, replacement: string, line = 1) => {
  return { status, mutatorName: "ArithmeticOperator", replacement, location: { start: { line } } };
};
const report = (...mutants: ReturnType<typeof mutant>[]) => ({ files: { [file]: { source: "  a + b;\nc", mutants } } });
const reason = { file, line: "a + b;", mutator: "ArithmeticOperator", becomes: "a - b", reason: "b is always 0" };

test("a survivor with a reason is let be, wherever its line has moved to", () => {
  const found = judge(report(mutant("Survived", "a -  b"), mutant("Killed", "a * b")), [reason]);
  expect(found).toEqual({ noticed: 1, missed: 1, unexplained: [], outdated: [] });
});

test.each([
  { name: "no reason", reasons: [] },
  { name: "a reason for another mutant", reasons: [{ ...reason, becomes: "a / b" }] },
  { name: "an empty reason", reasons: [{ ...reason, reason: " " }] },
])("a survivor with $name is told", ({ reasons }) => {
  const { unexplained } = judge(report(mutant("Survived", "a - b")), reasons);
  expect(unexplained).toEqual([{ file, at: 1, line: "a + b;", mutator: "ArithmeticOperator", becomes: "a - b" }]);
});

test("code without a test survives; what only runs at import counts for nothing", () => {
  expect(judge(report(mutant("NoCoverage", "x"), mutant("Ignored", "y"), mutant("Timeout", "z")), [])).toMatchObject({
    noticed: 1,
    missed: 1,
  });
});

test("a reason outlives its survivor only until somebody looks", () => {
  expect(judge(report(mutant("Killed", "a - b")), [reason]).outdated).toEqual([reason]);
  expect(judge({ files: {} }, [reason]).outdated).toEqual([]);
});

test("the score is never rounded up", () => {
  expect([scoreOf({ noticed: 8_999, missed: 1_001 }), scoreOf({ noticed: 0, missed: 0 })]).toEqual([89.9, 100]);
});

test("what the tests beside a source miss is settled by all tests, mutant by mutant", () => {
  const at = { start: { line: 1, column: 3 }, end: { line: 1, column: 8 } };
  const found = (status: string, replacement: string) => ({ ...mutant(status, replacement), location: at });
  const first = report(found("Killed", "a - b"), found("Survived", "a * b"), found("NoCoverage", "a / b"));
  const second = report(found("Survived", "a - b"), found("Killed", "a * b"), found("Survived", "a / b"));

  expect(placesOfMissed(first)).toEqual([`${file}:1:2-1:7`]);
  const statuses = settled(first, second).files[file].mutants.map(({ status }: { status: string }) => status);
  expect(statuses).toEqual(["Killed", "Killed", "Survived"]);
});
