import type { Evaluation } from "./outcome.ts";
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

/** Two evaluations of the same period side by side: a draft against the version in force. */
export interface Comparison {
  /** By paid-as rank, by id. */
  readonly risers: readonly RankChange[];
  readonly fallers: readonly RankChange[];
  /** Bonuses of either, those of the first one first. */
  readonly totals: readonly BonusTotal[];
  /** Largest gain first, ties by id. */
  readonly winners: readonly PaidChange[];
  /** Largest loss first, ties by id. */
  readonly losers: readonly PaidChange[];
}

/** @param ladder  rank ids, lowest first; a rank that is not in it counts as the lowest */
export function compare(before: Evaluation, after: Evaluation, ladder: readonly string[]): Comparison {
  const place = (rank: string) => Math.max(0, ladder.indexOf(rank));
  const changes = rankChanges(before, after);
  const paid = paidChanges(before, after);
  const bySize = (sign: 1n | -1n) => (a: PaidChange, b: PaidChange) => {
    return Number(sign * (b.change - a.change)) || byText(a.distributorId, b.distributorId);
  };
  return {
    risers: changes.filter(({ from, to }) => place(to) > place(from)),
    fallers: changes.filter(({ from, to }) => place(to) < place(from)),
    totals: totals(before, after),
    winners: paid.filter(({ change }) => change > 0n).sort(bySize(1n)),
    losers: paid.filter(({ change }) => change < 0n).sort(bySize(-1n)),
  };
}

function rankChanges(before: Evaluation, after: Evaluation): RankChange[] {
  return Object.entries(after.ranks).flatMap(([distributorId, { paidAs: to }]) => {
    const from = Object.hasOwn(before.ranks, distributorId) ? before.ranks[distributorId]?.paidAs : undefined;
    return from === undefined || from === to ? [] : [{ distributorId, from, to }];
  });
}

function paidChanges(before: Evaluation, after: Evaluation): PaidChange[] {
  const [old, now] = [sums(before, "earnerId"), sums(after, "earnerId")];
  return [...new Set([...old.keys(), ...now.keys()])].map((distributorId) => {
    const [was, is] = [old.get(distributorId) ?? 0n, now.get(distributorId) ?? 0n];
    return { distributorId, before: was, after: is, change: is - was };
  });
}

function totals(before: Evaluation, after: Evaluation): BonusTotal[] {
  const [old, now] = [sums(before, "bonusId"), sums(after, "bonusId")];
  return [...new Set([...old.keys(), ...now.keys()])].map((bonusId) => {
    return { bonusId, before: old.get(bonusId) ?? 0n, after: now.get(bonusId) ?? 0n };
  });
}

function sums({ lines }: Evaluation, by: "earnerId" | "bonusId"): Map<string, bigint> {
  const totalBy = new Map<string, bigint>();
  for (const line of lines) totalBy.set(line[by], (totalBy.get(line[by]) ?? 0n) + line.minor);
  return totalBy;
}
