import type { Source } from "../plan/bonus-schema.ts";
import { traceCondition } from "../rank/trace.ts";
import { type ClosingContext, closingPath, readersIn } from "./closing.ts";
import type { Payout } from "./families/payouts.ts";
import { type PairReason, plain, reasonsOnLine, walk } from "./pair-reasons.ts";
import { precedence } from "./reason.ts";
import type { Rule } from "./rule.ts";

/** Chooses the words: what is missing is a payment, not an order. */
export const OF_MATCH = { of: "match" };

/** Of the reasons along several lines the one that comes closest to being paid. */
export function closestOf(reasons: readonly PairReason[]): PairReason {
  const closest = reasons.reduce((best, next) => (precedence(next.code) > precedence(best.code) ? next : best));
  // With the one fact changed other lines may change too, which this one reason does not add up.
  return { ...closest, wouldEarn: reasons.length === 1 ? closest.wouldEarn : null };
}

/**
 * Why a match at the close pays somebody nothing: what stops him on the way up from whoever was paid.
 *
 * @returns null when walk and rate pay him
 */
export function closingMatchReason(
  rule: Rule,
  source: Extract<Source, { kind: "payouts" }>,
  context: ClosingContext,
  { payouts, person }: { readonly payouts: readonly Payout[]; readonly person: number },
): PairReason | null {
  const { world, forest, columns } = context;
  const epochs = forest(rule.tree);
  const path = closingPath(rule, context, epochs.last - epochs.first, false);
  const reasons: PairReason[] = [];
  for (const { bonusId, earnerId, afterCap, beforeCap } of payouts) {
    const from = world.numberOf.get(earnerId);
    const base = source.base === "afterBonusCap" ? afterCap : beforeCap;
    if (!source.bonuses.includes(bonusId) || from === undefined || base === 0n) continue;
    const walked = {
      ...{ rule, source: from, path, base },
      go: (along: typeof path, visit: Parameters<typeof walk<number>>[3]) => walk(rule, from, along, visit),
      rate: (other: number, level: number) => readersIn(rule, context).rate(other, level),
      trace: (other: number, what: "active" | "gate") => {
        const at = rule.gateReadsActive ?? ("this" as const);
        return traceCondition(what === "gate" ? rule.bonus.gate : { ref: rule.plan.active, at }, columns, other);
      },
    };
    const reason = from === person ? plain("not_in_upline") : reasonsOnLine(walked, [person]).get(person);
    if (!reason) return null;
    reasons.push(reason.code === "not_in_upline" ? { ...reason, detail: OF_MATCH } : reason);
  }
  return reasons.length === 0 ? plain("no_volume", OF_MATCH) : closestOf(reasons);
}
