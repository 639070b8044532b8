import { baseOf } from "../plan/bonuses/sources/orders.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import type { Instant } from "../time/instant.ts";
import type { OrderFacts, RefundFact } from "./facts.ts";
import { originalOf } from "./line-key.ts";
import type { LivePeople } from "./live-people.ts";
import type { LiveSource } from "./live-walk.ts";
import type { Line } from "./outcome.ts";
import type { PrimaryReason } from "./reason.ts";
import type { BaseRefund } from "./refund-lines.ts";
import { type MatchRule, type OrderRule, refusal, ruleFor } from "./rule.ts";

/** What live bonuses read around one order. */
export interface LiveFacts extends Pick<OrderFacts, "order" | "countsIn" | "refunds" | "versions"> {
  readonly people: LivePeople;
}

/** The rule in force for the order, or why the bonus does not take it. */
export function applicable(plan: PlanVersion, asked: OrderRule, facts: LiveFacts): OrderRule | PrimaryReason {
  const joinedAt = facts.people.person(facts.order.creditedTo)?.person.joinedAt;
  if (joinedAt === undefined) return "not_joined_yet";
  const ruleById = (id: string) => ruleFor(plan, facts.versions ?? [], id, joinedAt);
  const rule = ruleById(asked.bonus.id);
  if (!rule) return "not_in_plan_version";
  return refusal(rule, facts.order, joinedAt, ruleById) ?? rule;
}

/** The order as a bonus on orders sees it; null for one of an unknown distributor. */
export function orderSource(rule: OrderRule, { order, refunds, countsIn, people }: LiveFacts): LiveSource | null {
  const from = people.person(order.creditedTo);
  if (!from) return null;
  return {
    people,
    from,
    base: baseOf(rule.source, order),
    sourceKey: `ord:${order.id}`,
    what: "order",
    ref: order.id,
    orderIds: [order.id],
    at: order.effectiveAt,
    countsIn,
    refunds: refunds.map(({ id, effectiveAt, countsIn: period, cause, ...taken }) => {
      return { id, at: effectiveAt, countsIn: period, cause, orderId: order.id, base: baseOf(rule.source, taken) };
    }),
    packageLevel: order.packageLevel ?? null,
    nth: order.nth ?? 0,
  };
}

/** What several sources of one sale have in common. */
export interface Sale extends Pick<LiveSource, "people" | "at" | "countsIn"> {
  readonly id: string;
  readonly refunds: readonly {
    readonly id: string;
    readonly effectiveAt: Instant;
    readonly cause: RefundFact["cause"];
  }[];
}

/**
 * The lines of one sale that a live match takes, each a source of its own. What one person was paid of one bonus on one
 * level is one source, also where it came in several lines.
 *
 * @param lines  of that sale only, with what took them back
 */
export function matchSources(rule: MatchRule, sale: Sale, lines: readonly Line[]): LiveSource[] {
  const { id, people, at, countsIn } = sale;
  const sources = new Map<string, { base: bigint; refunds: Map<string, BaseRefund>; line: Line }>();
  const byLine = new Map<string, string>();
  for (const line of lines) {
    if (!rule.source.bonuses.includes(line.bonusId)) continue;
    const original = originalOf(line);
    if (original === null) {
      const key = `lin:${id}:${line.bonusId}:${line.earnerId}:${line.level}`;
      byLine.set(line.key, key);
      const source = sources.get(key) ?? { base: 0n, refunds: new Map(), line };
      source.base += line.minor;
      sources.set(key, source);
    } else {
      const taken = sources.get(byLine.get(original) ?? "")?.refunds;
      const refund = sale.refunds.find((one) => line.sourceKey === `ref:${one.id}`);
      if (!taken || !refund) continue;
      const { effectiveAt, cause } = refund;
      const before = taken.get(refund.id)?.base ?? 0n;
      const [orderId = ""] = line.orderIds;
      const back = { id: refund.id, at: effectiveAt, countsIn: line.periodId, cause, orderId };
      taken.set(refund.id, { ...back, base: before - line.minor });
    }
  }
  return [...sources].flatMap(([sourceKey, { base, refunds, line }]): LiveSource[] => {
    const from = people.person(line.earnerId);
    if (!from) return [];
    const shared = { people, at, countsIn, orderIds: line.orderIds, packageLevel: null, nth: 0 };
    return [{ ...shared, from, base, sourceKey, what: "payout", ref: line.earnerId, refunds: [...refunds.values()] }];
  });
}
