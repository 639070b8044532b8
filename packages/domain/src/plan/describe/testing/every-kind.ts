import type { Bonus, Cond, PlanVersion } from "../../plan-version.ts";
import { PlanVersion as Schema } from "../../plan-version.ts";
import { planTemplate } from "../../templates/templates.ts";
import { documentValue, withValue } from "../change.ts";
import { conditionStarters } from "../conditions.ts";
import { bonusStarters } from "../starters.ts";

const BASE = planTemplate("weekly_binary");

/** Conditions that the starters do not begin with: other counts, other forms of a leaf. */
const CONDITIONS: readonly Cond[] = [
  { count: { members: { tree: "sponsor", from: 1, to: "infinity", where: { ref: "is_active" } } }, atLeast: 3 },
  { count: { legs: { tree: "sponsor", at: "top", maxDepth: 4, where: { ref: "is_active" } } }, atLeast: 1 },
  { heldFor: "is_active", periods: 2, outOf: 3 },
  { metric: "heads", atLeast: "2" },
  { metric: "grown", atLeast: "10", at: "lastClosed" },
];

type Parts = Partial<Bonus>;

/** Forms of sources, walks, rates and limits that the starters do not begin with. */
const FORMS: readonly Parts[] = [
  { source: { kind: "orders", volume: "cv", of: "both", firstOnly: true, except: ["binary"] } },
  {
    source: {
      kind: "legs",
      volume: "cv",
      tree: "binary",
      match: { steps: ["100", "300"] },
      unqualified: { accrue: false, flush: false },
      carry: { expireAfter: 4, capConsumes: "all" },
    },
  },
  {
    source: {
      kind: "legs",
      volume: "cv",
      tree: "binary",
      match: { cycle: { weak: "1", strong: "2" } },
      unqualified: { accrue: false, flush: true },
      carry: { max: "10", capConsumes: "paid" },
    },
    rate: { unit: "amount", flat: "5" },
  },
  {
    source: {
      kind: "legs",
      volume: "heads",
      tree: "binary",
      match: { pairs: { first: { strong: 2, weak: 1, amount: "10" } } },
      unqualified: { accrue: true, flush: true },
      carry: { capConsumes: "all" },
    },
  },
  {
    source: {
      kind: "legs",
      volume: "heads",
      tree: "binary",
      match: { pairs: {} },
      unqualified: { accrue: true, flush: true },
      carry: { capConsumes: "all" },
    },
  },
  {
    source: {
      kind: "fund",
      fund: { fixed: "100" },
      shares: { byAttribute: "shares" },
      maxPerMember: "10",
      cumulative: true,
    },
  },
  { source: { kind: "fund", fund: { share: "0.1", volume: "cv" }, shares: { byMetric: "own_pv", perUnit: "100" } } },
  { source: { kind: "milestone", instalments: 2, outOf: 3, skipped: "payHighest" } },
  { source: { kind: "custom", calculator: "geometric", params: { a: "0.5", b: "0.1", list: ["1"] } } },
  {
    walk: {
      to: "upline",
      tree: "sponsor",
      payFrom: 2,
      levels: 3,
      compress: "none",
      unlock: {
        byMetric: "own_pv",
        rows: [
          ["1", 1],
          ["10", 2],
        ],
        at: "this",
      },
    },
  },
  {
    walk: {
      to: "upline",
      tree: "sponsor",
      payFrom: 1,
      levels: "infinity",
      compress: "none",
      unlock: { byAttribute: "depth" },
    },
  },
  {
    walk: {
      to: "upline",
      tree: "sponsor",
      payFrom: 1,
      levels: "infinity",
      compress: "none",
      unlock: { byRank: { gold: 3 } },
    },
  },
  {
    walk: {
      to: "differential",
      tree: "sponsor",
      includeSelf: false,
      selfAlreadyPaid: true,
      payFrom: 1,
      stopAfterRank: "gold",
      sameRank: { share: "0.01", first: 2 },
    },
  },
  { rate: { unit: "share", byRankLevel: { gold: ["0.1", "0.2"] } } },
  { rate: { unit: "amount", byPackage: { small: "1" } } },
  { limit: { perSource: "5", perEarner: { byRank: { gold: "10" } } } },
  { settle: { as: "credit", holdDays: 3 } },
];

/** A plan with every kind of everything. It need not make sense; it has the shape of a plan. */
export function everyKind(): PlanVersion {
  const plan: PlanVersion = {
    ...BASE,
    trees: [...BASE.trees, { id: "matrix", label: "Matrix", kind: "matrix", width: 3, placement: "bfs" }],
    periods: [
      ...BASE.periods,
      { id: "day", every: "day", cutoffDays: 0 },
      { id: "quarter", every: "quarter", cutoffDays: 0 },
      { id: "year", every: "year", cutoffDays: 0 },
    ],
    volumes: [
      ...BASE.volumes,
      { id: "heads", label: "Heads", kind: "heads", headsTree: "binary", customers: false, peg: "1" },
    ],
    metrics: [
      ...BASE.metrics,
      { id: "two", label: "Two months", kind: "own", volume: "pv", period: "month", periods: 2 },
      { id: "gv", label: "GV", kind: "group", volume: "pv", tree: "sponsor", period: "month", includeSelf: true },
      {
        id: "side",
        label: "Side",
        kind: "group",
        volume: "pv",
        tree: "sponsor",
        period: "month",
        includeSelf: false,
        maxDepth: 2,
        stopAtRank: "gold",
      },
      {
        id: "second",
        label: "Second leg",
        kind: "leg",
        volume: "pv",
        tree: "sponsor",
        period: "month",
        pick: 2,
        stopAtRank: "gold",
      },
      { id: "heads", label: "Customers", kind: "count", of: { customers: { volume: "pv", atLeast: "1" } } },
      { id: "grown", label: "Growth", kind: "growth", of: "gv" },
    ],
    limits: [
      { id: "total", kind: "memberTotal", bonuses: ["binary"], period: "week", amount: { flat: "100" } },
      { id: "ranked", kind: "memberTotal", bonuses: ["binary"], period: "week", amount: { byRank: { gold: "100" } } },
      { id: "share", kind: "planShare", bonuses: ["binary"], period: "week", share: "0.5", of: "cv" },
    ],
  };
  const starters = bonusStarters(plan, (family) => family).flatMap((start) => ("value" in start ? [start.value] : []));
  const [binary] = BASE.bonuses.filter(({ id }) => id === "fast_start");
  const forms = binary ? FORMS.map((parts, nth): Bonus => ({ ...binary, id: `form_${nth}`, ...parts })) : [];
  const conditions = [...conditionStarters(plan).map(({ value }) => value), ...CONDITIONS];
  const whole: unknown = withValue(
    JSON.parse(JSON.stringify({ ...plan, bonuses: [...plan.bonuses, ...starters, ...forms] })),
    "conditions",
    conditions.map((when, nth) => {
      const given = nth === 0 ? documentValue(JSON.parse(JSON.stringify(plan.conditions)), "0.when") : when;
      return {
        id: nth === 0 ? "is_active" : nth === 1 ? "both_legs" : `condition_${nth}`,
        label: `Condition ${nth}`,
        when: given ?? when,
      };
    }),
  );
  return Schema.parse(whole);
}
