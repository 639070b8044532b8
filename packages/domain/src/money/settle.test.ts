import { describe, expect, test } from "vitest";
import { InvariantError } from "../errors/domain-error.ts";
import { exact } from "./exact.ts";
import { settle, share } from "./settle.ts";

const half = (count: bigint) => exact(count, 2n);
const third = (count: bigint) => exact(count, 3n);

describe("settle", () => {
  test.each([
    { name: "a tie goes away from zero", amounts: [half(5n)], lines: [3n] },
    { name: "a reversed tie goes away from zero too", amounts: [half(-5n)], lines: [-3n] },
    {
      name: "three thirds are one unit, and the first line has it",
      amounts: [third(1n), third(1n), third(1n)],
      lines: [1n, 0n, 0n],
    },
    { name: "the largest fraction wins, not the first line", amounts: [third(1n), third(2n)], lines: [0n, 1n] },
    { name: "one rounding, not one per line", amounts: [half(1n), half(1n)], lines: [1n, 0n] },
    { name: "a gain and its loss in one period leave nothing", amounts: [half(7n), half(-7n)], lines: [4n, -4n] },
    { name: "a single loss among gains keeps its own amount", amounts: [third(10n), exact(-1n)], lines: [3n, -1n] },
    { name: "no lines, no money", amounts: [], lines: [] },
  ])("$name", ({ amounts, lines }) => {
    expect(settle(amounts, "halfAwayFromZero")).toEqual(lines);
  });

  test.each([
    { name: "a tie goes to the even neighbour", amounts: [half(5n)], lines: [2n] },
    { name: "a reversed tie goes to the even neighbour too", amounts: [half(-5n)], lines: [-2n] },
    { name: "an odd neighbour is left", amounts: [half(7n)], lines: [4n] },
  ])("$name, where the plan asks for half even", ({ amounts, lines }) => {
    expect(settle(amounts, "halfEven")).toEqual(lines);
  });
});

describe("share", () => {
  test("gives a fixed total to its parts", () => {
    expect(share([third(100n), third(100n), third(100n)], 100n)).toEqual([34n, 33n, 33n]);
    expect(share([third(-100n), third(-100n), third(-100n)], -100n)).toEqual([-34n, -33n, -33n]);
  });

  test("refuses a total that its parts cannot reach", () => {
    expect(() => share([exact(1n), exact(1n)], 5n)).toThrow(InvariantError);
    expect(() => share([exact(1n), exact(1n)], 1n)).toThrow(InvariantError);
  });
});
