import { describe, expect, test } from "vitest";
import { sumColumns, totalOf } from "./roll-up.ts";

const MOST = Number.MAX_SAFE_INTEGER;

describe("sums of columns", () => {
  test.each([
    ["numbers", [Float64Array.of(1, -2), Float64Array.of(3, 4)], Float64Array.of(4, 2)],
    ["none", [], Float64Array.of(0, 0)],
    [
      "numbers whose sum is none",
      [Float64Array.of(MOST, 1), Float64Array.of(2, 1)],
      BigInt64Array.of(BigInt(MOST) + 2n, 2n),
    ],
    ["numbers up to the greatest", [Float64Array.of(MOST - 1, 0), Float64Array.of(1, 0)], Float64Array.of(MOST, 0)],
    ["both kinds", [Float64Array.of(1, 2), BigInt64Array.of(2n ** 60n, 0n)], BigInt64Array.of(2n ** 60n + 1n, 2n)],
  ])("of %s are exact", (_, columns, sum) => {
    expect(sumColumns(2, columns)).toEqual(sum);
  });

  test.each([
    [Float64Array.of(1, 2, -4), -1n],
    [Float64Array.of(MOST, 2), BigInt(MOST) + 2n],
    [Float64Array.of(MOST, MOST, 1, -3), 2n * BigInt(MOST) - 2n],
    [BigInt64Array.of(2n ** 62n, 2n ** 61n), 2n ** 62n + 2n ** 61n],
    [new Float64Array(0), 0n],
  ])("over a column are exact", (values, total) => {
    expect(totalOf(values)).toBe(total);
  });
});
