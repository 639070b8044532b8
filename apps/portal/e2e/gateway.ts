import { createHmac, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { APIRequestContext } from "@playwright/test";

const SECRETS = join(import.meta.dirname, "../../../.data/e2e/demo-secrets.json");

/** The secret that the running demo and its sandbox share. */
const stripeSecret = (): string => JSON.parse(readFileSync(SECRETS, "utf8")).STRIPE_WEBHOOK_SECRET;

export interface Payment {
  readonly distributor: string;
  readonly amountMinor: number;
  readonly email?: string;
}

/** A payment by card that names a distributor and no order, as a payment gateway would report it. */
export function paymentEvent({ distributor, amountMinor, email }: Payment, at: Date): string {
  const id = randomUUID().replaceAll("-", "");
  const metadata = {
    distributor_id: distributor,
    customer_name: "Wild Mint",
    customer_email: email ?? "wild.mint@shoppers.example",
  };
  const object = { id: `pi_${id}`, object: "payment_intent", amount_received: amountMinor, currency: "usd", metadata };
  const created = Math.floor(at.getTime() / 1000);
  return JSON.stringify({
    id: `evt_${id}`,
    object: "event",
    type: "payment_intent.succeeded",
    created,
    livemode: false,
    data: { object },
  });
}

/** The bytes with their signature, made now or `offsetSeconds` away from now. */
export function signedBytes(body: Buffer, offsetSeconds = 0) {
  const t = Math.floor(Date.now() / 1000) + offsetSeconds;
  const signature = createHmac("sha256", stripeSecret()).update(`${t}.`).update(body).digest("hex");
  return { body, headers: { "content-type": "application/json", "stripe-signature": `t=${t},v1=${signature}` } };
}

/** Signs as the scheme says and posts. @returns status and the wall time at which the answer was there */
export async function sendToDoor(
  request: APIRequestContext,
  text: string,
): Promise<{ readonly status: number; readonly answeredAt: number }> {
  const { body, headers } = signedBytes(Buffer.from(text));
  const reply = await request.post("/api/webhooks/stripe", { data: body, headers });
  return { status: reply.status(), answeredAt: Date.now() };
}

/** The number of one of the demo's distributors, as the shop tells everybody who has a link. */
export async function numberOf(request: APIRequestContext, name: string): Promise<string> {
  const shop = await (await request.get("/api/demo/shop")).json();
  return shop.sponsors.find(({ displayName }: { displayName: string }) => displayName === name).number;
}
