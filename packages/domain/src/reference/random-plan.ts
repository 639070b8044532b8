import type { Cond, PlanVersion } from "../plan/plan-version.ts";
import { type Any, awardParts, fundParts, legParts, matchParts, orderParts } from "./random-bonuses.ts";
import type { Pick } from "./random-company.ts";

type Bonus = PlanVersion["bonuses"][number];

/** A random valid plan over all kinds; one bonus of every family at most a few times. */
export function randomPlan(pick: Pick): PlanVersion {
  const any: Any = <const T>(list: readonly T[]): T => list[pick(list.length)] as T;
  const bonuses: Bonus[] = [];
  const count = 2 + pick(5);
  for (let n = 0; n < count; n += 1) bonuses.push(randomBonus(pick, any, bonuses));
  const ids = bonuses.map(({ id }) => id);
  const side = { kind: "group", volume: "pv", tree: "sponsor", period: "month", includeSelf: true } as const;
  const leg = { kind: "leg", volume: "pv", period: "month" } as const;
  return {
    schema: 1,
    planId: "random",
    version: 1,
    label: "Random",
    effectiveFrom: "2026-01-01",
    timeZone: "UTC",
    currency: "USD",
    minorDigits: any([0, 2, 2, 3]),
    trees: [
      { id: "sponsor", label: "Sponsor", kind: "sponsor" },
      { id: "binary", label: "Binary", kind: "binary", width: 2 },
    ],
    rankTree: "sponsor",
    periods: [{ id: "month", every: "month", cutoffDays: 7 }],
    basePeriod: "month",
    volumes: [
      { id: "pv", label: "PV", kind: "points", customers: pick(2) === 0, peg: "1" },
      { id: "cv", label: "CV", kind: "points", customers: true, peg: any(["1", "0.63", "1.5"]) },
      { id: "heads", label: "Heads", kind: "heads", headsTree: "binary", customers: false, peg: "1" },
    ],
    metrics: [
      { id: "own", label: "Own", kind: "own", volume: "pv", period: "month" },
      { ...side, id: "gv", label: "GV" },
      { ...side, id: "near", label: "Near", maxDepth: 2 },
      { ...side, id: "side", label: "Side", includeSelf: pick(2) === 0, stopAtRank: "r2" },
      { ...side, id: "close", label: "Close", maxDepth: 1 + pick(2), stopAtRank: "r2" },
      { ...leg, id: "weak", label: "Weak", tree: "binary", pick: "weakest" },
      { ...leg, id: "rest", label: "Rest", tree: "sponsor", pick: "allButStrongest", stopAtRank: "r3" },
      { ...leg, id: "second", label: "Second", tree: "sponsor", pick: 2 },
    ],
    conditions: [
      { id: "active", label: "Active", when: { all: [{ attribute: "active", equals: "yes" }, { status: "good" }] } },
    ],
    active: "active",
    ranks: [
      { id: "r0", label: "R0", when: { always: true } },
      { id: "r1", label: "R1", when: { metric: any(["own", "gv", "near"]), atLeast: any(["50", "200"]) } },
      { id: "r2", label: "R2", when: { all: [{ metric: "gv", atLeast: "300" }, randomCond(pick, any)] } },
      {
        id: "r3",
        label: "R3",
        when: { all: [{ metric: any(["side", "rest", "close"]), atLeast: "150" }, randomCond(pick, any)] },
      },
    ],
    rankPolicy: { title: "lifetime", gracePeriods: pick(2), announce: "provisional" },
    bonuses,
    limits: randomLimits(pick, any, ids),
    policies: {
      orderEffective: "payment",
      refund: "inRefundPeriod",
      moves: "asOfOrder",
      windowVersion: "join",
      correction: "cascade",
      rounding: any(["halfAwayFromZero", "halfEven"]),
      minNoticeDays: 0,
    },
    carryOver: [],
  };
}

