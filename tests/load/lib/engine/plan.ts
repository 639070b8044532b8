import type { PlanVersion } from "../../../../packages/domain/src/index.ts";

const LEVELS = ["0.05", "0.05", "0.04", "0.04", "0.03", "0.02", "0.01"];

const active = { ref: "is_active" } as const;

/** Ranks by group and side volume, seven levels of compressed unilevel, a binary on the weaker leg, and a pool. */
export const BENCH_PLAN: PlanVersion = {
  schema: 1,
  planId: "bench",
  version: 1,
  label: "Bench",
  effectiveFrom: "2026-01-01",
  timeZone: "Etc/UTC",
  currency: "EUR",
  minorDigits: 2,
  trees: [
    { id: "sponsor", label: "Sponsor tree", kind: "sponsor" },
    { id: "binary", label: "Binary", kind: "binary", placement: "outerLeg" },
  ],
  rankTree: "sponsor",
  periods: [{ id: "month", every: "month", cutoffDays: 3 }],
  basePeriod: "month",
  volumes: [
    { id: "pv", label: "PV", kind: "points", customers: true, peg: "1" },
    { id: "cv", label: "CV", kind: "points", customers: true, peg: "1" },
  ],
  metrics: [
    { id: "own", label: "Own PV", kind: "own", volume: "pv", period: "month" },
    { id: "gv", label: "GV", kind: "group", volume: "pv", tree: "sponsor", period: "month", includeSelf: true },
    {
      id: "side",
      label: "Side volume",
      kind: "leg",
      volume: "pv",
      tree: "sponsor",
      period: "month",
      pick: "allButStrongest",
    },
  ],
  conditions: [{ id: "is_active", label: "Active", when: { metric: "own", atLeast: "100" } }],
  active: "is_active",
  ranks: [
    { id: "member", label: "Member", when: { always: true } },
    rank("bronze", "1000", "0"),
    rank("silver", "5000", "1500"),
    rank("gold", "25000", "8000"),
    rank("diamond", "200000", "60000"),
  ],
  rankPolicy: { title: "lifetime", gracePeriods: 0, announce: "provisional" },
  bonuses: [
    {
      id: "unilevel",
      label: "Unilevel",
      when: { close: "month" },
      source: { kind: "orders", volume: "cv", of: "both" },
      gate: active,
      walk: {
        to: "upline",
        tree: "sponsor",
        payFrom: 1,
        levels: 7,
        compress: "skipInactive",
        unlock: { byRank: { member: 3, bronze: 5, silver: 6, gold: 7, diamond: 7 } },
      },
      rate: { unit: "share", byLevel: LEVELS },
      rankAt: { basis: "paidAs", at: "this" },
      settle: { as: "cash", holdDays: 0 },
    },
    {
      id: "weak_leg",
      label: "Weaker leg",
      when: { close: "month" },
      source: {
        kind: "legs",
        volume: "cv",
        tree: "binary",
        match: { percent: true },
        unqualified: { accrue: true, flush: false },
        carry: { capConsumes: "all" },
      },
      gate: active,
      walk: { to: "self" },
      rate: { unit: "share", flat: "0.10" },
      rankAt: { basis: "paidAs", at: "this" },
      limit: {
        perEarner: { byRank: { member: "500", bronze: "1000", silver: "2500", gold: "5000", diamond: "20000" } },
      },
      settle: { as: "cash", holdDays: 0 },
    },
    {
      id: "pool",
      label: "Pool",
      when: { close: "month" },
      source: { kind: "fund", fund: { share: "0.02", volume: "cv" }, shares: { byRank: { gold: "1", diamond: "3" } } },
      gate: active,
      walk: { to: "self" },
      rankAt: { basis: "paidAs", at: "this" },
      settle: { as: "cash", holdDays: 0 },
    },
  ],
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
};

function rank(id: string, group: string, side: string): PlanVersion["ranks"][number] {
  const when = { all: [active, { metric: "gv", atLeast: group }, { metric: "side", atLeast: side }] };
  return { id, label: id, when };
}
