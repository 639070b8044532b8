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

  test("counts what it had as numbers towards the 64 bits", () => {
    const sums = tally(2);
    sums.add(0, 2 ** 52);
    expect(() => sums.add(1, 2n ** 63n - 2n ** 52n)).toThrow(/fits 64 bits/);
  });

  test("refuses what does not fit 64 bits", () => {
    const sums = tally(1);
    sums.add(0, 2n ** 62n);
    expect(() => sums.add(0, -(2n ** 62n))).toThrow(/fits 64 bits/);
  });

  test.each([
    { name: "few", first: 5, amounts: [3, -4, 7.5e3] },
    { name: "what only fits in integers", first: 2 ** 52, amounts: [2 ** 52, 1, -3] },
    { name: "what is too great only in between", first: 2 ** 53 - 2, amounts: [3, -9, -4] },
  ])("adds $name at a time as one by one", ({ first, amounts }) => {
    const [one, all] = [tally(2), tally(2)];
    const whose = Int32Array.of(1, 0, 1);
    for (const sums of [one, all]) sums.add(1, first);
    for (const [at, amount] of amounts.entries()) one.add(whose[at] ?? 0, amount);
    all.addAll(whose, Float64Array.from(amounts));
    all.addAll(Int32Array.of(0), Float64Array.of(9));
    one.add(0, 9);
    expect(all.column()).toEqual(one.column());
  });
});
