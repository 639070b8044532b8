import { createPublicKey, verify as verifyBytes } from "node:crypto";
import { instant, isCurrency, money, type PaymentFact } from "@upline/domain";
import { z } from "zod";
import type { InboundProvider, NeutralEvent, NeutralPerson, PaymentNews, VerifiedEvent } from "../provider.ts";
import { decodeJsonObject, isHmac, isTimely, signedWith, singleHeader } from "../signature.ts";

const scheme = { algorithm: "sha256", encoding: "base64" } as const;
/** One element that does not fit refuses the header; v1 is HMAC-SHA256, v1a Ed25519. */
const SIGNATURES = /^v1a?,[A-Za-z0-9+/]{1,344}={0,2}(?: v1a?,[A-Za-z0-9+/]{1,344}={0,2})*$/;
/** No dot, because the dot ends it in the signed text; no comma or blank, so that a repeated header does not fit. */
const MESSAGE_ID = /^[^\s.,]{1,256}$/;

const secret = z
  .string()
  .min(16)
  .refine(
    (text) => /^whsec_/.test(text) && isLong(text.slice(6), 24, 64),
    "is whsec_ and the base64 of 24 to 64 bytes",
  );
const publicKey = z
  .string()
  .refine((text) => /^whpk_/.test(text) && isLong(text.slice(5), 32, 32), "is whpk_ and the base64 of 32 bytes");
const settings = z
  .object({
    STANDARD_WEBHOOK_SECRET: secret.optional(),
    STANDARD_WEBHOOK_SECRET_PREVIOUS: secret.optional(),
    STANDARD_WEBHOOK_PUBLIC_KEY: publicKey.optional(),
    STANDARD_WEBHOOK_PUBLIC_KEY_PREVIOUS: publicKey.optional(),
  })
  .refine((given) => given.STANDARD_WEBHOOK_SECRET ?? given.STANDARD_WEBHOOK_PUBLIC_KEY, {
    path: ["STANDARD_WEBHOOK_SECRET"],
    message: "is missing, and so is STANDARD_WEBHOOK_PUBLIC_KEY: one of the two is needed",
  });

const Envelope = z.object({
  type: z.string().min(1).max(256),
  timestamp: z.iso.datetime({ offset: true }),
  data: z.record(z.string(), z.unknown()),
});
const Mode = z.enum(["test", "live"]).nullish().catch(null);

const Ref = z.string().trim().min(1).max(100);
const Minor = z.int().min(1);
const MinorOrZero = z.int().min(0);
const Currency = z.string().refine(isCurrency, "is not a currency code");
const Time = z.iso.datetime({ offset: true });
const Person = z.object({
  id: Ref,
  name: z.string().trim().min(1).max(200).optional(),
  email: z.email().max(254).optional(),
  phone: z.string().max(50).optional(),
  country: z
    .string()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  locale: z.string().max(35).optional(),
});
const Payment = z.object({
  paymentId: Ref,
  orderId: Ref.optional(),
  amountMinor: Minor,
  currency: Currency,
  customer: Person.optional(),
  sponsorId: Ref.optional(),
  subscriptionId: Ref.optional(),
});
const Failed = Payment.extend({ reason: z.string().max(100).optional() });
const Refunded = Payment.extend({ refundId: Ref, refundMinor: Minor });
const Disputed = Payment.extend({ disputeId: Ref.optional(), disputedMinor: Minor.optional() });
const Payout = z.object({ payoutKey: Ref });
const CustomerNews = z.object({ customer: Person, sponsorId: Ref.optional() });
const Newcomer = Person.extend({ attributes: z.record(z.string().min(1).max(64), z.string().max(200)).optional() });
const Enrolment = z.object({ distributor: Newcomer, sponsorId: Ref, agreementAcceptedAt: Time.optional() });
const Line = z.object({ sku: Ref, quantity: z.int().min(1).max(10_000), unitPriceMinor: MinorOrZero });
const PackageLevel = z.string().regex(/^\d{1,12}(\.\d{1,6})?$/);
const Order = z.object({
  orderId: Ref,
  placedAt: Time,
  currency: Currency,
  totalMinor: MinorOrZero,
  shippingMinor: MinorOrZero.optional(),
  taxMinor: MinorOrZero.optional(),
  discountMinor: MinorOrZero.optional(),
  buyer: z.object({ kind: z.enum(["customer", "distributor"]), person: Person }),
  sellerId: Ref,
  partyId: Ref.optional(),
  lines: z.array(Line).max(1000),
  packageLevel: PackageLevel.optional(),
  payment: Payment.optional(),
});
const PaidOrder = Order.extend({ payment: Payment });

