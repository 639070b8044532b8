import { parseDecimal } from "../../money/decimal.ts";
import { add, type Exact, exact, round, times } from "../../money/exact.ts";
import type { Source } from "../../plan/bonus-schema.ts";
import type { PlanVersion } from "../../plan/plan-version.ts";
import type { Cell, ClosingContext, Portion } from "../closing.ts";
import { readersIn, removedIn } from "../closing.ts";
import type { OrderFact, PartyFact, RefundFact } from "../facts.ts";
import { amountOf, cutPerSource, minorOf, type Rule, rulesOf } from "../rule.ts";
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
    if (!isEnough(source, sold.base, party.bookings)) continue;
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

/** What a party sold, in the period it closes and before. */
export function salesOf(party: PartyFact, { volume }: PartySource, { sales, world }: ClosingContext): PartySales {
  const here = new Set(sales.orders.map(({ order }) => order.order));
  const earlier = world.partyOrders.flatMap((order) => {
    return here.has(order.order) ? [] : [{ order, refunds: world.partyRefunds.get(order.order) ?? [] }];
  });
  return partySales(party, volume, [...earlier, ...sales.orders]);
}

/** An order of a party with what was taken back of it. */
export interface PartyOrder {
  readonly order: Pick<OrderFact, "order" | "party" | "buyer" | "effectiveAt" | "volumes">;
  readonly refunds: readonly Pick<RefundFact, "volumes">[];
}

/**
 * Guests only: what the host and the consultant bought does not count, nor what was paid after the party had closed.
 *
 * @param orders  may hold orders of other parties, which are left out
 * @returns the sum in hundredths of the volume, less what was taken back
 */
export function partySales(
  party: Pick<PartyFact, "party" | "host" | "consultant" | "closedAt">,
  volume: string,
  orders: readonly PartyOrder[],
): PartySales {
  let base = 0n;
  const orderIds: string[] = [];
  for (const { order, refunds } of orders) {
    if (order.party !== party.party || whyNotOfParty(party, order) !== null) continue;
    base += order.volumes[volume] ?? 0n;
    for (const refund of refunds) base -= refund.volumes[volume] ?? 0n;
    orderIds.push(order.order);
  }
  return { base, orderIds };
}

/** Why an order of a party does not count for its host; null for one that does. */
export function whyNotOfParty(
  { host, consultant, closedAt }: Pick<PartyFact, "host" | "consultant" | "closedAt">,
  { buyer, effectiveAt }: Pick<OrderFact, "buyer" | "effectiveAt">,
): "host" | "consultant" | "late" | null {
  if (buyer === host) return "host";
  if (buyer === consultant) return "consultant";
  return closedAt !== null && effectiveAt > closedAt ? "late" : null;
}

const leastSales = ({ minSales }: PartySource): bigint => parseDecimal(minSales, 2) ?? 0n;

const isEnough = (source: PartySource, sales: bigint, bookings: number): boolean =>
  sales >= leastSales(source) && bookings >= source.minBookings;

/** A share of the sales, and an amount for each booking. */
function creditOf(rule: Rule, { perBooking }: PartySource, sales: bigint, bookings: number): Exact {
  const forBookings = times(exact(minorOf(perBooking, rule.plan)), exact(BigInt(bookings)));
  return add(amountOf(rule, sales, rule.rates.at(0, 0)), forBookings);
}

/** How far a party is on the way to its host's credit under one bonus. Volumes in hundredths. */
export interface PartyOutlook {
  readonly bonusId: string;
  readonly sales: bigint;
  readonly needSales: bigint;
  readonly bookings: number;
  readonly needBookings: number;
  readonly isMet: boolean;
  /** Minor units that the sales and bookings of now are worth, before a limit of the host; also while too little is sold. */
  readonly minor: bigint;
}

/** The same of every party bonus of a plan, in its order: for pages about a party that has not closed yet. */
export function partyOutlook(
  plan: PlanVersion,
  party: Pick<PartyFact, "party" | "host" | "consultant" | "closedAt" | "bookings">,
  orders: readonly PartyOrder[],
): PartyOutlook[] {
  return rulesOf(plan).flatMap((rule): PartyOutlook[] => {
    const { source, bonus } = rule;
    if (source.kind !== "party") return [];
    const { base: sales } = partySales(party, source.volume, orders);
    const { bookings } = party;
    const amount = cutPerSource(rule, creditOf(rule, source, sales, bookings));
    return [
      {
        bonusId: bonus.id,
        sales,
        needSales: leastSales(source),
        bookings,
        needBookings: source.minBookings,
        isMet: isEnough(source, sales, bookings),
        minor: round(amount, plan.policies.rounding),
      },
    ];
  });
}

function portionOf(rule: Rule, source: PartySource, party: PartyFact, { base, orderIds }: PartySales): Portion {
  const rate = rule.rates.at(0, 0);
  const uncut = creditOf(rule, source, base, party.bookings);
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
