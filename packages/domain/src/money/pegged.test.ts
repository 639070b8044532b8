import { expect, test } from "vitest";
import { volume } from "../volume/volume.ts";
import { exact } from "./exact.ts";
import { least } from "./least.ts";
import { pegged } from "./pegged.ts";
import { rate } from "./rate.ts";

test.each([
  { points: "100", peg: "1", major: exact(100n) },
  { points: "100.50", peg: "0.8", major: exact(402n, 5n) },
  { points: "-0.01", peg: "0.333333", major: exact(-333_333n, 100_000_000n) },
])("$points points at a peg of $peg are exact major units", ({ points, peg, major }) => {
  expect(pegged(volume(points), rate(peg))).toEqual(major);
});

test.each([
  [1n, 2n, 1n],
  [2n, 1n, 1n],
  [-2n, 1n, -2n],
  [3n, 3n, 3n],
])("the smaller of %s and %s is %s", (a, b, smaller) => {
  expect(least(a, b)).toBe(smaller);
});
