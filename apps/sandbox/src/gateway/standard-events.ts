/** Somebody in the sender's books; `id` is the sender's own and stays the same for the same person. */
export type Person = Readonly<{
  id: string;
  name?: string | undefined;
  email?: string | undefined;
  phone?: string | undefined;
  country?: string | undefined;
  locale?: string | undefined;
}>;

/** Amounts are integers in the smallest unit of the currency (ISO 4217, upper case). */
export type StandardPayment = Readonly<{
  paymentId: string;
  orderId?: string | undefined;
  amountMinor: number;
  currency: string;
  customer?: Person | undefined;
  sponsorId?: string | undefined;
}>;

/** PV and CV are left out: for a known sku the receiver's own catalogue decides. */
export type Line = Readonly<{ sku: string; quantity: number; unitPriceMinor: number }>;

export type PlacedOrder = Readonly<{
  orderId: string;
  /** ISO 8601, company time. */
  placedAt: string;
  currency: string;
  /** Equals the sum of the lines: this shop knows neither shipping nor tax. */
  totalMinor: number;
  buyer: Readonly<{ kind: "customer" | "distributor"; person: Person }>;
  sellerId: string;
  lines: readonly Line[];
}>;

/** The body of a Standard Webhooks message. Its id travels in a header, not in here. */
export type StandardEvent = Readonly<{ type: string; timestamp: string; data: Readonly<Record<string, unknown>> }>;

/** The money has arrived. Here and below `timestamp` is ISO 8601, company time. */
export function paymentSucceeded(timestamp: string, payment: StandardPayment): StandardEvent {
  return event("payment.succeeded", timestamp, { ...payment, mode: "test" });
}

export function paymentFailed(timestamp: string, payment: StandardPayment, reason: string): StandardEvent {
  return event("payment.failed", timestamp, { ...payment, mode: "test", reason });
}

/** `payment` keeps its original amount; `refundMinor` is this refund alone. */
export function paymentRefunded(
  timestamp: string,
  payment: StandardPayment,
  refund: Readonly<{ refundId: string; refundMinor: number }>,
): StandardEvent {
  return event("payment.refunded", timestamp, { ...payment, mode: "test", ...refund });
}

export function customerCreated(timestamp: string, customer: Person, sponsorId: string | undefined): StandardEvent {
  return event("customer.created", timestamp, { customer, sponsorId });
}

export function distributorEnrolled(timestamp: string, distributor: Person, sponsorId: string): StandardEvent {
  return event("distributor.enrolled", timestamp, { distributor, sponsorId, agreementAcceptedAt: timestamp });
}

export function orderPlaced(timestamp: string, order: PlacedOrder): StandardEvent {
  return event("order.placed", timestamp, order);
}

/** An order that is announced together with its payment. */
export function orderPaid(timestamp: string, order: PlacedOrder, payment: StandardPayment): StandardEvent {
  return event("order.paid", timestamp, { ...order, payment: { ...payment, mode: "test" } });
}

function event(type: string, timestamp: string, data: Readonly<Record<string, unknown>>): StandardEvent {
  return { type, timestamp, data };
}
