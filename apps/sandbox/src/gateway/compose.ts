import { z } from "zod";
import { PROVIDERS } from "../config.ts";
import { Refusal } from "../refusal.ts";
import { inventedPerson } from "../shop/invented-person.ts";
import type { CompanyClock } from "./company-clock.ts";
import { eventText } from "./event-text.ts";
import { idOf, newId } from "./ids.ts";
import * as standard from "./standard-events.ts";
import * as stripe from "./stripe-events.ts";

/** Minor units; a text of digits is taken too, since not every sender has safe integers in JSON. */
const Minor = z.union([z.int().min(0), z.string().regex(/^\d{1,15}$/)]).transform(Number);
const Text = z.string().min(1).max(200);

export const STORIES = [
  "customer_pays",
  "partial_refund",
  "full_refund",
  "payment_failed",
  "customer_created",
  "distributor_enrolled",
  "order_placed",
] as const;

export const Compose = z.object({
  provider: z.enum(PROVIDERS),
  story: z.enum(STORIES),
  order: z
    .object({
      id: Text,
      number: Text.optional(),
      totalMinor: Minor,
      currency: z.string().regex(/^[A-Z]{3}$/),
      paymentRef: Text.nullish(),
      /** This refund alone; a third of the total when it is missing. */
      refundMinor: Minor.nullish(),
      /** What went back before it. */
      refundedBeforeMinor: Minor.nullish(),
      lines: z.array(z.object({ sku: Text, quantity: z.int().min(1), unitPriceMinor: Minor })).optional(),
    })
    .nullish(),
  person: z
    .object({
      id: Text.nullish(),
      name: z.string().max(200).nullish(),
      email: z.string().max(254).nullish(),
      phone: z.string().max(50).nullish(),
      country: z.string().max(2).nullish(),
      locale: z.string().max(35).nullish(),
    })
    .nullish(),
  sponsorId: Text.nullish(),
  /** Another event that tells the same story: Stripe's refund with an id of its own; the order with its payment. */
  variant: z.enum(["refund.created", "order.paid"]).nullish(),
});
export type Compose = z.infer<typeof Compose>;

/** One line at the catalogue's price, for an order that was given without lines. */
export type AnyProduct = () => Promise<Readonly<{ sku: string; priceMinor: number; currency: string }>>;

type Story = Readonly<{
  provider: Compose["provider"];
  now: Date;
  person: standard.Person & Readonly<{ name: string; email: string }>;
  sponsorId: string | undefined;
  variant: Compose["variant"];
}>;
type OrderOf = Readonly<{ id: string; totalMinor: number; currency: string; paymentRef: string }> &
  Readonly<{ refundMinor: number; refundedBeforeMinor: number }>;

/**
 * The text of one event of a story, in the provider's own shape.
 *
 * @throws Refusal 422 when the provider has no such event, or an order, a sponsor, or an amount does not fit
 */
export async function compose(input: Compose, now: CompanyClock, anyProduct: AnyProduct): Promise<string> {
  const story: Story = {
    provider: input.provider,
    now: await now(),
    person: personOf(input.person),
    sponsorId: input.sponsorId ?? undefined,
    variant: input.variant,
  };
  switch (input.story) {
    case "customer_pays":
    case "payment_failed":
    case "partial_refund":
    case "full_refund":
      return eventText(paymentEvent(story, input.story, orderOf(input)));
    case "customer_created":
      return eventText(customerEvent(story));
    case "distributor_enrolled":
      return eventText(standard.distributorEnrolled(timestampOf(story), story.person, sponsorOf(story)));
    case "order_placed":
      return eventText(orderEvent(story, await placedOrder(story, input, anyProduct), input.order?.paymentRef));
  }
}

type PaymentStory = "customer_pays" | "payment_failed" | "partial_refund" | "full_refund";

function paymentEvent(story: Story, name: PaymentStory, order: OrderOf): object {
  const refundMinor = name === "full_refund" ? order.totalMinor - order.refundedBeforeMinor : order.refundMinor;
  const refundedTotalMinor = order.refundedBeforeMinor + refundMinor;
  const isRefund = name === "full_refund" || name === "partial_refund";
  if (isRefund && (refundMinor < 1 || refundedTotalMinor > order.totalMinor)) {
    throw new Refusal(422, "refund_does_not_fit", "The refund is nothing, or more than what is left of the payment.");
  }
  if (story.provider === "stripe") {
    const head = headOf(story);
    const payment = stripePayment(story, order);
    if (isRefund && story.variant === "refund.created") {
      return stripe.refundCreated(head, payment, { refundId: newId("re"), refundMinor });
    }
    if (isRefund) return stripe.chargeRefunded(head, payment, refundedTotalMinor);
    return name === "customer_pays"
      ? stripe.paymentIntentSucceeded(head, payment)
      : stripe.paymentIntentFailed(head, payment);
  }
  const at = timestampOf(story);
  const payment = standardPayment(story, order);
  if (isRefund) return standard.paymentRefunded(at, payment, { refundId: newId("re"), refundMinor });
  return name === "customer_pays"
    ? standard.paymentSucceeded(at, payment)
    : standard.paymentFailed(at, payment, "card_declined");
}

