import { planWith } from "../../evaluate/testing/random-story.ts";
import { EXAMPLE } from "../../evaluate/testing/worked-example.ts";
import type { Bonus, Cond, PlanVersion } from "../plan-version.ts";
import type { PlanError, PlanWarning } from "../problem.ts";
import { BAD_NUMBERS } from "./bad-numbers.ts";
import { BAD_READS } from "./bad-reads.ts";
import { OUT_OF_REACH } from "./out-of-reach.ts";
import { BINARY, fund, legs, SELF, weekly, withRank } from "./plan-parts.ts";

const metricRate = (rows: [string, string][]): Bonus["rate"] => {
  return { unit: "share", byMetric: "gv", at: "this", mode: "whole", rows };
};
const differential = {
  to: "differential",
  tree: "sponsor",
  includeSelf: true,
  selfAlreadyPaid: false,
  payFrom: 0,
} as const;

const matching = (bonuses: string[], change: Partial<Bonus> = {}): Partial<Bonus> => ({
  source: { kind: "payouts", bonuses, base: "afterBonusCap" },
  rate: { unit: "share", byLevel: ["0.1", "0.1", "0.1"] },
  ...change,
});
const withMatch = (bonuses: string[], change: Partial<Bonus> = {}): PlanVersion => {
  const [, uni] = EXAMPLE.bonuses;
  if (!uni) throw new Error("the example has two bonuses");
  return { ...EXAMPLE, bonuses: [...EXAMPLE.bonuses, { ...uni, id: "match", ...matching(bonuses, change) }] };
};
/** Plans that are wrong in one way each: what is wrong, the code of its problem, the plan. */
export const BAD_PLANS: readonly (readonly [what: string, code: PlanError | PlanWarning, plan: PlanVersion])[] = [
  ...BAD_NUMBERS,
  ...BAD_READS,
  ...OUT_OF_REACH,
  ["a circle of named conditions", "dependency_cycle", circle()],
  ["two matches over each other", "bonus_cycle", matchCircle()],
  ["a match over itself", "bonus_self_match", withMatch(["match"])],
  ["a match over a bonus of another cadence", "payout_cadence", otherCadence()],
  ["a live match over a closing bonus", "payout_cadence", withMatch(["uni"], { when: { live: true } })],
  ["a ladder that reads the pay rank of others", "dependency_cycle", withRank(counting("paidAs"))],
  ["a rank that reads another tree", "rank_tree_mixed", mixedTrees()],
  ["personally sponsored outside where", "where_only", withRank({ personallySponsored: true })],
  [
    "brackets out of order",
    "table_not_ascending",
    planWith({
      walk: differential,
      rate: metricRate([
        ["9", "0.1"],
        ["1", "0.2"],
      ]),
    }),
  ],
  [
    "a bracket given twice",
    "table_not_ascending",
    planWith({
      walk: differential,
      rate: metricRate([
        ["9", "0.1"],
        ["9", "0.2"],
      ]),
    }),
  ],
  ["an empty table of brackets", "table_empty", planWith({ walk: differential, rate: metricRate([]) })],
  [
    "a metric that is not there",
    "id_unknown",
    planWith({ walk: differential, rate: { ...metricRate([["1", "0.1"]]), byMetric: "none" } as Bonus["rate"] }),
  ],
  [
    "a stop at a rank that is not there",
    "id_unknown",
    planWith({ walk: { ...differential, stopAfterRank: "none" }, rate: metricRate([["1", "0.1"]]) }),
  ],
  [
    "a boundary that is not there",
    "id_unknown",
    planWith({ walk: { to: "generations", tree: "sponsor", boundary: "none", edge: "starts", count: 3 } }),
  ],
  ["a percent over 100", "rate_range", planWith({ rate: { unit: "share", byLevel: ["1.01", "0", "0"] } })],
  ["a match over 200", "rate_range", withMatch(["uni"], { rate: { unit: "share", byLevel: ["2.01", "0", "0"] } })],
  ["a differential by level", "bonus_shape", planWith({ walk: differential })],
  [
    "a coded bonus without packages",
    "bonus_shape",
    planWith({ walk: { to: "coded", tree: "sponsor", attribute: "code" } }),
  ],
  ["a binary in the sponsor tree", "tree_kind", legs({ tree: "sponsor" })],
  [
    "a binary tree with three legs",
    "tree_kind",
    { ...BINARY, trees: [...EXAMPLE.trees, { id: "legs", label: "Legs", kind: "binary", width: 3 }] },
  ],
  [
    "a matrix without a width",
    "tree_kind",
    { ...EXAMPLE, trees: [...EXAMPLE.trees, { id: "matrix", label: "Matrix", kind: "matrix" }] },
  ],
  [
    "a cycle with a weak side above the strong one",
    "cycle_invalid",
    legs({ match: { cycle: { weak: "2", strong: "1" } } }),
  ],
  ["a cycle of nothing", "cycle_invalid", legs({ match: { cycle: { weak: "0", strong: "1" } } })],
  ["steps out of order", "steps_not_ascending", legs({ match: { steps: ["5", "2"] } })],
  [
    "steps whose cap keeps volume",
    "steps_cap_consumes",
    legs({ match: { steps: ["5"] }, carry: { capConsumes: "paid" } }, { limit: { perEarner: { flat: "1" } } }),
  ],
  ["pairs of points", "bonus_shape", legs({ match: { pairs: {} } })],
  ["a pool without shares", "shares_empty", planWith(fund({ shares: { byRank: {} } }))],
  ["a pool per nothing", "shares_empty", planWith(fund({ shares: { byMetric: "gv", perUnit: "0" } }))],
  ["a pool finer than the currency", "currency_digits", planWith(fund({ fund: { fixed: "1.005" } }))],
  [
    "a limit of another cadence",
    "limit_scope",
    {
      ...weekly,
      limits: [{ id: "cap", kind: "memberTotal", bonuses: ["uni"], period: "week", amount: { flat: "1" } }],
    },
  ],
  [
    "a weekly limit over what is paid at once",
    "limit_scope",
    {
      ...weekly,
      limits: [{ id: "cap", kind: "planShare", bonuses: ["fast"], period: "week", share: "0.5", of: "cv" }],
    },
  ],
  ["a weekly bonus by this month's rank", "rank_not_ready", planWith({ when: { close: "week" } }, weekly)],
  ["a weekly bonus for whoever is active this month", "rank_not_ready", planWith({ when: { close: "week" } }, weekly)],
  ["credit for a unilevel", "credit_only_party", planWith({ settle: { as: "credit", holdDays: 0 } })],
  [
    "a calculator nobody wrote",
    "custom_unknown",
    planWith({ source: { kind: "custom", calculator: "luck", params: {} }, walk: SELF, rate: undefined }),
  ],
  [
    "heads of no tree",
    "id_unknown",
    {
      ...EXAMPLE,
      volumes: [...EXAMPLE.volumes, { id: "heads", label: "Heads", kind: "heads", customers: false, peg: "1" }],
    },
  ],
];

