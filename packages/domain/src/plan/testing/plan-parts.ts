import { planWith } from "../../evaluate/testing/random-story.ts";
import { EXAMPLE } from "../../evaluate/testing/worked-example.ts";
import type { Bonus, Cond, PlanVersion } from "../plan-version.ts";

export const BINARY: PlanVersion = {
  ...EXAMPLE,
  trees: [...EXAMPLE.trees, { id: "legs", label: "Legs", kind: "binary", width: 2 }],
};
export const SELF = { to: "self" } as const;

type LegsSource = Extract<Bonus["source"], { kind: "legs" }>;
export const legs = (change: Partial<LegsSource>, bonus: Partial<Bonus> = {}, plan = BINARY): PlanVersion =>
  planWith(
    {
      source: {
        kind: "legs",
        volume: "cv",
        tree: "legs",
        match: { percent: true },
        unqualified: { accrue: true, flush: false },
        carry: { capConsumes: "all" },
        ...change,
      },
      walk: SELF,
      rate: { unit: "share", flat: "0.1" },
      ...bonus,
    },
    plan,
  );

export const withRank = (when: Cond): PlanVersion => {
  return { ...EXAMPLE, ranks: [...EXAMPLE.ranks, { id: "top", label: "Top", when }] };
};
export const fund = (change: Partial<Extract<Bonus["source"], { kind: "fund" }>>): Partial<Bonus> => ({
  source: { kind: "fund", fund: { fixed: "100" }, shares: { byRank: { member: "1" } }, ...change },
  walk: SELF,
  rate: undefined,
});
export const weekly: PlanVersion = {
  ...EXAMPLE,
  periods: [...EXAMPLE.periods, { id: "week", every: "week", cutoffDays: 3 }],
};
