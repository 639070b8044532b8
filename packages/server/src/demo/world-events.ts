import { type Instant, plusMs, startOfDate, toUnixSeconds } from "@upline/domain";
import type { DemoPerson } from "./world-people.ts";
import type { DemoOrder } from "./world-sales.ts";

export const FIRST_DAY = "2025-03-01";
export const COMPANY_ZONE = "America/New_York";
/** The last days were sold through the shop with a card; before that the shop reported paid orders. */
const CARD_DAYS = 45;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A webhook of the demo's year, as its sender would have sent it. */
export interface DemoEvent {
  readonly at: Instant;
  readonly provider: "standard" | "stripe";
  readonly eventRef: string;
  readonly type: string;
  readonly body: string;
}

/** The local calendar date of a day of the company, 0 = 2025-03-01. */
export function dateOf(day: number): string {
  return new Date(Date.parse(`${FIRST_DAY}T12:00:00Z`) + day * DAY_MS).toISOString().slice(0, 10);
}

/** A moment by the company's own clock. */
export function momentOf(day: number, minute: number): Instant {
  return plusMs(startOfDate(dateOf(day), COMPANY_ZONE), minute * MINUTE_MS);
}

export function enrolmentEvent(person: DemoPerson, sponsorNumber: string): DemoEvent {
  const at = momentOf(person.joinDay, 9 * 60 + ((person.key.length * 7 + person.name.length) % 240));
  const distributor = { id: person.key, name: person.name, email: person.email, country: person.country };
  const data = { distributor, sponsorId: sponsorNumber, agreementAcceptedAt: at };
  return standard(at, "distributor.enrolled", `enrol-${person.key}`, data);
}

/** The one or two webhooks that a sale came with, and those of its refunds. */
export function saleEvents(order: DemoOrder, lastDay: number): DemoEvent[] {
  const at = momentOf(order.day, order.minute);
  const byCard = order.day >= lastDay - CARD_DAYS;
  const paymentRef = `${byCard ? "pi" : "pay"}_${order.key}`;
  const placed = orderData(order, at);
  const sold = byCard
    ? [
        standard(plusMs(at, -90_000), "order.placed", `placed-${order.key}`, placed),
        stripe(at, "payment_intent.succeeded", `evt_${order.key}`, {
          id: paymentRef,
          object: "payment_intent",
          amount_received: Number(order.totalMinor),
          currency: "usd",
          metadata: { order_id: order.key },
        }),
      ]
    : [standard(at, "order.paid", `paid-${order.key}`, { ...placed, payment: payment(order, paymentRef) })];
  let refundedMinor = 0n;
  const refunds = order.refunds.map(({ percent, afterDays }, index) => {
    const part =
      percent === 67 || percent === 100
        ? order.totalMinor - refundedMinor
        : (order.totalMinor * BigInt(percent)) / 100n;
    refundedMinor += part;
    const when = momentOf(order.day + afterDays, 11 * 60 + index);
    if (byCard) {
      return stripe(when, "charge.refunded", `evt_re_${order.key}_${index}`, {
        id: `ch_${order.key}`,
        object: "charge",
        payment_intent: paymentRef,
        amount: Number(order.totalMinor),
        amount_refunded: Number(refundedMinor),
        currency: "usd",
      });
    }
    const refund = { refundId: `re_${order.key}_${index}`, refundMinor: Number(part) };
    return standard(when, "payment.refunded", `refund-${order.key}-${index}`, {
      ...payment(order, paymentRef),
      ...refund,
    });
  });
  return [...sold, ...refunds];
}

function orderData(order: DemoOrder, placedAt: Instant) {
  const { customer, seller } = order;
  const person = customer ?? seller;
  return {
    orderId: order.key,
    placedAt,
    currency: "USD",
    totalMinor: Number(order.totalMinor),
    buyer: {
      kind: customer ? "customer" : "distributor",
      person: { id: person.key, name: person.name, email: person.email, country: person.country },
    },
    sellerId: seller.key,
    lines: order.lines.map(({ item, quantity }) => ({
      sku: item.sku,
      quantity,
      unitPriceMinor: Number(item.priceMinor),
    })),
  };
}

const payment = (order: DemoOrder, paymentId: string) => ({
  paymentId,
  orderId: order.key,
  amountMinor: Number(order.totalMinor),
  currency: "USD",
});

export function standard(at: Instant, type: string, eventRef: string, data: object): DemoEvent {
  return { at, provider: "standard", eventRef, type, body: JSON.stringify({ type, timestamp: at, data }) };
}

export function stripe(at: Instant, type: string, eventRef: string, object: object): DemoEvent {
  const created = toUnixSeconds(at);
  const body = JSON.stringify({ id: eventRef, object: "event", type, created, livemode: false, data: { object } });
  return { at, provider: "stripe", eventRef, type, body };
}
