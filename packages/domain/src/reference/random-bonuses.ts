import type { PlanVersion } from "../plan/plan-version.ts";
import type { Pick } from "./random-company.ts";

type Bonus = PlanVersion["bonuses"][number];
type Rate = NonNullable<Bonus["rate"]>;
export type Parts = Omit<Bonus, "id" | "label" | "when" | "rankAt" | "settle" | "gate">;
export type Any = <const T>(list: readonly T[]) => T;

const BY_RANK = { unit: "share", byRank: { r0: "0.03", r1: "0.05", r2: "0.08", r3: "0.125" } } as const;

/** @param at  of which period tables by metric read it: a live bonus reads the newest closed one */
export function orderParts(
  pick: Pick,
  any: Any,
  _before: readonly Bonus[] = [],
  at: "this" | "lastClosed" = "this",
): Parts {
  const source = { kind: "orders", volume: any(["pv", "cv"]), of: any(["own", "customers", "both"]) } as const;
  const tree = any(["sponsor", "sponsor", "binary"]);
  const byMetric = {
    unit: "share",
    byMetric: any(["gv", "side", "own", "rest"]),
    at,
    rows: [
      ["10", "0.03"],
      ["150", "0.06"],
      ["400", "0.21"],
    ] as [string, string][],
    mode: any(["whole", "marginal"]),
  } as const;
  const levels = 1 + pick(4);
  const unlock = any<Extract<Parts["walk"], { to: "upline" }>["unlock"]>([
    undefined,
    { byRank: { r0: 1, r1: 2, r2: 4 } },
    { byAttribute: "depth" },
    {
      byMetric: "own",
      rows: [
        ["1", 1],
        ["100", 3],
      ],
      at,
    },
  ]);
  const upline = {
    to: "upline",
    tree,
    payFrom: 1 + pick(2),
    levels: any<number | "infinity">([levels, levels, "infinity"]),
    compress: any(["none", "skipInactive", "skipUnqualified"]),
    ...(unlock ? { unlock } : {}),
  } as const;
  const differential = {
    to: "differential",
    tree,
    includeSelf: pick(2) === 0,
    selfAlreadyPaid: pick(3) === 0,
    payFrom: pick(3),
    ...(pick(3) === 0 ? { stopAfterRank: any(["r2", "r3"]) } : {}),
    ...(pick(3) === 0 ? { sameRank: { share: "0.01", first: 1 + pick(2) } } : {}),
  } as const;
  const generations = {
    to: "generations",
    tree,
    boundary: any(["r1", "r2", "sameOrHigher"]),
    edge: any(["starts", "closes"]),
    count: 1 + pick(3),
  } as const;
  const byLevel: Rate = { unit: "share", byLevel: ["0.05", "0.04", "0.03", "0.02"] };
  const byRankLevel: Rate = {
    unit: "share",
    byRankLevel: {
      r0: ["0.02", "0", "0", "0"],
      r1: ["0.05", "0.01", "0", "0.02"],
      r2: ["0.07", "0.03", "0.01", "0.02"],
      r3: ["0.1", "0.1", "0.1", "0.1"],
    },
  };
  const flat = { unit: any(["share", "amount"]), flat: any(["0.2", "0.07"]) } as const;
  return any<Parts>([
    { source, walk: { to: "self" }, rate: any<Rate>([flat, byMetric]) },
    { source, walk: upline, rate: any<Rate>([byLevel, byRankLevel, flat, BY_RANK]) },
    { source, walk: differential, rate: any<Rate>([BY_RANK, byMetric]) },
    { source, walk: generations, rate: any<Rate>([byLevel, BY_RANK]) },
    {
      source,
      walk: { to: "coded", tree: "sponsor", attribute: "code" },
      rate: { unit: "amount", byPackage: { 100: "0.1", 200: "0.3", 500: "1" } },
    },
    { source, walk: { to: "passUp", tree: "sponsor", first: 1 + pick(2) }, rate: flat },
  ]);
}

