import { exact, round, sum, times } from "../money/exact.ts";
import { settle, share } from "../money/settle.ts";
import { baseOf } from "../plan/bonuses/sources/orders.ts";
import { addBreakage } from "./breakage.ts";
import {
  type ClosingContext,
  type ClosingSource,
  closingPath,
  type PaidPortion,
  type Portion,
  rankIn,
  type Settled,
} from "./closing.ts";
import { explainClosing } from "./explain.ts";
import { newLine } from "./new-line.ts";
import type { Collected } from "./order-lines.ts";
import type { Line } from "./outcome.ts";
import { walk } from "./pair-reasons.ts";
import { amountOf, cutPerSource, type Rule, refusal, ruleFor } from "./rule.ts";
import type { CountedOrder } from "./sales.ts";

/** Adds the lines of one closing bonus: one walk per source, one rounding per earner. */
export function collectClosing(rule: Rule, context: ClosingContext, collected: Collected): void {
  const portions = new Map<number, Portion[]>();
  for (const source of sourcesOf(rule, context)) {
    const path = closingPath(rule, context, source.segment, true);
    walk(rule, source.person, path, (person, level, outcome, reason) => {
      if (level === null) return;
      const rate = rule.rates.at(level, rankIn(rule, context, person));
      const uncut = amountOf(rule, source.base, rate);
      if (outcome === "unpaid" && reason) return addBreakage(collected.breakage, rule, reason, uncut);
      if (rate === 0n) return;
      const portion = { source, level, rate, uncut, exact: cutPerSource(rule, uncut) };
      const own = portions.get(person);
      if (own) own.push(portion);
      else portions.set(person, [portion]);
    });
  }
  for (const person of [...portions.keys()].sort((a, b) => a - b)) {
    const own = portions.get(person) ?? [];
    const settled = settlePortions(rule, own);
    for (const [index, portion] of own.entries()) {
      const minor = settled.minors[index] ?? 0n;
      if (minor !== 0n) collected.lines.push(closingLine(rule, context, person, { portion, minor, settled }));
    }
  }
}

/** Rounds the earner's total once and splits it; a total above the limit is brought down to it first. */
export function settlePortions({ perEarner, plan }: Rule, portions: readonly Portion[]): Settled {
  const amounts = portions.map((portion) => portion.exact);
  const groupExact = sum(amounts);
  const rounded = round(groupExact, plan.policies.rounding);
  if (perEarner !== null && rounded > perEarner) {
    const scale = exact(perEarner * groupExact.d, groupExact.n);
    const minors = share(
      amounts.map((amount) => times(amount, scale)),
      perEarner,
    );
    return { groupExact, groupMinor: perEarner, isCapped: true, minors };
  }
  return { groupExact, groupMinor: rounded, isCapped: false, minors: settle(amounts, plan.policies.rounding) };
}

/** The base of the bonus by source distributor and segment, in canonical order; orders of his customers are his. */
export function sourcesOf(rule: Rule, context: ClosingContext): ClosingSource[] {
  const { sales, epochs, world } = context;
  const found = new Map<number, Map<number, ClosingSource>>();
  const addTo = (person: number, epoch: number, base: bigint, orderId: string | null) => {
    const segment = epochs.segments(epoch)[person] ?? 0;
    const own = found.get(person) ?? new Map<number, ClosingSource>();
    found.set(person, own);
    const source = own.get(segment) ?? { person, segment, base: 0n, orderIds: [] };
    own.set(segment, source);
    source.base += base;
    if (orderId !== null) source.orderIds.push(orderId);
  };
  for (const counted of sales.orders) {
    if (orderRefusal(rule, context, counted) !== null) continue;
    let base = baseOf(rule.source, counted.order);
    for (const refund of counted.refunds) base -= baseOf(rule.source, refund);
    addTo(counted.source, counted.epoch, base, counted.order.order);
  }
  if (rule.source.kind === "orders" && rule.source.of !== "customers") {
    for (const { use, volume, distributor, amount, effectiveAt } of world.adjustments) {
      const person = world.numberOf.get(distributor);
      if (use === "both" && volume === rule.volume && person !== undefined) {
        addTo(person, epochs.ofOrder(effectiveAt), amount, null);
      }
    }
  }
  const people = [...found.keys()].sort((a, b) => a - b);
  return people.flatMap((person) => {
    const own = [...(found.get(person)?.values() ?? [])];
    return own.filter(({ base }) => base !== 0n).sort((a, b) => a.segment - b.segment);
  });
}

/** Why the closing bonus does not take an order of the period; null when it does. */
export function orderRefusal(rule: Rule, { world }: ClosingContext, { order, source }: CountedOrder) {
  const joinedAt = world.people[source]?.joinedAt;
  if (joinedAt === undefined) return "not_joined_yet";
  return refusal(rule, order, joinedAt, (id) => ruleFor(rule.plan, world.given.versions, id, joinedAt));
}

function closingLine(rule: Rule, context: ClosingContext, person: number, paid: PaidPortion): Line {
  const { world } = context;
  const { source, level, rate, exact: amount } = paid.portion;
  const place = {
    earnerId: world.ids[person] ?? "",
    sourceKey: `mem:${world.ids[source.person]}`,
    segment: source.segment,
    level,
    periodId: world.given.period.id,
  };
  const amounts = { minor: paid.minor, exact: amount, base: source.base, rate, orderIds: source.orderIds };
  return newLine(rule, { ...place, ...amounts }, () => explainClosing(rule, context, person, paid));
}
