import type { PlanVersion } from "../plan/plan-version.ts";
import type { BonusOf, GoldenBonus, GoldenKind } from "./case-schema.ts";
import { type PlanDraft, WHEN_ACTIVE } from "./plan-draft.ts";

type EngineBonus = PlanVersion["bonuses"][number];
type RateTable = NonNullable<EngineBonus["rate"]>;
type Translate = { [K in GoldenKind]: (draft: PlanDraft, bonus: BonusOf<K>, id: string) => void };

/** Kinds that put everything of a case into its first period. */
export const ONE_PERIOD: ReadonlySet<string> = new Set<GoldenKind>([
  "binaryPairs",
  "generationMatch",
  "generation",
  "leadershipGuarantee",
  "pool",
  "capScale",
  "geometric",
]);

/** Adds the bonus of a case to the plan. Kinds that name a function of the domain add nothing. */
export function translate(draft: PlanDraft, bonus: GoldenBonus): void {
  const add = TRANSLATE[bonus.kind] as (draft: PlanDraft, bonus: GoldenBonus, id: string) => void;
  add(draft, bonus, draft.bonusId(bonus.id));
}

const SELF = { to: "self" } as const;
const NOTHING = () => undefined;

const upline = (levels: number, compress: "none" | "skipInactive" | "skipUnqualified" = "none") =>
  ({ to: "upline", tree: "sponsor", payFrom: 1, levels, compress }) as const;

const orders = (volume: string) => ({ kind: "orders", volume, of: "both" }) as const;

const byRankOr = (
  draft: PlanDraft,
  { rate, rateByRank }: { rate?: string | undefined; rateByRank?: Record<string, string> | undefined },
): RateTable =>
  rateByRank ? { unit: "share", byRank: draft.byRank(rateByRank) } : { unit: "share", flat: rate ?? "0" };

type Match = Extract<EngineBonus["source"], { kind: "legs" }>["match"];

function legs(
  match: Match,
  volume: string,
  terms: {
    carryCap?: string | undefined;
    capConsumes?: "all" | "paid" | undefined;
    requireActive?: boolean | undefined;
    flushWhenInactive?: boolean | undefined;
  } = {},
): Pick<EngineBonus, "source" | "walk" | "gate"> {
  const { carryCap, capConsumes = "all", requireActive = false, flushWhenInactive = false } = terms;
  return {
    source: {
      kind: "legs",
      volume,
      tree: "binary",
      match,
      unqualified: { accrue: !requireActive, flush: flushWhenInactive },
      carry: { capConsumes, ...(carryCap === undefined ? {} : { max: carryCap }) },
    },
    walk: SELF,
    gate: requireActive ? WHEN_ACTIVE : { always: true },
  };
}