type Meaning = (data: unknown, event: VerifiedEvent) => readonly NeutralEvent[];
type PaymentData = z.output<typeof Payment>;

const MEANINGS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ["payment.succeeded", confirmed],
  ["payment.confirmed", confirmed],
  [
    "payment.failed",
    (data, { eventRef, occurredAt }) => {
      const given = Failed.parse(data);
      const reasonCode = given.reason ?? null;
      return [payment(given, { operation: "failed", operationRef: eventRef, reasonCode, occurredAt })];
    },
  ],
  [
    "payment.refunded",
    (data, { occurredAt }) => {
      const given = Refunded.parse(data);
      const amount = money(given.refundMinor, given.currency);
      return [payment(given, { operation: "refunded", operationRef: given.refundId, amount, occurredAt })];
    },
  ],
  ["payment.disputed", dispute("disputed")],
  ["dispute.won", dispute("dispute_won")],
  ["dispute.lost", dispute("dispute_lost")],
  [
    "subscription.renewed",
    () => [
      {
        type: "held",
        because: "renewals_not_supported",
        detail:
          "Renewals of subscriptions do not make orders yet. Enter the order and send its payment, or ignore this.",
      },
    ],
  ],
  ...["payout.settled", "payout.failed", "payout.returned"].map((type) => [type, payoutNews] as const),
  ["customer.created", customerCreated],
  ["user.created", customerCreated],
  [
    "distributor.enrolled",
    (data, { occurredAt }) => {
      const { distributor, sponsorId, agreementAcceptedAt } = Enrolment.parse(data);
      const accepted = agreementAcceptedAt === undefined ? {} : { agreementAcceptedAt: instant(agreementAcceptedAt) };
      return [{ type: "distributor.enrolled", distributor, sponsorRef: sponsorId, joinedAt: occurredAt, ...accepted }];
    },
  ],
  ["order.placed", (data, event) => order("order.placed", Order.parse(data), event)],
  ["order.paid", (data, event) => order("order.paid", PaidOrder.parse(data), event)],
]);

/** Sign-ups, shop orders, and any gateway without an adapter of its own. @see the Standard Webhooks specification 1.0 */
export const standard: InboundProvider = {
  slug: "standard",
  label: "Standard Webhooks",
  scheme: "HMAC-SHA256 (v1) or Ed25519 (v1a) over id, time and body, base64, in webhook-signature",
  signedPart: "id.timestamp.body",
  settings,
  secretSettings: ["STANDARD_WEBHOOK_SECRET"],
  signatureHeaders: ["webhook-signature"],
  events: [...MEANINGS.keys()],

  verify({ rawBody, headers, receivedAt, toleranceSeconds }, given) {
    const id = singleHeader(headers, "webhook-id");
    const sentAt = singleHeader(headers, "webhook-timestamp");
    const header = singleHeader(headers, "webhook-signature");
    if (id === null || sentAt === null || header === null) return { ok: false, because: "no_signature" };
    if (!MESSAGE_ID.test(id) || !/^\d{1,12}$/.test(sentAt) || !SIGNATURES.test(header)) {
      return { ok: false, because: "wrong_signature" };
    }
    const signatures = header.split(" ").map((element) => element.split(","));
    const by = (version: string) => signatures.flatMap(([name, text]) => (name === version && text ? [text] : []));
    const signed = [`${id}.${sentAt}.`, rawBody];
    const hmacs = by("v1");
    const edwards = by("v1a");
    const isByHmac = (key: string) => hmacs.some((text) => isHmac(text, scheme, keyBytes(key), signed));
    const isByKey = (key: string) => edwards.some((text) => isEd25519(text, key, signed));
    const verifiedWith =
      signedWith(isByHmac, given.STANDARD_WEBHOOK_SECRET, given.STANDARD_WEBHOOK_SECRET_PREVIOUS) ??
      signedWith(isByKey, given.STANDARD_WEBHOOK_PUBLIC_KEY, given.STANDARD_WEBHOOK_PUBLIC_KEY_PREVIOUS);
    if (verifiedWith === null) return { ok: false, because: "wrong_signature" };
    if (!isTimely(sentAt, receivedAt, toleranceSeconds)) return { ok: false, because: "outside_tolerance" };

    const payload = decodeJsonObject(rawBody);
    const envelope = Envelope.safeParse(payload);
    if (!envelope.success) return { ok: false, because: "unreadable" };
    const { type, timestamp, data } = envelope.data;
    const mode = Mode.parse(data.mode) ?? null;
    return { ok: true, verifiedWith, events: [{ eventRef: id, type, occurredAt: instant(timestamp), mode, payload }] };
  },

  translate,
};

const keyBytes = (key: string): Uint8Array => Buffer.from(key.slice("whsec_".length), "base64");