function circle(): PlanVersion {
  const [a, b] = [
    { id: "a", label: "A", when: { ref: "b" } },
    { id: "b", label: "B", when: { ref: "a" } },
  ];
  return { ...EXAMPLE, conditions: [...EXAMPLE.conditions, a, b] };
}

function matchCircle(): PlanVersion {
  const plan = withMatch(["second"]);
  const [, , match] = plan.bonuses;
  return match ? { ...plan, bonuses: [...plan.bonuses, { ...match, id: "second", ...matching(["match"]) }] } : plan;
}

function otherCadence(): PlanVersion {
  const plan = withMatch(["uni"], { when: { close: "week" }, rankAt: { basis: "paidAs", at: "lastClosed" } });
  return { ...plan, periods: weekly.periods };
}

function counting(basis: "paidAs" | "title"): Cond {
  return { count: { legs: { tree: "sponsor", at: "somewhere", where: { rank: "builder", basis } } }, atLeast: 1 };
}

function mixedTrees(): PlanVersion {
  const when: Cond = {
    count: { legs: { tree: "legs", at: "top", where: { rank: "builder", basis: "qualified" } } },
    atLeast: 1,
  };
  return { ...BINARY, ranks: [...EXAMPLE.ranks, { id: "top", label: "Top", when }] };
}

export function headsPlan(): PlanVersion {
  const heads = { id: "heads", label: "Heads", kind: "heads", headsTree: "legs", customers: false, peg: "1" } as const;
  const plan = { ...BINARY, volumes: [...BINARY.volumes, heads] };
  return legs({ volume: "heads", match: { pairs: {} } }, { rate: { unit: "amount", flat: "1" } }, plan);
}
