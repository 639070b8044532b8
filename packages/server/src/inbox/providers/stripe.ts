import { fromUnixSeconds, isCurrency, type Money, money, type PaymentFact } from "@upline/domain";
import { z } from "zod";
import type { InboundProvider, NeutralEvent, VerifiedEvent } from "../provider.ts";
import { decodeJsonObject, isHmac, isTimely, MAX_ID_CHARACTERS, signedWith, singleHeader } from "../signature.ts";

const scheme = { algorithm: "sha256", encoding: "hex" } as const;
/** The whole grammar: one element that does not fit refuses the header. */
const HEADER = /^t=(\d{1,12})((?:,[a-z][a-z0-9]{0,15}=[0-9a-zA-Z_-]{1,256})+)$/;

const secret = z.string().min(16);
const settings = z.object({ STRIPE_WEBHOOK_SECRET: secret, STRIPE_WEBHOOK_SECRET_PREVIOUS: secret.optional() });

const Envelope = z.object({
  id: z.string().min(1).max(MAX_ID_CHARACTERS),
  type: z.string().min(1).max(MAX_ID_CHARACTERS),
  created: z.int().min(0).max(99_999_999_999),
  livemode: z.boolean().default(false),
});

const Ref = z.string().trim().min(1).max(100);
const Amount = z.int().positive();
const Currency = z.string().toUpperCase().refine(isCurrency, "is not a currency code");
const Metadata = z
  .object({ order_id: Ref.optional(), distributor_id: Ref.optional() })
  .nullish()
  .transform((given) => given ?? {});
const Intent = z.object({
  id: Ref,
  amount_received: Amount,
  currency: Currency,
  metadata: Metadata,
  receipt_email: z.string().nullish(),
});
const FailedIntent = z.object({
  id: Ref,
  metadata: Metadata,
  last_payment_error: z.object({ code: z.string().max(100).nullish() }).nullish(),
});
const Charge = z.object({ payment_intent: Ref, amount_refunded: Amount, currency: Currency, metadata: Metadata });
const Refund = z.object({
  id: Ref,
  payment_intent: Ref,
  amount: Amount,
  currency: Currency,
  status: z.string().nullish(),
  metadata: Metadata,
});
const Dispute = z.object({
  id: Ref,
  payment_intent: Ref,
  amount: Amount,
  currency: Currency,
  status: z.string(),
  metadata: Metadata,
});
const Customer = z.object({
  id: Ref,
  name: z.string().max(200).nullish(),
  email: z.string().max(254).nullish(),
  phone: z.string().max(50).nullish(),
  address: z.object({ country: z.string().toUpperCase().max(2).nullish() }).nullish(),
  metadata: z
    .object({ sponsor_id: Ref.optional() })
    .nullish()
    .transform((given) => given ?? {}),
});

/** @see Stripe documentation, "Verify webhook signatures manually"; amounts are in the currency's smallest unit */
export const stripe: InboundProvider = {
  slug: "stripe",
  label: "Stripe",
  scheme: "HMAC-SHA256 over time and body, hex, in stripe-signature",
  signedPart: "t.body",
  settings,
  secretSettings: ["STRIPE_WEBHOOK_SECRET"],
  signatureHeaders: ["stripe-signature"],
  events: [
    "payment_intent.succeeded",
    "payment_intent.payment_failed",
    "charge.refunded",
    "refund.created",
    "refund.updated",
    "refund.failed",
    "charge.dispute.created",
    "charge.dispute.closed",
    "customer.created",
  ],

  verify({ rawBody, headers, receivedAt, toleranceSeconds }, given) {
    const header = singleHeader(headers, "stripe-signature");
    if (header === null) return { ok: false, because: "no_signature" };
    const [, sentAt, pairs] = HEADER.exec(header) ?? [];
    if (sentAt === undefined || pairs === undefined) return { ok: false, because: "wrong_signature" };

    // While a secret is rolled, the header may carry a signature by each of the two.
    const signatures = pairs.split(",").flatMap((pair) => (pair.startsWith("v1=") ? [pair.slice(3)] : []));
    const isBy = (key: string) => signatures.some((hex) => isHmac(hex, scheme, key, [`${sentAt}.`, rawBody]));
    const verifiedWith = signedWith(isBy, given.STRIPE_WEBHOOK_SECRET, given.STRIPE_WEBHOOK_SECRET_PREVIOUS);
    if (verifiedWith === null) return { ok: false, because: "wrong_signature" };
    if (!isTimely(sentAt, receivedAt, toleranceSeconds)) return { ok: false, because: "outside_tolerance" };

    const payload = decodeJsonObject(rawBody);
    const envelope = Envelope.safeParse(payload);
    if (!envelope.success) return { ok: false, because: "unreadable" };
    const { id, type, created, livemode } = envelope.data;
    const occurredAt = fromUnixSeconds(created);
    return {
      ok: true,
      verifiedWith,
      events: [{ eventRef: id, type, occurredAt, mode: livemode ? "live" : "test", payload }],
    };
  },

  translate(event) {
    const object = z.object({ data: z.object({ object: z.unknown() }) }).parse(event.payload).data.object;
    return MEANINGS.get(event.type)?.(object, event) ?? [];
  },
};

