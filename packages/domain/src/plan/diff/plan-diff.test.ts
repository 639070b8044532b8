import { describe, expect, test } from "vitest";
import type { PlanVersion } from "../plan-version.ts";
import { meadowAndOak } from "../templates/meadow-and-oak.ts";
import type { PlanChange } from "./plan-change.ts";
import { contentDiff, planDiff } from "./plan-diff.ts";

const PLAN = meadowAndOak(3);
const short = ({ kind, place, before, after, unit }: PlanChange) => {
  const names = place.filter(({ of }) => of !== "field").map(({ of, name }) => `${of} ${name}`);
  return [kind, names.join(", "), before, after, unit];
};
const changesOf = (change: (plan: PlanVersion) => void) => {
  const after = structuredClone(PLAN);
  change(after);
  return contentDiff(PLAN, after).map(short);
};

describe("a difference in words of the plan", () => {
  test("names bonus, rank and level of a rate, and that it is a share", () => {
    expect(contentDiff(PLAN, meadowAndOak(4)).map(short)).toEqual([
      ["changed", "bonus Unilevel, rank Leaf, level 2", "0.05", "0.06", "share"],
    ]);
  });

  test("leaves out what the version is called; the whole has it", () => {
    const fields = planDiff(PLAN, meadowAndOak(4)).map(({ path }) => path[0]);
    expect(fields).toEqual(["version", "label", "effectiveFrom", "bonuses"]);
  });

  test("takes a condition for the same while it asks about the same", () => {
    const changes = changesOf(({ ranks }) => {
      const [, sprout, leaf] = ranks;
      if (!sprout || !leaf || !("all" in sprout.when) || !("all" in leaf.when)) throw new Error("a ladder");
      sprout.when.all[1] = { metric: "gv", atLeast: "250" };
      leaf.when.all.splice(0, 1);
    });
    expect(changes).toEqual([
      ["changed", "rank Sprout, requirement metric Group volume", "200", "250", "points"],
      ["removed", "rank Leaf, requirement ref Active", { ref: "is_active" }, undefined, "text"],
    ]);
  });

  test("tells an inserted rank as one addition with its place", () => {
    const twig = { id: "twig", label: "Twig", when: { always: true } as const };
    const after = { ...PLAN, ranks: PLAN.ranks.toSpliced(1, 0, twig) };
    expect(contentDiff(PLAN, after)).toEqual([
      expect.objectContaining({ kind: "added", path: ["ranks", { item: "twig" }], at: 1, after: twig }),
    ]);
  });

  test("tells another kind of rate as a whole", () => {
    const changes = changesOf(({ bonuses }) => {
      const [retail] = bonuses;
      if (retail) retail.rate = { unit: "share", byRank: { seed: "0.2" } };
    });
    const before = { unit: "share", flat: "0.25" };
    expect(changes).toEqual([
      ["changed", "bonus Retail bonus", before, { unit: "share", byRank: { seed: "0.2" } }, "share"],
    ]);
  });

  test("knows money, days, and the names of what a value refers to", () => {
    const after = structuredClone(PLAN);
    const [retail] = after.bonuses;
    if (!retail) throw new Error("a bonus");
    retail.settle.holdDays = 30;
    retail.limit = { perEarner: { flat: "500" } };
    after.bonuses[1] = { ...(after.bonuses[1] ?? retail), gate: { ref: "is_active" } };
    const changes = contentDiff(PLAN, after);
    expect(changes.map(({ unit }) => unit)).toEqual(["days", "text", "text"]);
    expect(changes.at(-1)).toMatchObject({ kind: "removed", before: "lastClosed" });
    const swapped = { ...PLAN, active: "gv_high", conditions: PLAN.conditions };
    expect(contentDiff(PLAN, swapped)[0]?.names).toEqual({ is_active: "Active" });
  });
});
