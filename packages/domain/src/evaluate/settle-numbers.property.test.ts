import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exact, round, sum } from "../money/exact.ts";
import { settle } from "../money/settle.ts";
import { RUNS } from "../testing.ts";
import { settleNumbers } from "./settle-numbers.ts";

const anyAmount = fc.oneof(
  fc.integer({ min: -5_000_000, max: 5_000_000 }),
  fc.integer({ min: -40, max: 40 }).map((n) => n * 500_000),
  fc.integer({ min: -(2 ** 49), max: 2 ** 49 }),
);
const anyUnit = fc.constantFrom(1, 2, 3, 100, 1_000_000, 3_000_000, 2 ** 40);
const anyRounding = fc.constantFrom("halfAwayFromZero" as const, "halfEven" as const);

describe("settling in numbers", () => {
  test("P30: gives what settling in exact fractions gives, or says that it cannot", () => {
    let cannot = 0;
    const law = fc.property(fc.array(anyAmount, { maxLength: 12 }), anyUnit, anyRounding, (amounts, unit, rounding) => {
      const given = Float64Array.from([7, ...amounts, 7]);
      const into = new Float64Array(given.length).fill(-1);
      const total = settleNumbers({ amounts: given, from: 1, to: given.length - 1, unit }, rounding, into);
      if (total === null) {
        cannot += 1;
        return;
      }
      const exactly = amounts.map((amount) => exact(BigInt(amount), BigInt(unit)));
      expect(BigInt(total)).toBe(round(sum(exactly), rounding));
      expect(Array.from(into.subarray(1, given.length - 1), BigInt)).toEqual(settle(exactly, rounding));
      expect([into[0], into.at(-1)]).toEqual([-1, -1]);
    });
    fc.assert(law, RUNS);
    expect(cannot).toBeLessThan(RUNS.numRuns / 2);
  });

  test("says that it cannot where a sum would not be exact", () => {
    const amounts = Float64Array.from([2 ** 52, 2 ** 52]);
    expect(settleNumbers({ amounts, from: 0, to: 2, unit: 100 }, "halfEven", new Float64Array(2))).toBeNull();
  });
});
