import { parseDecimal } from "../../money/decimal.ts";
import { add, exact, times } from "../../money/exact.ts";
import type { Source } from "../../plan/bonus-schema.ts";
import type { Cell, ClosingContext, Portion } from "../closing.ts";
import { readersIn, removedIn } from "../closing.ts";
import type { PartyFact } from "../facts.ts";
import { amountOf, cutPerSource, minorOf, type Rule } from "../rule.ts";
import { settlePortions } from "../settle-cell.ts";
import { baseText, rateAsText } from "../text.ts";

type PartySource = Extract<Source, { kind: "party" }>;

/** What a party sold to its guests, and which orders that were. */
export interface PartySales {
  readonly base: bigint;
  readonly orderIds: readonly string[];
}

/** Hosts of parties that closed in the period: a share of what guests bought, and an amount for each booking. */
export function partyCells(rule: Rule, source: PartySource, context: ClosingContext): Cell[] {
  const byHost = new Map<string, Portion[]>();
  for (const party of context.world.parties) {
    if (!isDue(party, context)) continue;
    const sold = salesOf(party, source, context);
    if (sold.base < (parseDecimal(source.minSales, 2) ?? 0n) || party.bookings < source.minBookings) continue;
    const isCustomer = !context.world.numberOf.has(party.host);
    if (isCustomer && rule.bonus.settle.as === "cash") continue;
    const own = byHost.get(party.host) ?? [];
    byHost.set(party.host, own);
    own.push(portionOf(rule, source, party, sold));
  }
  return [...byHost]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([earnerId, portions]) => {
      return { rule, earnerId, portions, settled: settlePortions(rule, limitOf(rule, context, earnerId), portions) };
    });
}

/** A host who is no distributor has the lowest rank. */
function limitOf(rule: Rule, context: ClosingContext, host: string): bigint | null {
  const person = context.world.numberOf.get(host);
  const rank = person === undefined ? 0 : readersIn(rule, context).rank(person);
  return rule.perEarner?.[rank] ?? null;
}

function isDue({ host, closedAt }: PartyFact, context: ClosingContext): boolean {
  const { world } = context;
  const person = world.numberOf.get(host);
  if (person !== undefined && removedIn(context)(person)) return false;
  return closedAt !== null && closedAt >= world.given.period.start && closedAt <= world.last;
}

/** Guests only: what the host bought does not count, nor what was bought after the party had closed. */
export function salesOf(party: PartyFact, source: PartySource, { sales }: ClosingContext): PartySales {
  let base = 0n;
  const orderIds: string[] = [];
  for (const { order, refunds } of sales.orders) {
    if (order.party !== party.party || order.buyer === party.host) continue;
    if (party.closedAt !== null && order.effectiveAt > party.closedAt) continue;
    base += order.volumes[source.volume] ?? 0n;
    for (const refund of refunds) base -= refund.volumes[source.volume] ?? 0n;
    orderIds.push(order.order);
  }
  return { base, orderIds };
}

function portionOf(rule: Rule, source: PartySource, party: PartyFact, { base, orderIds }: PartySales): Portion {
  const rate = rule.rates.at(0, 0);
  const bookings = times(exact(minorOf(source.perBooking, rule.plan)), exact(BigInt(party.bookings)));
  const uncut = add(amountOf(rule, base, rate), bookings);
  return {
    sourceKey: `party:${party.party}`,
    segment: 0,
    level: 0,
    part: "-",
    base,
    rate,
    uncut,
    exact: cutPerSource(rule, uncut),
    orderIds,
    steps: () => [
      {
        kind: "source",
        what: "party",
        ref: party.party,
        base: baseText(base, rule.volume, rule.plan.minorDigits),
        volume: rule.volume,
        orders: orderIds,
      },
      {
        kind: "rate",
        bonus: rule.bonus.id,
        row: `${party.bookings} bookings`,
        rate: rateAsText(rate),
        basis: `${source.perBooking} per booking`,
      },
    ],
  };
}