function randomCond(pick: Pick, any: Any): Cond {
  const where = any<Cond>([{ rank: "r1", basis: "qualified" }, { ref: "active" }, { personallySponsored: true }]);
  return any<Cond>([
    { ref: "active" },
    { metric: "weak", atLeast: "10" },
    { metric: "second", atLeast: "20" },
    { count: { legs: { tree: "sponsor", at: any(["somewhere", "top"]), where } }, atLeast: 1 + pick(2) },
    {
      count: { members: { tree: "sponsor", from: 1 + pick(2), to: any([2, "infinity"]), where } },
      atLeast: 1 + pick(3),
    },
    { count: { customers: { volume: "cv", atLeast: "50" } }, atLeast: 1 },
    { not: { attribute: "depth", equals: "0" } },
    {
      cappedLegs: {
        volume: "pv",
        tree: "sponsor",
        period: "month",
        required: "300",
        maxShare: any(["0.4", "0.6", "1"]),
        capBase: any(["requirement", "actual"]),
        own: any(["none", "uncapped", "capped"]),
      },
    },
  ]);
}

function randomLimits(pick: Pick, any: Any, ids: readonly string[]): PlanVersion["limits"] {
  const bonuses = ids.filter(() => pick(2) === 0);
  if (bonuses.length === 0) return [];
  const limited = { bonuses, period: "month" };
  return any<PlanVersion["limits"]>([
    [],
    [{ ...limited, id: "member", kind: "memberTotal", amount: { flat: any(["10", "100"]) } }],
    [{ ...limited, id: "member", kind: "memberTotal", amount: { byRank: { r0: "5", r1: "20", r2: "50", r3: "500" } } }],
    [{ ...limited, id: "plan", kind: "planShare", share: any(["0.05", "0.4"]), of: "cv" }],
  ]);
}

function randomBonus(pick: Pick, any: Any, before: readonly Bonus[]): Bonus {
  return pick(3) === 0 ? liveBonus(pick, any, before) : closingBonus(pick, any, before);
}

/** At once, by what the newest close left. */
function liveBonus(pick: Pick, any: Any, before: readonly Bonus[]): Bonus {
  const at = "lastClosed";
  const gate = any<Cond>([
    { always: true },
    { ref: "active", at },
    { rank: "r1", basis: any(["qualified", "paidAs", "title"]), at },
    {
      any: [
        { metric: "gv", atLeast: "100", at },
        { attribute: "active", equals: "yes" },
      ],
    },
  ]);
  const live = before.filter(({ when }) => "live" in when);
  const parts = any([orderParts, orderParts, matchParts])(pick, any, live, at);
  const limit = pick(4) === 0 ? { limit: { perSource: any(["3", "20"]) } } : {};
  return {
    id: `b${before.length}`,
    label: "Live",
    when: { live: true },
    rankAt: { basis: any(["paidAs", "title"]), at },
    settle: { as: "cash", holdDays: 0 },
    gate,
    ...parts,
    ...limit,
  };
}

function closingBonus(pick: Pick, any: Any, before: readonly Bonus[]): Bonus {
  const gate = any<Cond>([{ always: true }, { ref: "active" }, { rank: "r1", basis: "paidAs" }, { status: "good" }]);
  const kinds = [orderParts, orderParts, orderParts, legParts, fundParts, awardParts, matchParts];
  const parts = any(kinds)(pick, any, before);
  const limit = any<Bonus["limit"]>([
    undefined,
    undefined,
    { perSource: any(["3", "20"]) },
    { perEarner: { flat: any(["15", "200"]) } },
    { perEarner: { byRank: { r0: "4", r1: "9", r2: "60" } } },
  ]);
  // Steps are always used up whole.
  const isStep = parts.source.kind === "legs" && "steps" in parts.source.match;
  return {
    id: `b${before.length}`,
    label: "Bonus",
    when: { close: "month" },
    rankAt: { basis: any(["paidAs", "title"]), at: "this" },
    settle: { as: parts.source.kind === "party" ? "credit" : "cash", holdDays: 0 },
    gate,
    ...parts,
    ...(limit && !isStep ? { limit } : {}),
  };
}
