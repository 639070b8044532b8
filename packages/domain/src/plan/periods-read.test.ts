import { describe, expect, it } from "vitest";
import { closedPeriodsRead, readsOrderPlace } from "./periods-read.ts";
import { meadowAndOak } from "./templates/meadow-and-oak.ts";

const plan = meadowAndOak(3);
const held = (periods: number, outOf?: number) => ({
  ...plan,
  conditions: [
    ...plan.conditions,
    { id: "steady", label: "Steady", when: { heldFor: "is_active", periods, ...(outOf ? { outOf } : {}) } },
  ],
});

describe("what rules read of closed periods", () => {
  it.each([
    ["one for the last close", plan, 1],
    ["the others of those a condition is held in", held(4), 3],
    ["the whole span where a few of many suffice", held(2, 9), 8],
    [
      "the others that own volume is summed over",
      {
        ...plan,
        metrics: [
          ...plan.metrics,
          { id: "pv6", label: "PV", kind: "own" as const, volume: "pv", period: "month", periods: 6 },
        ],
      },
      5,
    ],
  ])("%s", (_, given, wanted) => {
    expect(closedPeriodsRead(given)).toBe(wanted);
  });

  it("tells whether the place of an order among others matters", () => {
    expect(readsOrderPlace(plan)).toBe(false);
    const [first, ...others] = plan.bonuses;
    if (!first) throw new Error("a bonus");
    const walk = { to: "passUp" as const, tree: "sponsor", first: 2 };
    expect(readsOrderPlace({ ...plan, bonuses: [{ ...first, walk }, ...others] })).toBe(true);
    const source = { kind: "orders" as const, volume: "cv", of: "both" as const, firstOnly: true };
    expect(readsOrderPlace({ ...plan, bonuses: [{ ...first, source }, ...others] })).toBe(true);
  });
});