type Meaning = (object: unknown, event: VerifiedEvent) => readonly NeutralEvent[];

/** Exactly one event means that money came: `payment_intent.succeeded`. */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  [
    "payment_intent.succeeded",
    (object, { occurredAt }) => {
      const { id, amount_received, currency, metadata } = Intent.parse(object);
      const amount = stripeMoney(amount_received, currency);
      // The amount is part of the key: the same confirmation twice is one fact, a contradicting one is a second.
      const operationRef = `${amount.minor}${amount.currency}`;
      return [payment(id, { operation: "confirmed", operationRef, amount, occurredAt }, metadata)];
    },
  ],
  [
    "payment_intent.payment_failed",
    (object, { eventRef, occurredAt }) => {
      const { id, metadata, last_payment_error } = FailedIntent.parse(object);
      const reasonCode = last_payment_error?.code ?? null;
      return [payment(id, { operation: "failed", operationRef: eventRef, reasonCode, occurredAt }, metadata)];
    },
  ],
  [
    "charge.refunded",
    (object, { occurredAt }) => {
      const { payment_intent, amount_refunded, currency, metadata } = Charge.parse(object);
      const amount = stripeMoney(amount_refunded, currency);
      const operationRef = String(amount.minor);
      return [payment(payment_intent, { operation: "refunded_total", operationRef, amount, occurredAt }, metadata)];
    },
  ],
  ["refund.created", refund],
  ["refund.updated", refund],
  ["refund.failed", refund],
  [
    "charge.dispute.created",
    (object, { occurredAt }) => {
      const { id, payment_intent, amount, currency, metadata } = Dispute.parse(object);
      const fact = {
        operation: "disputed",
        operationRef: id,
        amount: stripeMoney(amount, currency),
        occurredAt,
      } as const;
      return [payment(payment_intent, fact, metadata)];
    },
  ],
  [
    "charge.dispute.closed",
    (object, { occurredAt }) => {
      const { id, payment_intent, amount, currency, status, metadata } = Dispute.parse(object);
      // A closed inquiry never became a dispute: the money stays.
      const operation = status === "lost" ? "dispute_lost" : "dispute_won";
      return [
        payment(
          payment_intent,
          { operation, operationRef: id, amount: stripeMoney(amount, currency), occurredAt },
          metadata,
        ),
      ];
    },
  ],
  [
    "customer.created",
    (object) => {
      const { id, name, email, phone, address, metadata } = Customer.parse(object);
      const customer = {
        id,
        name: name ?? undefined,
        email: email ?? undefined,
        phone: phone ?? undefined,
        country: address?.country ?? undefined,
      };
      return [{ type: "customer.created", customer, sponsorRef: metadata.sponsor_id ?? null }];
    },
  ],
]);

/** Stripe's exponents where they are not the ones of ISO 4217: our minor units per unit of Stripe's. */
const DEPARTURES: ReadonlyMap<string, { readonly times: number; readonly by: number }> = new Map([
  ["MGA", { times: 100, by: 1 }],
  ["ISK", { times: 1, by: 100 }],
  ["UGX", { times: 1, by: 100 }],
]);

/** @throws ZodError for an amount that our minor units cannot hold */
function stripeMoney(amount: number, currency: string): Money {
  const { times, by } = DEPARTURES.get(currency) ?? { times: 1, by: 1 };
  return money(
    z
      .int()
      .positive()
      .parse((amount * times) / by),
    currency,
  );
}

function refund(object: unknown, { type, occurredAt }: VerifiedEvent): readonly NeutralEvent[] {
  const { id, payment_intent, amount, currency, status, metadata } = Refund.parse(object);
  if (type === "refund.failed" || status === "failed" || status === "canceled") {
    return [payment(payment_intent, { operation: "refund_undone", operationRef: id, occurredAt }, metadata)];
  }
  if (status !== "succeeded") return [];
  const fact = { operation: "refunded", operationRef: id, amount: stripeMoney(amount, currency), occurredAt } as const;
  return [payment(payment_intent, fact, metadata)];
}

function payment(paymentRef: string, fact: PaymentFact, metadata: z.output<typeof Metadata>): NeutralEvent {
  const references = metadata.order_id === undefined ? [] : [metadata.order_id];
  const distributorRefs = metadata.distributor_id === undefined ? [] : [metadata.distributor_id];
  return { type: "payment", paymentRef, facts: [fact], references, distributorRefs };
}