/** The signature has one canonical spelling; decoding alone would forgive another. */
function isEd25519(text: string, key: string, signed: readonly (string | Uint8Array)[]): boolean {
  const signature = Buffer.from(text, "base64");
  if (signature.length !== 64 || signature.toString("base64") !== text) return false;
  const x = Buffer.from(key.slice("whpk_".length), "base64").toString("base64url");
  const known = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  return verifyBytes(null, Buffer.concat(signed.map((part) => Buffer.from(part))), known, signature);
}

function isLong(base64: string, atLeast: number, atMost: number): boolean {
  const bytes = Buffer.from(base64, "base64");
  return bytes.toString("base64") === base64 && bytes.length >= atLeast && bytes.length <= atMost;
}

/**
 * What an event of ours means. An amount outside its range waits for a person; any other breach of the schema is an
 * error of the sender.
 *
 * @throws ZodError with the path of the field
 */
function translate(event: VerifiedEvent): readonly NeutralEvent[] {
  const { data } = z.object({ data: z.unknown() }).parse(event.payload);
  try {
    return MEANINGS.get(event.type)?.(data, event) ?? [];
  } catch (error) {
    const path = error instanceof z.ZodError ? amountOutOfRange(error, data) : null;
    if (path === null) throw error;
    const detail = `${path} is not a whole number of minor units from 1 to 9007199254740991.`;
    return [{ type: "held", because: "amount_out_of_range", detail }];
  }
}

/** The path of the amount, when nothing but amounts is wrong and they are numbers. */
function amountOutOfRange(error: z.ZodError, data: unknown): string | null {
  const isAmount = ({ path }: z.core.$ZodIssue) =>
    String(path.at(-1)).endsWith("Minor") && typeof valueAt(data, path) === "number";
  return error.issues.every(isAmount) ? (error.issues[0]?.path.join(".") ?? null) : null;
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], data);
}

function confirmed(data: unknown, { occurredAt }: VerifiedEvent): readonly NeutralEvent[] {
  return [confirmation(Payment.parse(data), occurredAt)];
}

function confirmation(given: PaymentData, occurredAt: VerifiedEvent["occurredAt"]): PaymentNews {
  const amount = money(given.amountMinor, given.currency);
  return payment(given, {
    operation: "confirmed",
    operationRef: `${amount.minor}${amount.currency}`,
    amount,
    occurredAt,
  });
}

function dispute(operation: "disputed" | "dispute_won" | "dispute_lost"): Meaning {
  return (data, { occurredAt }) => {
    const given = Disputed.parse(data);
    const amount = money(given.disputedMinor ?? given.amountMinor, given.currency);
    return [payment(given, { operation, operationRef: given.disputeId ?? given.paymentId, amount, occurredAt })];
  };
}

function payoutNews(data: unknown): readonly NeutralEvent[] {
  return [{ type: "payout", providerKey: Payout.parse(data).payoutKey }];
}

function customerCreated(data: unknown): readonly NeutralEvent[] {
  const { customer, sponsorId } = CustomerNews.parse(data);
  return [{ type: "customer.created", customer, sponsorRef: sponsorId ?? null }];
}

function order(
  type: "order.placed" | "order.paid",
  given: z.output<typeof Order>,
  event: VerifiedEvent,
): readonly NeutralEvent[] {
  const { orderId, placedAt, currency, buyer, sellerId, partyId, lines, payment: paid } = given;
  const optional = (minor: number | undefined) => (minor === undefined ? undefined : BigInt(minor));
  return [
    {
      ...{ type, orderId, currency, buyer, sellerRef: sellerId, partyRef: partyId, packageLevel: given.packageLevel },
      placedAt: instant(placedAt),
      totalMinor: BigInt(given.totalMinor),
      shippingMinor: optional(given.shippingMinor),
      taxMinor: optional(given.taxMinor),
      discountMinor: optional(given.discountMinor),
      lines: lines.map((line) => ({ ...line, unitPriceMinor: BigInt(line.unitPriceMinor) })),
      payment: type === "order.paid" && paid ? confirmation({ ...paid, orderId }, event.occurredAt) : null,
    },
  ];
}

function payment(given: PaymentData, fact: PaymentFact): PaymentNews {
  return {
    type: "payment",
    paymentRef: given.paymentId,
    facts: [fact],
    references: given.orderId === undefined ? [] : [given.orderId],
    distributorRefs: given.sponsorId === undefined ? [] : [given.sponsorId],
    customer: reachable(given.customer),
  };
}

function reachable(person: NeutralPerson | undefined): { name: string; email: string } | undefined {
  return person?.name && person.email ? { name: person.name, email: person.email } : undefined;
}
