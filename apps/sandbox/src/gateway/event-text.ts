import type { Provider } from "../config.ts";
import { Refusal } from "../refusal.ts";
import { idOf, newId } from "./ids.ts";

type Json = Readonly<Record<string, unknown>>;

/** An event as it is put on the wire: pretty JSON, as Stripe sends it. */
export function eventText(event: object): string {
  return JSON.stringify(event, null, 2);
}

/**
 * The name under which the receiver will know this text. Stripe writes it into the body. Standard Webhooks sends
 * it in a header, so it is derived from the text: the same text is the same event, however often it is sent.
 */
export function eventRefOf(provider: Provider, body: string): string | null {
  if (provider === "standard") return idOf("msg", body);
  const { id } = objectIn(body) ?? {};
  return typeof id === "string" ? id : null;
}

/** The type an event states about itself, at most 100 characters; null when it cannot be read. */
export function kindOf(body: string): string | null {
  const { type } = objectIn(body) ?? {};
  return typeof type === "string" ? type.slice(0, 100) : null;
}

/** The same event with another type and a new id, so that nothing takes it for a duplicate. */
export function ofUnknownKind(provider: Provider, body: string): string {
  const event = wanted(body);
  const identity = provider === "stripe" ? { id: newId("evt") } : {};
  return eventText({ ...event, ...identity, type: "shipping_label.printed" });
}

/** The same Stripe event under a new id. A Standard event keeps its text; only its header changes. */
export function underNewId(provider: Provider, body: string): string {
  return provider === "stripe" ? eventText({ ...wanted(body), id: newId("evt") }) : body;
}

/** The full refund of the payment that `body` confirms. Refuses with `not_a_payment`. */
export function refundOf(provider: Provider, body: string): string {
  const event = wanted(body);
  const { payment } = paymentIn(provider, event);
  if (provider === "standard") {
    const refund = { refundId: newId("re"), refundMinor: payment.amountMinor };
    return eventText({ ...event, type: "payment.refunded", data: { ...payment, ...refund } });
  }
  const amount = payment.amount_received;
  const charge = {
    id: newId("ch"),
    object: "charge",
    amount,
    amount_refunded: amount,
    currency: payment.currency,
    metadata: payment.metadata,
    payment_intent: payment.id,
    refunded: true,
    status: "succeeded",
  };
  return eventText({ ...event, id: newId("evt"), type: "charge.refunded", data: { object: charge } });
}

/** A failed attempt at the payment that `body` confirms. Refuses with `not_a_payment`. */
export function failureOf(provider: Provider, body: string): string {
  const event = wanted(body);
  const { payment } = paymentIn(provider, event);
  if (provider === "standard") {
    return eventText({ ...event, type: "payment.failed", data: { ...payment, reason: "card_declined" } });
  }
  const object = { ...payment, amount_received: 0, status: "requires_payment_method" };
  return eventText({ ...event, id: newId("evt"), type: "payment_intent.payment_failed", data: { object } });
}

function paymentIn(provider: Provider, { type, data }: Json): Readonly<{ payment: Json }> {
  const confirmed = { stripe: ["payment_intent.succeeded"], standard: ["payment.succeeded", "payment.confirmed"] };
  const inner = isObject(data) && provider === "stripe" ? data.object : data;
  if (confirmed[provider].includes(String(type)) && isObject(inner)) return { payment: inner };
  throw new Refusal(422, "not_a_payment", `This case needs a confirmed payment (${confirmed[provider].join(" or ")}).`);
}

function wanted(body: string): Json {
  const event = objectIn(body);
  if (event === null) throw new Refusal(422, "not_an_event", "This case needs a body that is a JSON object.");
  return event;
}

function objectIn(body: string): Json | null {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
