import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { Provider, Secrets } from "../config.ts";
import { Refusal } from "../refusal.ts";
import { eventRefOf, failureOf, ofUnknownKind, refundOf, underNewId } from "./event-text.ts";
import { newId } from "./ids.ts";
import type { Prepared } from "./send.ts";
import { type SignatureHeaders, signed } from "./sign.ts";

/** Everything a sender can do right or wrong with one event. */
export const MISCHIEFS = [
  "valid",
  "tampered",
  "wrong_secret",
  "no_signature",
  "previous_secret",
  "stale",
  "future",
  "duplicate",
  "new_event_id",
  "out_of_order",
  "late_failure",
  "unknown_kind",
  "not_json",
  "too_large",
  "unknown_provider",
  "get",
  "gzip",
  "half_body",
] as const;
export type Mischief = (typeof MISCHIEFS)[number];

export type Order = Readonly<{
  provider: Provider;
  body: string;
  mischief: Mischief;
  /** The event that goes first (`out_of_order`) or second (`late_failure`); made from `body` when it is missing. */
  companion?: string | undefined;
  secrets: Secrets;
  /** Wall time, whole seconds. */
  seconds: number;
}>;

/** What a receiver must forgive at most, in seconds, in both directions. */
const TOLERANCE_SECONDS = 300;
/** The future must still be too far away when the request arrives. */
const TRAVEL_SECONDS = 5;
/** The largest body that a receiver takes is 1 MiB. */
const TOO_LARGE_BYTES = 1024 * 1024 + 1;

/**
 * The requests of one round, in the order in which they are sent.
 *
 * @throws Refusal 422 when the case needs something that is not there: a previous secret, a payment
 */
export function preparedRound(order: Order): readonly Prepared[] {
  const { provider, body, mischief, secrets, seconds } = order;
  const usual = { provider, body, secret: secrets.current, seconds };
  switch (mischief) {
    case "valid":
    case "duplicate":
      return [request(usual)];
    case "tampered":
      return [{ ...request(usual), raw: withOneByteChanged(Buffer.from(body)) }];
    case "wrong_secret":
      return [request({ ...usual, secret: strangeSecret(secrets.current) })];
    case "no_signature":
      return [withoutSignature(request(usual))];
    case "previous_secret":
      return [request({ ...usual, secret: previousOf(provider, secrets) })];
    case "stale":
      return [request({ ...usual, seconds: seconds - TOLERANCE_SECONDS - 1 })];
    case "future":
      return [request({ ...usual, seconds: seconds + TOLERANCE_SECONDS + TRAVEL_SECONDS })];
    case "new_event_id": {
      const renamed = { ...usual, body: underNewId(provider, body) };
      return [request(usual), request(provider === "standard" ? { ...renamed, eventRef: newId("msg") } : renamed)];
    }
    case "out_of_order":
      return [request({ ...usual, body: order.companion ?? refundOf(provider, body) }), request(usual)];
    case "late_failure":
      return [request(usual), request({ ...usual, body: order.companion ?? failureOf(provider, body) })];
    case "unknown_kind":
      return [request({ ...usual, body: ofUnknownKind(provider, body) })];
    case "not_json":
      return [request({ ...usual, body: body.trimEnd().slice(0, -1) })];
    case "too_large":
      return [request({ ...usual, body: body + " ".repeat(Math.max(1, TOO_LARGE_BYTES - Buffer.byteLength(body))) })];
    case "unknown_provider":
      return [{ ...request(usual), path: "/api/webhooks/gateway-nobody-knows" }];
    case "get":
      return [{ ...request(usual), method: "GET", headers: { accept: "*/*" }, raw: Buffer.alloc(0), eventRef: null }];
    case "gzip":
      return [request({ ...usual, zipped: true })];
    case "half_body":
      return [{ ...request(usual), halfOnly: true }];
  }
}

/** An event as an honest gateway posts it. */
export function request(
  given: Readonly<{
    provider: Provider;
    body: string;
    secret: string;
    seconds: number;
    eventRef?: string;
    zipped?: boolean;
  }>,
): Prepared {
  const { provider, body, secret, seconds, zipped = false } = given;
  const raw = zipped ? gzipSync(body) : Buffer.from(body);
  const eventRef = given.eventRef ?? eventRefOf(provider, body);
  const signature: SignatureHeaders = signed(provider, { secret, seconds, eventRef: eventRef ?? "", raw });
  const headers = {
    "content-type": "application/json; charset=utf-8",
    "user-agent": "Meadow-and-Oak-Sandbox/1.0",
    ...(zipped ? { "content-encoding": "gzip" } : {}),
    ...signature,
  };
  return { method: "POST", path: `/api/webhooks/${provider}`, headers, raw, eventRef };
}

function withoutSignature(prepared: Prepared): Prepared {
  const { "stripe-signature": _stripe, "webhook-signature": _standard, ...headers } = prepared.headers;
  return { ...prepared, headers };
}

function previousOf(provider: Provider, { previous }: Secrets): string {
  if (previous !== null) return previous;
  const name = `${provider.toUpperCase()}_WEBHOOK_SECRET_PREVIOUS`;
  throw new Refusal(422, "no_previous_secret", `No previous secret is set: ${name} is empty.`);
}

/** A secret of the right form that is not the right one. */
function strangeSecret(current: string): string {
  return `whsec_${createHash("sha256").update(`not ${current}`).digest("base64")}`;
}

/** The text stays JSON where possible: the first digit of the amount becomes another one, else the first byte does. */
function withOneByteChanged(raw: Buffer): Buffer {
  const text = raw.toString("latin1");
  const amount = /"amount(?:_received|_refunded|Minor)?"\s*:\s*(?=[1-9])/.exec(text) ?? /(?=[1-9])/.exec(text);
  const at = amount === null ? 0 : amount.index + amount[0].length;
  const changed = Buffer.from(raw);
  changed[at] = raw[at] === 0x39 ? 0x38 : (raw[at] ?? 0x20) + 1;
  return changed;
}