const TRANSLATE: Translate = {
  retailProfit(draft, bonus, id) {
    draft.close(id, { source: orders(draft.volume(bonus.volume)), walk: SELF, rate: byRankOr(draft, bonus) });
  },
  bracketDifferential(draft, { qualVolume, payVolume, brackets }, id) {
    const pay = draft.volume(payVolume);
    draft.groupMetric(pay);
    const rows = [...brackets].sort(([a], [b]) => Number(a) - Number(b));
    const byMetric = draft.groupMetric(draft.volume(qualVolume));
    const walk = {
      to: "differential",
      tree: "sponsor",
      includeSelf: true,
      selfAlreadyPaid: false,
      payFrom: 0,
    } as const;
    draft.close(id, { source: orders(pay), walk, rate: { unit: "share", byMetric, at: "this", rows, mode: "whole" } });
  },
  rankDifferential(draft, bonus, id) {
    const { volume, rates, minLevel, includeSelf = false, selfAlreadyPaid = false, requireActive = false } = bonus;
    draft.close(id, {
      source: orders(draft.volume(volume)),
      walk: { to: "differential", tree: "sponsor", includeSelf, selfAlreadyPaid, payFrom: minLevel },
      rate: { unit: "share", byRank: draft.byRank(rates) },
      gate: requireActive ? WHEN_ACTIVE : { always: true },
    });
  },
  unilevel(draft, { volume, rates, compression, depthFromMember }, id) {
    const compress = ({ none: "none", standard: "skipInactive", dynamic: "skipUnqualified" } as const)[compression];
    const unlock = depthFromMember ? { unlock: { byAttribute: "depth" } } : {};
    draft.close(id, {
      source: orders(draft.volume(volume)),
      walk: { ...upline(rates.length, compress), ...unlock },
      rate: { unit: "share", byLevel: rates },
      gate: WHEN_ACTIVE,
    });
  },
  unilevelFlat(draft, { amounts }, id) {
    const rate = { unit: "amount", byLevel: amounts } as const;
    draft.close(id, { source: orders(draft.volume("N")), walk: upline(amounts.length), rate, gate: WHEN_ACTIVE });
  },
  unilevelLowerPackage(draft, { packages }, id) {
    const params = Object.entries(packages).flatMap(([name, { fee, rates }]) => [
      [`fee:${name}`, fee] as const,
      [`rates:${name}`, rates] as const,
    ]);
    draft.close(id, {
      source: { kind: "custom", calculator: "lowerPackage", params: Object.fromEntries(params) },
      walk: SELF,
    });
  },
  fastStart(draft, { volume, rates, windowDays, firstOrderOnly, rollUp, requireActive }, id) {
    draft.close(id, {
      source: {
        kind: "orders",
        volume: draft.volume(volume),
        of: "both",
        ...(windowDays === undefined ? {} : { withinDaysOfJoin: windowDays }),
        ...(firstOrderOnly ? { firstOnly: true } : {}),
      },
      walk: upline(rates.length, rollUp && requireActive ? "skipInactive" : "none"),
      rate: { unit: "share", byLevel: rates },
      gate: requireActive ? WHEN_ACTIVE : { always: true },
    });
  },
  binaryPercent(draft, bonus, id) {
    draft.close(id, {
      ...legs({ percent: true }, draft.volume(bonus.volume), bonus),
      rate: byRankOr(draft, bonus),
      ...(bonus.cap === undefined ? {} : { limit: { perEarner: { flat: bonus.cap } } }),
    });
  },
  binarySteps(draft, { volume, rate, steps, carryCap }, id) {
    draft.close(id, { ...legs({ steps }, draft.volume(volume), { carryCap }), rate: { unit: "share", flat: rate } });
  },
  binaryCycle(draft, { volume, weak, strong, amount }, id) {
    const rate = { unit: "amount", flat: amount } as const;
    draft.close(id, { ...legs({ cycle: { weak, strong } }, draft.volume(volume)), rate });
  },
  binaryPairs(draft, { pairAmount, firstPair }, id) {
    const first = firstPair
      ? { first: { strong: firstPair.ratio[0], weak: firstPair.ratio[1], amount: firstPair.amount } }
      : {};
    draft.close(id, { ...legs({ pairs: first }, draft.heads()), rate: { unit: "amount", flat: pairAmount } });
  },
  matching(draft, { rates, of }, id) {
    draft.close(id, {
      source: { kind: "payouts", bonuses: of.map((name) => draft.bonusId(name)), base: "afterBonusCap" },
      walk: upline(rates.length),
      rate: { unit: "share", byLevel: rates },
    });
  },
  generationMatch(draft, { rates, boundaryRank, of }, id) {
    const boundary = draft.rankId(boundaryRank);
    draft.close(id, {
      source: { kind: "payouts", bonuses: [draft.bonusId(of)], base: "afterBonusCap" },
      walk: { to: "generations", tree: "sponsor", boundary, edge: "closes", count: rates.length },
      rate: { unit: "share", byLevel: rates },
      gate: draft.rankAbove(boundaryRank),
    });
  },
  generation(draft, { volume, rates, boundaryRank, boundary: edge }, id) {
    const boundary = draft.rankId(boundaryRank);
    draft.close(id, {
      source: orders(draft.volume(volume)),
      walk: { to: "generations", tree: "sponsor", boundary, edge, count: rates.length },
      rate: { unit: "share", byLevel: rates },
      gate: { rank: boundary, basis: "paidAs" },
    });
  },
  leadershipGuarantee(draft, { volume, rate, lba }, id) {
    const params = { volume: draft.volumePlace(volume), rate, lba };
    draft.close(id, { source: { kind: "custom", calculator: "leadershipGuarantee", params }, walk: SELF });
  },
  pool(draft, { fund, fundRate, fundOf, sharesByRank }, id) {
    draft.close(id, {
      source: {
        kind: "fund",
        fund: fund === undefined ? { share: fundRate ?? "0", volume: draft.volume(fundOf ?? "") } : { fixed: fund },
        shares: sharesByRank ? { byRank: draft.byRank(sharesByRank) } : { byAttribute: "shares" },
      },
      walk: SELF,
    });
  },
  capScale(draft, { capRate, of, capped }, id) {
    const bonuses = capped.map((name) => draft.bonusId(name));
    draft.limits.push({ id, kind: "planShare", bonuses, period: "month", share: capRate, of: draft.volume(of) });
  },
  legCap(draft, { required, maxShare }) {
    const place = { volume: draft.volume("V"), tree: "sponsor", period: "month" } as const;
    draft.condition({ cappedLegs: { ...place, required, maxShare, capBase: "requirement", own: "none" } });
  },
  structure(draft, { volume, minPerLeg, legs: atLeast }) {
    const metric = draft.groupMetric(draft.volume(volume));
    const where = { metric, atLeast: minPerLeg };
    draft.condition({ count: { legs: { tree: "sponsor", at: "top", where } }, atLeast });
  },
  legHasRank(draft, { legs: atLeast, rank }) {
    const where = { rank: draft.rankId(rank), basis: "qualified" } as const;
    draft.condition({ count: { legs: { tree: "sponsor", at: "somewhere", where } }, atLeast });
  },
  codedLevel(draft, { bonus }, id) {
    draft.close(id, {
      source: orders(draft.volume("(order)")),
      walk: { to: "coded", tree: "sponsor", attribute: "code" },
      rate: { unit: "amount", byPackage: bonus },
    });
  },
  xUp(draft, { passUp, amount }, id) {
    const walk = { to: "passUp", tree: "sponsor", first: passUp } as const;
    draft.close(id, { source: orders(draft.volume("(order)")), walk, rate: { unit: "amount", flat: amount } });
  },
  avgRateRefund(draft, _, id) {
    draft.refund = "averageRate";
    draft.close(id, { source: orders(draft.volume("CSV")), walk: SELF, rate: { unit: "share", flat: "0" } });
  },
  geometric(draft, { volume, a, b }, id) {
    const params = { volume: draft.volumePlace(volume), a, b };
    draft.close(id, { source: { kind: "custom", calculator: "geometric", params }, walk: SELF });
  },
  hostess(draft, { rate, minSales, minBookings }, id) {
    draft.close(id, {
      source: { kind: "party", volume: draft.volume("guest"), minSales, minBookings, perBooking: "0" },
      walk: { to: "host" },
      rate: { unit: "share", flat: rate },
      settle: { as: "credit", holdDays: 0 },
    });
  },
  matrixPlacement: NOTHING,
  matrixCapacity: NOTHING,
  xUpStructure: NOTHING,
  peg: NOTHING,
  delta: NOTHING,
};
