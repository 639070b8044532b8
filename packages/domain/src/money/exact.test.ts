import { describe, expect, test } from "vitest";
import { InvariantError } from "../errors/domain-error.ts";
import { add, compareExact, exact, floor, type Rounding, round, sum, times } from "./exact.ts";

describe("an exact value", () => {
  test("is kept in lowest terms with a positive denominator", () => {
    expect(exact(6n, -4n)).toEqual({ n: -3n, d: 2n });
    expect(exact(3n, -4n)).toEqual({ n: -3n, d: 4n });
    expect(exact(0n, 7n)).toEqual({ n: 0n, d: 1n });
  });

  test("has no zero denominator", () => {
    expect(() => exact(1n, 0n)).toThrow(InvariantError);
  });

  test("adds and multiplies as fractions do", () => {
    expect(add(exact(1n, 3n), exact(1n, 6n))).toEqual({ n: 1n, d: 2n });
    expect(times(exact(2n, 3n), exact(-3n, 4n))).toEqual({ n: -1n, d: 2n });
    expect(sum([])).toEqual({ n: 0n, d: 1n });
    expect(sum([exact(1n, 3n), exact(1n, 3n), exact(1n, 3n)])).toEqual({ n: 1n, d: 1n });
  });

  test("compares by value", () => {
    expect(compareExact(exact(1n, 3n), exact(1n, 2n))).toBe(-1);
    expect(compareExact(exact(-1n, 3n), exact(-1n, 2n))).toBe(1);
    expect(compareExact(exact(2n, 4n), exact(1n, 2n))).toBe(0);
  });

  test("has its floor below it on both sides of zero", () => {
    expect([floor(exact(7n, 2n)), floor(exact(-7n, 2n)), floor(exact(-4n))]).toEqual([3n, -4n, -4n]);
  });
});

describe("round", () => {
  const rows: { value: [bigint, bigint]; halfAwayFromZero: bigint; halfEven: bigint }[] = [
    { value: [5n, 2n], halfAwayFromZero: 3n, halfEven: 2n },
    { value: [7n, 2n], halfAwayFromZero: 4n, halfEven: 4n },
    { value: [-5n, 2n], halfAwayFromZero: -3n, halfEven: -2n },
    { value: [1n, 2n], halfAwayFromZero: 1n, halfEven: 0n },
    { value: [-1n, 2n], halfAwayFromZero: -1n, halfEven: 0n },
    { value: [4n, 3n], halfAwayFromZero: 1n, halfEven: 1n },
    { value: [5n, 3n], halfAwayFromZero: 2n, halfEven: 2n },
    { value: [-5n, 3n], halfAwayFromZero: -2n, halfEven: -2n },
    { value: [8n, 1n], halfAwayFromZero: 8n, halfEven: 8n },
  ];
  const cases = rows.flatMap(({ value: [n, d], ...wanted }) =>
    (["halfAwayFromZero", "halfEven"] as const satisfies Rounding[]).map((rounding) => {
      return { n, d, rounding, rounded: wanted[rounding] };
    }),
  );

  test.each(cases)("$n/$d becomes $rounded by $rounding", ({ n, d, rounding, rounded }) => {
    expect(round(exact(n, d), rounding)).toBe(rounded);
  });
});
