import type { Bonus, PlanVersion } from "../../plan/plan-version.ts";
import { evaluate } from "../evaluate.ts";
import { EMPTY_STATE, type State } from "../facts.ts";
import type { Evaluation, Line } from "../outcome.ts";
import { factsOf, type Story, type StoryClose, type StoryOrder } from "./build-facts.ts";

/** What is there in every month. */
type Company = Pick<Story, "people" | "places" | "moves" | "statuses" | "attributes" | "versions" | "grants">;
export type Month = Partial<Company> & Pick<Story, "period" | "orders" | "refunds">;

/** Evaluates and closes one month after the other; each is closed on the 8th of the next. */
export function play(plan: PlanVersion, company: Company, months: readonly Month[]): Evaluation[] {
  const done: Evaluation[] = [];
  let state: State = EMPTY_STATE;
  const closed: StoryClose[] = [];
  const [orders, refunds]: [NonNullable<Story["orders"]>[number][], NonNullable<Story["refunds"]>[number][]] = [[], []];
  for (const month of months) {
    const story = {
      ...company,
      ...month,
      past: { orders, refunds },
      closed,
      originals: done.flatMap(({ lines }) => lines),
    };
    const evaluation = evaluate(plan, factsOf(plan, story), state);
    state = evaluation.closing;
    closed.push({ period: month.period, closedAt: eighthAfter(month.period), people: evaluation.ranks });
    orders.push(...(month.orders ?? []));
    refunds.push(...(month.refunds ?? []));
    done.push(evaluation);
  }
  return done;
}

function eighthAfter(period: string): string {
  const [year = 0, month = 0] = period.slice("month:".length).split("-").map(Number);
  return `${year + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}-08T08:00:00Z`;
}

/** `bonus earner source level = minor units`; refunds by the source of the original. */
export const told = ({ lines }: { lines: readonly Line[] }) =>
  lines.map(({ bonusId, earnerId, sourceKey, level, part, minor }) => {
    const same = part === "same" ? " same" : "";
    return `${bonusId} ${earnerId} ${sourceKey} ${level}${same} = ${minor}`;
  });

/** A bonus called `b`, at the close of the month, for everybody. */
export function bonusOf(change: Partial<Bonus> & Pick<Bonus, "source" | "walk">): Bonus {
  return {
    id: "b",
    label: "B",
    when: { close: "month" },
    gate: { always: true },
    rankAt: { basis: "paidAs", at: "this" },
    settle: { as: "cash", holdDays: 0 },
    ...change,
  };
}

/** Points are cents: CV at a peg of 1 in dollars. Everybody is active who is not marked otherwise. */
export function planOf(bonuses: readonly Bonus[], change: Partial<PlanVersion> = {}): PlanVersion {
  const rank = (id: string, least: string) => ({ id, label: id.toUpperCase(), when: { metric: "gv", atLeast: least } });
  return {
    schema: 1,
    planId: "nasty",
    version: 1,
    label: "Nasty",
    effectiveFrom: "2026-01-01",
    timeZone: "UTC",
    currency: "USD",
    minorDigits: 2,
    trees: [
      { id: "sponsor", label: "Sponsor", kind: "sponsor" },
      { id: "binary", label: "Binary", kind: "binary", width: 2 },
    ],
    rankTree: "sponsor",
    periods: [{ id: "month", every: "month", cutoffDays: 7 }],
    basePeriod: "month",
    volumes: [
      { id: "pv", label: "PV", kind: "points", customers: true, peg: "1" },
      { id: "cv", label: "CV", kind: "points", customers: true, peg: "1" },
    ],
    metrics: [
      { id: "own", label: "Own", kind: "own", volume: "pv", period: "month" },
      { id: "gv", label: "GV", kind: "group", volume: "pv", tree: "sponsor", period: "month", includeSelf: true },
    ],
    conditions: [{ id: "active", label: "Active", when: { not: { attribute: "active", equals: "no" } } }],
    active: "active",
    ranks: [
      { id: "r0", label: "R0", when: { always: true } },
      rank("r1", "100"),
      rank("r2", "500"),
      rank("r3", "2000"),
    ],
    rankPolicy: { title: "lifetime", gracePeriods: 0, announce: "provisional" },
    bonuses: [...bonuses],
    limits: [],
    policies: {
      orderEffective: "payment",
      refund: "inRefundPeriod",
      moves: "asOfOrder",
      windowVersion: "join",
      correction: "cascade",
      rounding: "halfAwayFromZero",
      minNoticeDays: 0,
    },
    carryOver: [],
    ...change,
  };
}

export const JUNE = "month:2026-06-01";
export const JULY = "month:2026-07-01";
export const AUGUST = "month:2026-08-01";

export const both = { kind: "orders", volume: "cv", of: "both" } as const;
export const share = (flat: string) => ({ unit: "share", flat }) as const;

/** a over b over c over d. */
export const LINE: Story["people"] = ["a", "b", "c", "d"].map((id, n) => ({
  id,
  sponsor: n === 0 ? null : ("abcd"[n - 1] ?? null),
}));
export const TOP: Pick<Story, "people" | "places"> = {
  people: ["m", "l", "r"].map((id) => ({ id, sponsor: id === "m" ? null : "m" })),
  places: [
    { tree: "binary", id: "m", parent: null, slot: 0 },
    { tree: "binary", id: "l", parent: "m", slot: 0 },
    { tree: "binary", id: "r", parent: "m", slot: 1 },
  ],
};

export function order(id: string, of: string, points: string, at = "2026-06-10T10:00:00Z"): StoryOrder {
  return { id, of, at, volumes: { pv: points, cv: points } };
}

export function back(id: string, of: string, points: string, at: string) {
  return { id, order: of, at, volumes: { pv: points, cv: points } };
}

export const inactive = (id: string, at = "2026-01-01T00:00:00Z") => ({ id, key: "active", value: "no", at });
export const ranked = (id: string, rank: string) =>
  ({ id, rank, basis: "paidAs", at: "2026-01-01T00:00:00Z" }) as const;

/** Both legs of the binary tree, one to one, carried on without an end. */
export const legsSource = (change: Partial<LegsSource> = {}): LegsSource => ({
  kind: "legs",
  volume: "cv",
  tree: "binary",
  match: { percent: true },
  unqualified: { accrue: true, flush: false },
  carry: { capConsumes: "all" },
  ...change,
});
type LegsSource = Extract<Bonus["source"], { kind: "legs" }>;

export const upline = { to: "upline", tree: "sponsor", payFrom: 1, levels: 3, compress: "none" } as const;

/** Three levels of 10, 5 and 2 % for whoever is active. */
export const uni = bonusOf({
  source: both,
  walk: upline,
  gate: { ref: "active" },
  rate: { unit: "share", byLevel: ["0.1", "0.05", "0.02"] },
});
