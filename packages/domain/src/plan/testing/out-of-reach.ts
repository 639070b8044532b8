import { planWith } from "../../evaluate/testing/random-story.ts";
import { EXAMPLE } from "../../evaluate/testing/worked-example.ts";
import type { Bonus, Cond, PlanVersion } from "../plan-version.ts";
import type { PlanError, PlanWarning } from "../problem.ts";
import { BINARY, SELF, withRank } from "./plan-parts.ts";

type CappedLegs = Extract<Cond, { cappedLegs: unknown }>["cappedLegs"];

export const legsOf = (where: Cond, atLeast = 1, tree = "sponsor"): Cond => {
  return { count: { legs: { tree, at: "somewhere", where } }, atLeast };
};
export const capped = (change: Partial<CappedLegs>): Cond => ({
  cappedLegs: {
    volume: "pv",
    tree: "legs",
    period: "month",
    required: "1000",
    maxShare: "0.4",
    capBase: "requirement",
    own: "none",
    ...change,
  },
});
const members = (from: number, to: number | "infinity"): Cond => {
  return { count: { members: { tree: "sponsor", from, to, where: { personallySponsored: true } } }, atLeast: 1 };
};
const held = (periods: number, outOf: number): Cond => ({ heldFor: "is_active", periods, outOf });
const withFast = (change: Partial<Bonus>): PlanVersion => {
  return {
    ...EXAMPLE,
    bonuses: EXAMPLE.bonuses.map((bonus) => (bonus.id === "fast" ? { ...bonus, ...change } : bonus)),
  };
};
const hold = (holdDays: number): PlanVersion => withFast({ settle: { as: "cash", holdDays } });
const award: Partial<Bonus> = {
  source: { kind: "milestone", instalments: 6, outOf: 4, skipped: "payAll" },
  walk: SELF,
  rate: { unit: "amount", byRank: { member: "0", builder: "3", leader: "5" } },
};
const among = (when: Cond): PlanVersion => ({ ...withRank(when), trees: BINARY.trees });
const topOrMore: Cond = { rank: "top", basis: "qualified" };
const twoTops: PlanVersion = {
  ...EXAMPLE,
  ranks: [
    ...EXAMPLE.ranks,
    { id: "top", label: "Top", when: legsOf({ rank: "peak", basis: "qualified" }) },
    { id: "peak", label: "Peak", when: legsOf(topOrMore, 2) },
  ],
};

/** Plans whose levels, windows, or holds are none, and ranks that nobody can ever reach. */
export const OUT_OF_REACH: readonly (readonly [what: string, code: PlanError | PlanWarning, plan: PlanVersion])[] = [
  ["a rank that counts whoever stands above", "reads_upward", withRank(members(-1, 3))],
  ["a rank that counts the person himself", "reads_upward", withRank(members(0, "infinity"))],
  ["a hold of thirty years", "hold_invalid", hold(9_999)],
  [
    "a window of thirty years",
    "window_invalid",
    withFast({ source: { kind: "orders", volume: "cv", of: "own", withinDaysOfJoin: 9_999 } }),
  ],
  ["held four times in three periods", "window_invalid", withRank(held(4, 3))],
  ["six instalments in four periods", "window_invalid", planWith(award)],
  ["a hold that ends while orders can be sent back", "hold_shorter_than_refund_window", hold(7)],
  ["a rank that asks for its own kind", "rank_unreachable", withRank(legsOf(topOrMore))],
  ["two ranks that ask for each other", "rank_unreachable", twoTops],
  ["a rank of three legs in a binary tree", "rank_unreachable", among(legsOf({ always: true }, 3, "legs"))],
  ["a rank of legs too small for it", "rank_unreachable", among(capped({}))],
  ["a rank of levels that end before they begin", "rank_unreachable", withRank(members(5, 2))],
  ["a rank for whoever is not there", "rank_unreachable", withRank({ not: { always: true } })],
];
