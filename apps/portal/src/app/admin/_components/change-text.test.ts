import { expect, test } from "vitest";
import { changeText } from "./change-text";

test.each([
  ["bonuses › Unilevel › rate › byRankLevel › leaf › 2", "0.05", "0.06", "Unilevel, Leaf, level 2: 5 % → 6 %"],
  ["bonuses › Retail bonus › rate › flat", "0.20", "0.25", "Retail bonus, share: 20 % → 25 %"],
  ["bonuses › Fast start › rate › byLevel › 1", "0.15", "0.20", "Fast start, level 1: 15 % → 20 %"],
  ["ranks › Branch › when › all › 2 › atLeast", "2500", "2000", "Branch, at least: 2,500 → 2,000"],
])("%s reads as a sentence", (where, was, now, text) => {
  expect(changeText({ key: "plan.changed", values: { where, was, now } })).toBe(text);
});

test("what was added and removed says so", () => {
  expect(changeText({ key: "plan.added", values: { where: "ranks › Grove", was: "", now: "Grove" } })).toBe(
    "Grove: Grove added",
  );
  expect(changeText({ key: "plan.removed", values: { where: "ranks › Oak", was: "Oak", now: "" } })).toBe(
    "Oak: Oak removed",
  );
});