function customerEvent(story: Story): object {
  const { id, name, email } = story.person;
  if (story.provider === "standard") {
    return standard.customerCreated(timestampOf(story), story.person, story.sponsorId);
  }
  return stripe.customerCreated(headOf(story), { customerId: id, name, email, sponsorId: story.sponsorId });
}

function orderEvent(story: Story, order: standard.PlacedOrder, givenRef: string | null | undefined): object {
  const { orderId, totalMinor: amountMinor, currency } = order;
  const at = timestampOf(story);
  if (story.variant !== "order.paid") return standard.orderPlaced(at, order);
  return standard.orderPaid(at, order, { paymentId: givenRef ?? idOf("pay", orderId), orderId, amountMinor, currency });
}

async function placedOrder(story: Story, input: Compose, anyProduct: AnyProduct): Promise<standard.PlacedOrder> {
  const sellerId = sponsorOf(story);
  const orderId = input.order?.id ?? newId("shop");
  const given = input.order?.lines ?? [];
  const product = given.length > 0 ? null : await anyProduct();
  const lines = product === null ? given : [{ sku: product.sku, quantity: 1, unitPriceMinor: product.priceMinor }];
  return {
    orderId,
    placedAt: timestampOf(story),
    currency: product?.currency ?? input.order?.currency ?? "USD",
    totalMinor: lines.reduce((sum, { quantity, unitPriceMinor }) => sum + quantity * unitPriceMinor, 0),
    buyer: { kind: "customer", person: story.person },
    sellerId,
    lines,
  };
}

function orderOf({ order, provider }: Compose): OrderOf {
  if (order === undefined || order === null) throw new Refusal(422, "no_order", "This story needs an order.");
  if (order.totalMinor < 1) throw new Refusal(422, "no_amount", "This order costs nothing, so nothing can be paid.");
  return {
    id: order.id,
    totalMinor: order.totalMinor,
    currency: order.currency,
    // An order is paid by one payment: later stories about it must name the same one.
    paymentRef: order.paymentRef ?? idOf(provider === "stripe" ? "pi" : "pay", order.id),
    refundMinor: order.refundMinor ?? Math.max(1, Math.floor(order.totalMinor / 3)),
    refundedBeforeMinor: order.refundedBeforeMinor ?? 0,
  };
}

function personOf(given: Compose["person"]): Story["person"] {
  const invented = inventedPerson();
  const email = given?.email || invented.email;
  const { phone, country, locale } = given ?? {};
  return {
    id: given?.id ?? idOf("cus", email),
    name: given?.name || invented.name,
    email,
    ...(phone ? { phone } : {}),
    ...(country ? { country } : {}),
    ...(locale ? { locale } : {}),
  };
}

function sponsorOf({ provider, sponsorId }: Story): string {
  if (provider === "stripe") {
    throw new Refusal(422, "story_not_of_provider", "Stripe has no such event. Choose Standard Webhooks.");
  }
  if (sponsorId === undefined) throw new Refusal(422, "no_sponsor", "This story needs a sponsor.");
  return sponsorId;
}

function stripePayment({ person, sponsorId }: Story, order: OrderOf): stripe.StripePayment {
  return {
    paymentRef: order.paymentRef,
    orderId: order.id,
    distributorId: sponsorId,
    customerName: person.name,
    customerEmail: person.email,
    amountMinor: order.totalMinor,
    currency: order.currency,
  };
}

function standardPayment({ person, sponsorId }: Story, order: OrderOf): standard.StandardPayment {
  const { id: orderId, paymentRef: paymentId, totalMinor: amountMinor, currency } = order;
  return { paymentId, orderId, amountMinor, currency, customer: person, sponsorId };
}

function headOf({ now }: Story): stripe.StripeHead {
  return { eventId: newId("evt"), created: Math.floor(now.getTime() / 1000) };
}

function timestampOf({ now }: Story): string {
  return now.toISOString();
}
