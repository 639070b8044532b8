import { createHmac } from "node:crypto";

/** Secrets of the company under test, for the process that signs and for the one that verifies. */
export const SECRETS = {
  APP_SECRET: "the secret of a company that lives for one test",
  STRIPE_WEBHOOK_SECRET: "whsec_for-one-fault-test-only",
  STANDARD_WEBHOOK_SECRET: `whsec_${Buffer.from("thirty-two bytes of a fault test").toString("base64")}`,
} as const;

/** An event as its sender made it. It is signed when it is sent, since a signature has a time. */
export interface SentEvent {
  readonly slug: "stripe" | "standard";
  readonly id: string;
  readonly body: string;
}

/** The headers that make an event genuine at this moment; written from the schemes, not from our verifiers. */
export function signatureOf({ slug, id, body }: SentEvent, atSeconds = Math.floor(Date.now() / 1000)) {
  if (slug === "stripe") {
    const hex = createHmac("sha256", SECRETS.STRIPE_WEBHOOK_SECRET).update(`${atSeconds}.${body}`).digest("hex");
    return { "stripe-signature": `t=${atSeconds},v1=${hex}` };
  }
  const key = Buffer.from(SECRETS.STANDARD_WEBHOOK_SECRET.slice("whsec_".length), "base64");
  const text = createHmac("sha256", key).update(`${id}.${atSeconds}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": String(atSeconds), "webhook-signature": `v1,${text}` };
}

export function requestOf(event: SentEvent): Request {
  const headers = { "content-type": "application/json", ...signatureOf(event) };
  return new Request(`http://localhost/api/webhooks/${event.slug}`, { method: "POST", headers, body: event.body });
}

const seconds = (at: Date) => Math.floor(at.getTime() / 1000);

/** An event in Stripe's envelope about an object of its interface. */
export function stripe(id: string, type: string, at: Date, object: object): SentEvent {
  const envelope = { id, object: "event", type, created: seconds(at), livemode: false, data: { object } };
  return { slug: "stripe", id, body: JSON.stringify(envelope) };
}

/** An event in the envelope of Standard Webhooks. */
export function standard(id: string, type: string, at: Date, data: object): SentEvent {
  return { slug: "standard", id, body: JSON.stringify({ type, timestamp: at.toISOString(), data }) };
}

export interface ShopOrder {
  readonly ref: string;
  readonly seller: string;
  /** The customer's id in the shop; left out when the seller buys. */
  readonly customer?: string;
  readonly sku: string;
  readonly priceMinor: number;
  readonly at: Date;
}

/** What a shop says of an order; with a payment when it was paid there. */
export function orderData({ ref, seller, customer, sku, priceMinor, at }: ShopOrder, paymentId?: string): object {
  const person = customer
    ? { id: customer, name: "Wild Mint", email: `${customer}@example.test` }
    : { id: seller, name: "The seller" };
  return {
    orderId: ref,
    placedAt: at.toISOString(),
    currency: "USD",
    totalMinor: priceMinor,
    buyer: { kind: customer ? "customer" : "distributor", person },
    sellerId: seller,
    lines: [{ sku, quantity: 1, unitPriceMinor: priceMinor }],
    ...(paymentId ? { payment: { paymentId, amountMinor: priceMinor, currency: "USD" } } : {}),
  };
}
