import { round } from "../../money/exact.ts";
import type { Source } from "../../plan/bonus-schema.ts";
import { addWalk, Portions } from "../close-bonus.ts";
import { type Cell, type ClosingContext, closingPath } from "../closing.ts";
import type { Collected } from "../live-lines.ts";
import type { Line } from "../outcome.ts";
import { walk } from "../pair-reasons.ts";
import type { Rule } from "../rule.ts";

type PayoutsSource = Extract<Source, { kind: "payouts" }>;

/** What one person was paid of one bonus in the period. */
export interface Payout {
  readonly bonusId: string;
  readonly earnerId: string;
  /** Whole minor units. */
  readonly afterCap: bigint;
  readonly beforeCap: bigint;
  readonly orderIds: readonly string[];
}

/** A match over settled amounts of named bonuses, walked up from whoever was paid. */
export function payoutCells(
  rule: Rule,
  source: PayoutsSource,
  context: ClosingContext,
  { payouts, collected }: { readonly payouts: readonly Payout[]; readonly collected: Collected },
): Cell[] {
  const portions = new Portions();
  const epochs = context.forest(rule.tree);
  for (const { bonusId, earnerId, afterCap, beforeCap, orderIds } of payouts) {
    const person = context.world.numberOf.get(earnerId);
    const base = source.base === "afterBonusCap" ? afterCap : beforeCap;
    if (!source.bonuses.includes(bonusId) || person === undefined || base === 0n) continue;
    const segment = epochs.last - epochs.first;
    const walks = [true, false].map((skips) => closingPath(rule, context, segment, skips));
    const [quick, whole] = walks;
    if (!quick || !whole) continue;
    const from = {
      person,
      segment: 0,
      base,
      orderIds,
      sourceKey: `pay:${bonusId}:${earnerId}`,
      what: "payout" as const,
      ref: earnerId,
      walk: (visit: Parameters<typeof walk<number>>[3]) => walk(rule, person, quick, visit),
      trace: (visit: Parameters<typeof walk<number>>[3]) => walk(rule, person, whole, visit),
    };
    addWalk(rule, context, from, { portions, collected });
  }
  return portions.cells(rule, context);
}

/**
 * What the cells of a closing bonus come to, for the matches over it. Legs whose cap leaves unmatched what it does not
 * pay have nothing before their cap: what is left is matched at another close.
 */
export function payoutsOf(cells: readonly Cell[]): Payout[] {
  return cells.map(({ rule: { plan, bonus, source }, earnerId, settled, portions }) => ({
    bonusId: bonus.id,
    earnerId,
    // Before limits over several bonuses, which come after every match.
    afterCap: settled.cuts[0]?.before ?? settled.groupMinor,
    beforeCap:
      source.kind === "legs" && source.carry.capConsumes === "paid"
        ? (settled.cuts[0]?.before ?? settled.groupMinor)
        : round(settled.groupExact, plan.policies.rounding),
    orderIds: [...new Set(portions.flatMap((portion) => portion.orderIds))],
  }));
}

/** What the live lines of the period come to, per earner and bonus. */
export function livePayouts(lines: readonly Line[]): Payout[] {
  const sums = new Map<string, Payout>();
  for (const { bonusId, earnerId, minor, orderIds } of lines) {
    const key = `${bonusId}|${earnerId}`;
    const before = sums.get(key);
    const sum = (before?.afterCap ?? 0n) + minor;
    const orders = [...new Set([...(before?.orderIds ?? []), ...orderIds])];
    sums.set(key, { bonusId, earnerId, afterCap: sum, beforeCap: sum, orderIds: orders });
  }
  return [...sums.values()].sort((a, b) => (a.earnerId < b.earnerId ? -1 : 1));
}
