import { describe, expect, test } from "vitest";
import { tally } from "./tally.ts";

describe("a tally", () => {
  test("adds numbers and integers alike", () => {
    const sums = tally(3);
    sums.add(1, 250);
    sums.add(1, -50n);
    sums.add(2, 7n);
    expect(sums.column()).toEqual(Float64Array.of(0, 200, 7));
  });

  test("goes on in 64-bit integers before a sum would not be exact, and keeps what it had", () => {
    const sums = tally(2);
    sums.add(0, 2 ** 52);
    sums.add(1, 2n ** 52n);
    sums.add(0, 1);
    expect(sums.column()).toEqual(BigInt64Array.of(2n ** 52n + 1n, 2n ** 52n));
  });

  test("refuses what does not fit 64 bits", () => {
    const sums = tally(1);
    sums.add(0, 2n ** 62n);
    expect(() => sums.add(0, -(2n ** 62n))).toThrow(/fits 64 bits/);
  });
});