export function legParts(pick: Pick, any: Any): Parts {
  type Match = Extract<Bonus["source"], { kind: "legs" }>["match"];
  const match = any<Match>([
    { percent: true },
    { percent: true },
    { steps: ["50", "200", "500"] },
    { cycle: { weak: "100", strong: any(["100", "200"]) } },
    { pairs: pick(2) === 0 ? {} : { first: { strong: 2, weak: 1, amount: "20" } } },
  ]);
  const isShare = "percent" in match || "steps" in match;
  const isPairs = "pairs" in match;
  return {
    source: {
      kind: "legs",
      volume: isPairs ? "heads" : any(["pv", "cv"]),
      tree: "binary",
      match,
      unqualified: { accrue: pick(2) === 0, flush: pick(2) === 0 },
      carry: {
        capConsumes: "steps" in match ? "all" : any(["all", "paid"]),
        ...(pick(3) === 0 ? { max: any(["100", "250.5"]) } : {}),
        ...(pick(4) === 0 ? { expireAfter: 1 } : {}),
      },
    },
    walk: { to: "self" },
    rate: isShare
      ? any([BY_RANK, { unit: "share", flat: "0.1" } as const])
      : { unit: "amount", flat: any(["7", "25"]) },
  };
}

export function fundParts(pick: Pick, any: Any): Parts {
  type Fund = Extract<Bonus["source"], { kind: "fund" }>;
  const shares = any<Fund["shares"]>([
    { byRank: { r0: "1", r1: "2", r2: "3.5" } },
    { byAttribute: "shares" },
    { byMetric: "gv", perUnit: "100" },
  ]);
  return {
    source: {
      kind: "fund",
      fund: any<Fund["fund"]>([{ fixed: "100" }, { share: "0.03", volume: "cv" }]),
      shares,
      ...(pick(2) === 0 ? { maxPerMember: any(["7", "30"]) } : {}),
      ...(pick(2) === 0 ? { cumulative: true } : {}),
    },
    walk: { to: "self" },
  };
}

export function awardParts(pick: Pick, any: Any): Parts {
  const instalments = 1 + pick(3);
  return any<Parts>([
    {
      source: {
        kind: "milestone",
        instalments,
        ...(pick(2) === 0 ? { outOf: instalments + 1 } : {}),
        skipped: any(["payAll", "payHighest"]),
      },
      walk: { to: "self" },
      rate: { unit: "amount", byRank: { r1: "50", r2: "200", r3: "1000" } },
    },
    {
      source: {
        kind: "tiers",
        tiers: [
          { label: "one", when: { metric: "own", atLeast: "50" }, amount: "5" },
          { label: "two", when: { metric: "second", atLeast: "60" }, amount: "25" },
        ],
      },
      walk: { to: "self" },
    },
    {
      source: { kind: "party", volume: "cv", minSales: any(["0", "100"]), minBookings: pick(2), perBooking: "10" },
      walk: { to: "host" },
      rate: { unit: "share", flat: "0.1" },
    },
  ]);
}

export function matchParts(pick: Pick, any: Any, before: readonly Bonus[], at: "this" | "lastClosed" = "this"): Parts {
  const matched = before.filter(({ source }) => source.kind !== "party").map(({ id }) => id);
  if (matched.length === 0) return orderParts(pick, any, before, at);
  const base = any(["afterBonusCap", "beforeBonusCap"]);
  const source: Parts["source"] = { kind: "payouts", bonuses: [any(matched)], base };
  const rate: Rate = { unit: "share", byLevel: ["0.1", "0.05", "0.025"] };
  return any<Parts>([
    {
      source,
      walk: { to: "upline", tree: "sponsor", payFrom: 1, levels: 3, compress: any(["none", "skipInactive"]) },
      rate,
    },
    { source, walk: { to: "generations", tree: "sponsor", boundary: "r1", edge: "closes", count: 3 }, rate },
  ]);
}
