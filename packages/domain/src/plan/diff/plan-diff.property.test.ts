import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { picker } from "../../evaluate/testing/random-story.ts";
import { randomPlan } from "../../reference/random-plan.ts";
import { RUNS } from "../../testing.ts";
import type { PlanVersion } from "../plan-version.ts";
import { meadowAndOak } from "../templates/meadow-and-oak.ts";
import { applyChanges } from "./apply-changes.ts";
import { planDiff } from "./plan-diff.ts";

const anySeed = fc.integer({ min: 1, max: 2 ** 30 });
const anyPlan = anySeed.map((seed) => randomPlan(picker(seed)));
/** Plain JSON: a field that is undefined is not there. */
const plain = (plan: PlanVersion): PlanVersion => JSON.parse(JSON.stringify(plan));

/** A plan with its lists shuffled, cut, and figures exchanged, so that two plans share most of their ids. */
function disturbed(plan: PlanVersion, seed: number): PlanVersion {
  const pick = picker(seed);
  const change = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      const kept = value.filter(() => pick(6) !== 0).map(change);
      if (pick(4) === 0) kept.reverse();
      if (pick(5) === 0 && kept.length > 0) kept.splice(pick(kept.length), 0, structuredClone(kept[0]));
      return kept;
    }
    if (typeof value === "object" && value !== null) {
      const fields = Object.entries(value).filter(([key]) => key === "id" || pick(20) !== 0);
      return Object.fromEntries(fields.map(([key, inner]) => [key, key === "id" ? inner : change(inner)]));
    }
    if (typeof value === "string" && pick(10) === 0) return `${value}0`;
    return value;
  };
  return Object.fromEntries(Object.entries(plan).map(([key, inner]) => [key, change(inner)])) as PlanVersion;
}

describe("the difference of two plan versions", () => {
  test("is complete: applied to the one it gives the other", () => {
    const law = fc.property(anyPlan, anyPlan, anySeed, (one, other, seed) => {
      const before = plain(one);
      for (const after of [plain(other), disturbed(before, seed), plain(meadowAndOak(3))]) {
        expect(applyChanges(before, planDiff(before, after))).toEqual(after);
      }
    });
    fc.assert(law, RUNS);
  });

  test("of a version with itself is nothing, and of a reordered list is one move", () => {
    const law = fc.property(anyPlan, (plan) => {
      expect(planDiff(plan, structuredClone(plan))).toEqual([]);
      const turned = { ...plan, bonuses: plan.bonuses.toReversed() };
      const moves = plan.bonuses.length > 1 ? [expect.objectContaining({ kind: "moved", path: ["bonuses"] })] : [];
      expect(planDiff(plan, turned)).toEqual(moves);
    });
    fc.assert(law, RUNS);
  });
});
