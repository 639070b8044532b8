import type { Bonus, Cond, PlanVersion } from "../plan-version.ts";

/** Shares of the versions of the plan; what is not listed here never changed. */
const VERSIONS = {
  1: { from: "2025-01-01", retail: "0.20", fastStart: ["0.15", "0.10", "0.05"], leafLevelTwo: "0.05" },
  2: { from: "2025-07-01", retail: "0.20", fastStart: ["0.20", "0.10", "0.05"], leafLevelTwo: "0.05" },
  3: { from: "2025-11-01", retail: "0.25", fastStart: ["0.20", "0.10", "0.05"], leafLevelTwo: "0.05" },
  4: { from: "2026-05-01", retail: "0.25", fastStart: ["0.20", "0.10", "0.05"], leafLevelTwo: "0.06" },
} as const;

export type MeadowAndOakVersion = keyof typeof VERSIONS;

/**
 * The plan of the demo company: retail bonus and fast start at once, unilevel at the close of the month.
 *
 * Versions 1 to 3 followed each other; 4 is a draft that raises level 2 of a Leaf from 5 % to 6 %.
 *
 * @param effectiveFrom  local date, first day of a month; each version has a default of its own
 * @see docs/plans/retail.md, docs/plans/fast-start.md, docs/plans/unilevel.md
 */
export function meadowAndOak(
  version: MeadowAndOakVersion,
  effectiveFrom: string = VERSIONS[version].from,
): PlanVersion {
  return {
    schema: 1,
    planId: "meadow_and_oak",
    version,
    label: `Meadow & Oak, version ${version}`,
    effectiveFrom,
    timeZone: "America/New_York",
    currency: "USD",
    minorDigits: 2,
    trees: [{ id: "sponsor", label: "Sponsor tree", kind: "sponsor" }],
    rankTree: "sponsor",
    periods: [{ id: "month", every: "month", cutoffDays: 3 }],
    basePeriod: "month",
    volumes: [
      { id: "pv", label: "PV", kind: "points", customers: true, peg: "1" },
      { id: "cv", label: "CV", kind: "points", customers: true, peg: "1" },
    ],
    metrics: [
      { id: "own_pv", label: "Own PV of the month", kind: "own", volume: "pv", period: "month" },
      {
        id: "gv",
        label: "Group volume",
        kind: "group",
        volume: "pv",
        tree: "sponsor",
        period: "month",
        includeSelf: true,
      },
    ],
    conditions: [{ id: "is_active", label: "Active", when: { metric: "own_pv", atLeast: "100" } }],
    active: "is_active",
    ranks: RANKS,
    rankPolicy: { title: "lifetime", gracePeriods: 0, announce: "provisional" },
    bonuses: [retailBonus(VERSIONS[version].retail), fastStart(VERSIONS[version].fastStart), unilevel(version)],
    limits: [],
    policies: {
      orderEffective: "payment",
      refund: "inRefundPeriod",
      moves: "asOfOrder",
      windowVersion: "join",
      correction: "cascade",
      rounding: "halfAwayFromZero",
      minNoticeDays: 14,
    },
    carryOver: [],
  };
}

const ACTIVE: Cond = { ref: "is_active" };

const RANKS: PlanVersion["ranks"] = [
  { id: "seed", label: "Seed", when: { always: true } },
  { id: "sprout", label: "Sprout", when: { all: [ACTIVE, groupVolume("200")] } },
  {
    id: "leaf",
    label: "Leaf",
    when: {
      all: [ACTIVE, groupVolume("500"), { count: { customers: { volume: "pv", atLeast: "0.01" } }, atLeast: 1 }],
    },
  },
  { id: "branch", label: "Branch", when: { all: [ACTIVE, groupVolume("2500"), legsWith("sprout", 3)] } },
  { id: "bough", label: "Bough", when: { all: [ACTIVE, groupVolume("8000"), legsWith("leaf", 3)] } },
  { id: "oak", label: "Oak", when: { all: [ACTIVE, groupVolume("25000"), legsWith("branch", 4)] } },
];

function groupVolume(atLeast: string): Cond {
  return { metric: "gv", atLeast };
}

function legsWith(rank: string, atLeast: number): Cond {
  const where: Cond = { rank, basis: "qualified" };
  return { count: { legs: { tree: "sponsor", at: "somewhere", where } }, atLeast };
}

function retailBonus(share: string): Bonus {
  return {
    id: "retail_bonus",
    label: "Retail bonus",
    when: { live: true },
    source: { kind: "orders", volume: "cv", of: "customers" },
    gate: { status: "notTerminated" },
    walk: { to: "self" },
    rate: { unit: "share", flat: share },
    rankAt: { basis: "paidAs", at: "lastClosed" },
    settle: { as: "cash", holdDays: 14 },
  };
}

function fastStart(byLevel: readonly string[]): Bonus {
  return {
    id: "fast_start",
    label: "Fast start",
    when: { live: true },
    source: { kind: "orders", volume: "cv", of: "own", withinDaysOfJoin: 60 },
    gate: { ref: "is_active", at: "lastClosed" },
    walk: { to: "upline", tree: "sponsor", payFrom: 1, levels: 3, compress: "none" },
    rate: { unit: "share", byLevel: [...byLevel] },
    rankAt: { basis: "paidAs", at: "lastClosed" },
    settle: { as: "cash", holdDays: 14 },
  };
}

function unilevel(version: MeadowAndOakVersion): Bonus {
  const shares = ["0.05", "0.05", "0.04", "0.03", "0.02"];
  const { leafLevelTwo } = VERSIONS[version];
  return {
    id: "unilevel",
    label: "Unilevel",
    when: { close: "month" },
    source: { kind: "orders", volume: "cv", of: "both", except: ["fast_start"] },
    gate: ACTIVE,
    walk: {
      to: "upline",
      tree: "sponsor",
      payFrom: 1,
      levels: 5,
      compress: "skipInactive",
      unlock: { byRank: { seed: 1, sprout: 2, leaf: 3, branch: 4, bough: 5, oak: 5 } },
    },
    rate: {
      unit: "share",
      byRankLevel: {
        seed: shares.slice(0, 1),
        sprout: shares.slice(0, 2),
        leaf: ["0.05", leafLevelTwo, "0.04"],
        branch: shares.slice(0, 4),
        bough: shares,
        oak: shares,
      },
    },
    rankAt: { basis: "paidAs", at: "this" },
    settle: { as: "cash", holdDays: 0 },
  };
}
