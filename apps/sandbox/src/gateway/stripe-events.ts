/** Seconds since 1970, company time. */
type UnixSeconds = number;

/** What every event carries around its object. */
export type StripeHead = Readonly<{ eventId: string; created: UnixSeconds }>;

/** Amounts are integers in the smallest unit of the currency. */
export type StripePayment = Readonly<{
  paymentRef: string;
  orderId: string;
  distributorId?: string | undefined;
  customerName: string;
  customerEmail: string;
  amountMinor: number;
  /** ISO 4217, upper case; the events carry it in lower case. */
  currency: string;
}>;

/** A JSON object in the shape that Stripe sends. */
export type StripeEvent = Readonly<{ id: string; object: "event"; type: string; created: UnixSeconds }> &
  Readonly<Record<string, unknown>>;

/** The money has arrived: the one event that confirms a payment. */
export function paymentIntentSucceeded(head: StripeHead, payment: StripePayment): StripeEvent {
  return event(head, "payment_intent.succeeded", {
    ...paymentIntent(head, payment),
    amount_received: payment.amountMinor,
    latest_charge: chargeOf(payment.paymentRef),
    status: "succeeded",
  });
}

/** An attempt was declined; the same intent may still succeed later. */
export function paymentIntentFailed(head: StripeHead, payment: StripePayment): StripeEvent {
  return event(head, "payment_intent.payment_failed", {
    ...paymentIntent(head, payment),
    amount_received: 0,
    last_payment_error: {
      code: "card_declined",
      decline_code: "insufficient_funds",
      message: "Your card has insufficient funds.",
      type: "card_error",
    },
    status: "requires_payment_method",
  });
}

/** `refundedTotalMinor` is the running total of the charge, not this refund alone. */
export function chargeRefunded(head: StripeHead, payment: StripePayment, refundedTotalMinor: number): StripeEvent {
  const { paymentRef, amountMinor, currency } = payment;
  return event(head, "charge.refunded", {
    id: chargeOf(paymentRef),
    object: "charge",
    amount: amountMinor,
    amount_captured: amountMinor,
    amount_refunded: refundedTotalMinor,
    captured: true,
    created: head.created,
    currency: currency.toLowerCase(),
    livemode: false,
    metadata: metadataOf(payment),
    paid: true,
    payment_intent: paymentRef,
    refunded: refundedTotalMinor === amountMinor,
    status: "succeeded",
  });
}

/** One refund with an id of its own; `refundMinor` is this refund alone. */
export function refundCreated(
  head: StripeHead,
  payment: StripePayment,
  refund: Readonly<{ refundId: string; refundMinor: number }>,
): StripeEvent {
  return event(head, "refund.created", {
    id: refund.refundId,
    object: "refund",
    amount: refund.refundMinor,
    charge: chargeOf(payment.paymentRef),
    created: head.created,
    currency: payment.currency.toLowerCase(),
    metadata: { order_id: payment.orderId },
    payment_intent: payment.paymentRef,
    reason: "requested_by_customer",
    status: "succeeded",
  });
}

/** A new customer record; `sponsorId` goes into its metadata. */
export function customerCreated(
  head: StripeHead,
  customer: Readonly<{ customerId: string; name: string; email: string; sponsorId?: string | undefined }>,
): StripeEvent {
  const { customerId, name, email, sponsorId } = customer;
  return event(head, "customer.created", {
    id: customerId,
    object: "customer",
    created: head.created,
    email,
    livemode: false,
    metadata: sponsorId === undefined ? {} : { sponsor_id: sponsorId },
    name,
  });
}

function event({ eventId, created }: StripeHead, type: string, object: Readonly<Record<string, unknown>>): StripeEvent {
  return {
    id: eventId,
    object: "event",
    api_version: "2025-03-31.basil",
    created,
    data: { object },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  };
}

function paymentIntent({ created }: StripeHead, payment: StripePayment) {
  return {
    id: payment.paymentRef,
    object: "payment_intent",
    amount: payment.amountMinor,
    created,
    currency: payment.currency.toLowerCase(),
    livemode: false,
    metadata: metadataOf(payment),
    receipt_email: payment.customerEmail,
  };
}

function metadataOf({ orderId, distributorId, customerName, customerEmail }: StripePayment) {
  return {
    order_id: orderId,
    ...(distributorId === undefined ? {} : { distributor_id: distributorId }),
    customer_name: customerName,
    customer_email: customerEmail,
  };
}

function chargeOf(paymentRef: string): string {
  return paymentRef.replace(/^pi_/, "ch_");
}
