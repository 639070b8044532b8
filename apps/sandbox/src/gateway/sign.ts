import { createHmac } from "node:crypto";
import type { Provider } from "../config.ts";

/** What a signature is made of. The bytes are signed as they are sent. */
export type Signing = Readonly<{
  secret: string;
  /** Wall time, whole seconds since 1970. */
  seconds: number;
  /** Name of the event. Standard Webhooks signs it; Stripe has it in the body only. */
  eventRef: string;
  raw: Buffer;
}>;

/** Header names in lower case and their values. */
export type SignatureHeaders = Readonly<Record<string, string>>;

/** Signs as the provider does. */
export function signed(provider: Provider, signing: Signing): SignatureHeaders {
  return { stripe: signedByStripe, standard: signedByStandard }[provider](signing);
}

/**
 * `stripe-signature: t=…,v1=…`, where v1 is the hex HMAC-SHA256 over time, dot, and body.
 * The key is the whole text of the secret, `whsec_` included.
 */
function signedByStripe({ secret, seconds, raw }: Signing): SignatureHeaders {
  const v1 = createHmac("sha256", secret).update(`${seconds}.`).update(raw).digest("hex");
  return { "stripe-signature": `t=${seconds},v1=${v1}` };
}

/**
 * Three headers; the signature is the base64 HMAC-SHA256 over id, dot, time, dot, and body.
 * The key is what the base64 after `whsec_` stands for.
 *
 * @see https://www.standardwebhooks.com, section "Signature scheme"
 */
function signedByStandard({ secret, seconds, eventRef, raw }: Signing): SignatureHeaders {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const v1 = createHmac("sha256", key).update(`${eventRef}.${seconds}.`).update(raw).digest("base64");
  return { "webhook-id": eventRef, "webhook-timestamp": String(seconds), "webhook-signature": `v1,${v1}` };
}
