import { createHmac } from "node:crypto";

/** Signed requests for tests, written from the schemes and not from our verifiers. */
export const STRIPE_SECRET = "whsec_a-secret-of-the-tests";
export const STANDARD_SECRET = `whsec_${Buffer.from("thirty-two bytes for the tests!!").toString("base64")}`;

export interface Signed {
  readonly slug: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

/** @param at  unix seconds */
export function signStripe(body: string | Uint8Array<ArrayBuffer>, at: number, secret = STRIPE_SECRET): Signed {
  const hex = createHmac("sha256", secret).update(`${at}.`).update(body).digest("hex");
  return { slug: "stripe", headers: { "stripe-signature": `t=${at},v1=${hex}` }, body };
}

export function signStandard(
  id: string,
  body: string | Uint8Array<ArrayBuffer>,
  at: number,
  secret = STANDARD_SECRET,
): Signed {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const text = createHmac("sha256", key).update(`${id}.${at}.`).update(body).digest("base64");
  const headers = { "webhook-id": id, "webhook-timestamp": String(at), "webhook-signature": `v1,${text}` };
  return { slug: "standard", headers, body };
}

export function requestOf({ slug, headers, body }: Signed): Request {
  return new Request(`http://localhost/api/webhooks/${slug}`, { method: "POST", headers: { ...headers }, body });
}

interface StripeEvent {
  readonly id: string;
  readonly type?: string;
  /** Unix seconds. */
  readonly created: number;
  readonly livemode?: boolean;
  readonly object?: object;
}

/** A confirmed payment of 129.00 USD, unless `object` says otherwise. */
export function stripeEvent({
  id,
  type = "payment_intent.succeeded",
  created,
  livemode = false,
  object,
}: StripeEvent): string {
  const intent = { id: "pi_1", object: "payment_intent", amount_received: 12_900, currency: "usd", metadata: {} };
  return JSON.stringify({ id, object: "event", type, created, livemode, data: { object: object ?? intent } });
}
