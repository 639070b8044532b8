import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RUNS } from "../testing.ts";
import { diffRuns, outliersOf, type RunAmount, sumByKey } from "./run-diff.ts";

const amounts = (given: Record<string, number>): RunAmount[] =>
  Object.entries(given).map(([key, minor]) => ({ key, minor: BigInt(minor) }));

describe("the difference of two runs", () => {
  test.each([
    { name: "the same run", before: { a: 1 }, after: { a: 1 }, rows: [] },
    { name: "somebody new", before: {}, after: { a: 5 }, rows: [["a", "new", 5n]] },
    { name: "somebody gone", before: { a: 5 }, after: {}, rows: [["a", "gone", -5n]] },
    {
      name: "more and less, the larger first",
      before: { a: 5, b: 9 },
      after: { a: 6, b: 2 },
      rows: [
        ["b", "changed", -7n],
        ["a", "changed", 1n],
      ],
    },
    {
      name: "equal sizes by key",
      before: {},
      after: { b: 3, a: -3 },
      rows: [
        ["a", "new", -3n],
        ["b", "new", 3n],
      ],
    },
    { name: "a change of sign", before: { a: 5 }, after: { a: -5 }, rows: [["a", "changed", -10n]] },
  ])("$name", ({ before, after, rows }) => {
    const found = diffRuns(amounts(before), amounts(after));
    expect(found.map(({ key, kind, delta }) => [key, kind, delta])).toEqual(rows);
  });

  test("what it says, added to the run before, is the run after", () => {
    const anyRun = fc.array(fc.record({ key: fc.constantFrom("a", "b", "c", "d"), minor: fc.bigInt(-99n, 99n) }));
    const law = fc.property(anyRun, anyRun, (before, after) => {
      const rows = diffRuns(before, after);
      const moved = [...before, ...rows.map(({ key, delta }) => ({ key, minor: delta }))];
      const left = (run: readonly RunAmount[]) => [...sumByKey(run)].filter(([, minor]) => minor !== 0n).sort();
      expect(left(moved)).toEqual(left(after));
      expect(diffRuns(after, after)).toEqual([]);
    });
    fc.assert(law, RUNS);
  });
});

describe("an outlier", () => {
  const twenty = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`p${n}`, 100]));
  test.each([
    {
      name: "three times the run before",
      before: { ...twenty, p1: 40 },
      after: { ...twenty, p1: 140 },
      found: [["p1", ["jump"]]],
    },
    { name: "a little less than three times", before: { ...twenty, p1: 50 }, after: { ...twenty, p1: 149 }, found: [] },
    { name: "three times of very little", before: { ...twenty, p1: 1 }, after: { ...twenty, p1: 100 }, found: [] },
    { name: "nobody jumps from nothing", before: {}, after: twenty, found: [] },
    { name: "a tenth of everything", before: {}, after: { ...twenty, p1: 212 }, found: [["p1", ["share"]]] },
    { name: "a tenth less a cent", before: {}, after: { ...twenty, p1: 211 }, found: [] },
    { name: "a tenth among few", before: {}, after: { a: 50, b: 50 }, found: [] },
    { name: "below zero", before: {}, after: { a: -1 }, found: [["a", ["negative"]]] },
  ])("$name", ({ before, after, found }) => {
    expect(outliersOf(amounts(before), amounts(after)).map(({ key, reasons }) => [key, reasons])).toEqual(found);
  });
});
