import type { Breakage, Evaluation } from "./outcome.ts";
import { byText } from "./world.ts";

export interface RankChange {
  readonly distributorId: string;
  readonly from: string;
  readonly to: string;
}

/** What somebody is paid by two evaluations, minor units. */
export interface PaidChange {
  readonly distributorId: string;
  readonly before: bigint;
  readonly after: bigint;
  readonly change: bigint;
}

export interface BonusTotal {
  readonly bonusId: string;
  readonly before: bigint;
  readonly after: bigint;
}

/** The largest amount that one person is paid in one period. */
export interface Largest {
  readonly distributorId: string;
  readonly periodId: string;
  readonly minor: bigint;
}

export interface BreakageTotal {
  readonly bonusId: string;
  readonly code: Breakage["code"];
  readonly before: bigint;
  readonly after: bigint;
}

/** Two evaluations of the same periods side by side: a draft against the version in force. */
export interface Comparison {
  /** By paid-as rank of the last period, by id. */
  readonly risers: readonly RankChange[];
  readonly fallers: readonly RankChange[];
  /** Bonuses of either, those of the first one first. */
  readonly totals: readonly BonusTotal[];
  /** Largest gain first, ties by id. */
  readonly winners: readonly PaidChange[];
  /** Largest loss first, ties by id. */
  readonly losers: readonly PaidChange[];
  /** How many people are paid more than nothing. */
  readonly earners: { readonly before: number; readonly after: number };
  /** Null when nobody is paid. */
  readonly largest: { readonly before: Largest | null; readonly after: Largest | null };
  readonly breakage: readonly BreakageTotal[];
}

/** Takes pairs of evaluations one after the other, the periods in their order, and keeps their sums only. */
export interface Comparing {
  add(before: Evaluation, after: Evaluation): void;
  result(): Comparison;
}

/** @param ladder  rank ids, lowest first; a rank that is not in it counts as the lowest */
export function comparing(ladder: readonly string[]): Comparing {
  const place = (rank: string) => Math.max(0, ladder.indexOf(rank));
  const [people, bonuses, breakage] = [new Map<string, Pair>(), new Map<string, Pair>(), new Map<string, Pair>()];
  const largest: { before: Largest | null; after: Largest | null } = { before: null, after: null };
  let changes: readonly RankChange[] = [];
  return {
    add(before, after) {
      changes = rankChanges(before, after);
      for (const [side, evaluation] of [["before", before] as const, ["after", after] as const]) {
        const own = new Map<string, bigint>();
        for (const { earnerId, bonusId, minor } of evaluation.lines) {
          own.set(earnerId, (own.get(earnerId) ?? 0n) + minor);
          into(bonuses, bonusId, side, minor);
        }
        for (const [earnerId, minor] of own) {
          into(people, earnerId, side, minor);
          const known = largest[side];
          const isLarger = !known || minor > known.minor || (minor === known.minor && earnerId < known.distributorId);
          if (isLarger) largest[side] = { distributorId: earnerId, periodId: evaluation.periodId, minor };
        }
        for (const { bonusId, code, minor } of evaluation.breakage) into(breakage, `${bonusId}|${code}`, side, minor);
      }
    },
    result() {
      const paid = [...people].map(([distributorId, pair]) => {
        return { distributorId, ...pair, change: pair.after - pair.before };
      });
      const bySize = (sign: 1n | -1n) => (a: PaidChange, b: PaidChange) => {
        return Number(sign * (b.change - a.change)) || byText(a.distributorId, b.distributorId);
      };
      const earning = (side: "before" | "after") => paid.filter((one) => one[side] > 0n).length;
      return {
        risers: changes.filter(({ from, to }) => place(to) > place(from)),
        fallers: changes.filter(({ from, to }) => place(to) < place(from)),
        totals: [...bonuses].map(([bonusId, pair]) => ({ bonusId, ...pair })),
        winners: paid.filter(({ change }) => change > 0n).sort(bySize(1n)),
        losers: paid.filter(({ change }) => change < 0n).sort(bySize(-1n)),
        earners: { before: earning("before"), after: earning("after") },
        largest: { ...largest },
        breakage: [...breakage].map(([key, pair]) => {
          const [bonusId = "", code = ""] = key.split("|");
          return { bonusId, code: code as Breakage["code"], ...pair };
        }),
      };
    },
  };
}

interface Pair {
  before: bigint;
  after: bigint;
}

function into(sums: Map<string, Pair>, key: string, side: keyof Pair, minor: bigint): void {
  const pair = sums.get(key) ?? { before: 0n, after: 0n };
  pair[side] += minor;
  sums.set(key, pair);
}

function rankChanges(before: Evaluation, after: Evaluation): RankChange[] {
  return Object.entries(after.ranks).flatMap(([distributorId, { paidAs: to }]) => {
    const from = Object.hasOwn(before.ranks, distributorId) ? before.ranks[distributorId]?.paidAs : undefined;
    return from === undefined || from === to ? [] : [{ distributorId, from, to }];
  });
}
