import { describe, expect, test } from "vitest";
import { Refusal } from "../refusal.ts";
import { Compose, compose } from "./compose.ts";

const NOW = new Date("2026-03-18T14:00:00.250Z");
const product = { sku: "TEA-MINT", priceMinor: 1250, currency: "USD" };
const person = { id: "cus_fern", name: "Fern Hill", email: "fern.hill@post.example" };
const order = { id: "ord_1", number: "1001", totalMinor: 10_000, currency: "USD", paymentRef: "pi_1" };

async function composed(input: object): Promise<{ text: string; event: Record<string, unknown> }> {
  const asked = Compose.parse({ order, person, sponsorId: "dst_hazel", ...input });
  const text = await compose(
    asked,
    async () => NOW,
    async () => product,
  );
  return { text, event: JSON.parse(text) };
}

const metadata = {
  order_id: "ord_1",
  distributor_id: "dst_hazel",
  customer_name: "Fern Hill",
  customer_email: "fern.hill@post.example",
};
const payment = { paymentId: "pi_1", orderId: "ord_1", amountMinor: 10_000, currency: "USD", sponsorId: "dst_hazel" };

describe("Stripe", () => {
  test.each([
    {
      story: "customer_pays",
      type: "payment_intent.succeeded",
      object: { id: "pi_1", amount: 10_000, amount_received: 10_000, currency: "usd", status: "succeeded", metadata },
    },
    {
      story: "payment_failed",
      type: "payment_intent.payment_failed",
      object: { id: "pi_1", amount_received: 0, status: "requires_payment_method", metadata },
    },
    {
      story: "partial_refund",
      type: "charge.refunded",
      object: { payment_intent: "pi_1", amount: 10_000, amount_refunded: 3333, refunded: false, currency: "usd" },
    },
    {
      story: "full_refund",
      type: "charge.refunded",
      object: { payment_intent: "pi_1", amount_refunded: 10_000, refunded: true },
    },
    {
      story: "customer_created",
      type: "customer.created",
      object: { id: "cus_fern", name: person.name, email: person.email, metadata: { sponsor_id: "dst_hazel" } },
    },
  ])("$story is $type, at company time", async ({ story, type, object }) => {
    const { event } = await composed({ provider: "stripe", story });

    expect(event).toMatchObject({
      id: expect.stringMatching(/^evt_[0-9A-Za-z]{24}$/),
      object: "event",
      type,
      created: 1773842400,
      livemode: false,
      data: { object },
    });
  });

  test("a second partial refund states the running total", async () => {
    const before = { ...order, refundedBeforeMinor: 3333, refundMinor: 2000 };
    const { event } = await composed({ provider: "stripe", story: "partial_refund", order: before });

    expect(event).toMatchObject({ data: { object: { amount_refunded: 5333 } } });
  });
});

describe("Standard Webhooks", () => {
  test.each([
    { story: "customer_pays", type: "payment.succeeded", data: { ...payment, customer: person, mode: "test" } },
    { story: "payment_failed", type: "payment.failed", data: { ...payment, reason: "card_declined" } },
    { story: "partial_refund", type: "payment.refunded", data: { ...payment, refundMinor: 3333 } },
    { story: "full_refund", type: "payment.refunded", data: { ...payment, refundMinor: 10_000 } },
    { story: "customer_created", type: "customer.created", data: { customer: person, sponsorId: "dst_hazel" } },
    {
      story: "distributor_enrolled",
      type: "distributor.enrolled",
      data: { distributor: person, sponsorId: "dst_hazel", agreementAcceptedAt: NOW.toISOString() },
    },
    {
      story: "order_placed",
      type: "order.placed",
      data: {
        orderId: "ord_1",
        placedAt: NOW.toISOString(),
        currency: "USD",
        totalMinor: 1250,
        buyer: { kind: "customer", person },
        sellerId: "dst_hazel",
        lines: [{ sku: "TEA-MINT", quantity: 1, unitPriceMinor: 1250 }],
      },
    },
  ])("$story is $type, at company time", async ({ story, type, data }) => {
    const { event } = await composed({ provider: "standard", story });

    expect(event).toMatchObject({ type, timestamp: NOW.toISOString(), data });
    expect(Object.keys(event)).toEqual(["type", "timestamp", "data"]);
  });

  test("an order with lines of its own costs what its lines cost", async () => {
    const lines = [
      { sku: "A", quantity: 2, unitPriceMinor: 150 },
      { sku: "B", quantity: 1, unitPriceMinor: 1 },
    ];
    const { event } = await composed({ provider: "standard", story: "order_placed", order: { ...order, lines } });

    expect(event).toMatchObject({ data: { totalMinor: 301, lines } });
  });
});

test("the variants tell the same story by another event", async () => {
  const refund = await composed({ provider: "stripe", story: "partial_refund", variant: "refund.created" });
  const paid = await composed({ provider: "standard", story: "order_placed", variant: "order.paid" });

  expect(refund.event).toMatchObject({
    type: "refund.created",
    data: { object: { id: expect.stringMatching(/^re_/), amount: 3333, payment_intent: "pi_1", status: "succeeded" } },
  });
  expect(paid.event).toMatchObject({
    type: "order.paid",
    data: { totalMinor: 1250, payment: { paymentId: "pi_1", orderId: "ord_1", amountMinor: 1250, currency: "USD" } },
  });
});

test("a missing payment reference is the same in every story of one order", async () => {
  const withoutRef = { ...order, paymentRef: null };
  const paid = await composed({ provider: "stripe", story: "customer_pays", order: withoutRef });
  const refunded = await composed({ provider: "stripe", story: "full_refund", order: withoutRef });
  const refOf = (event: object) => (event as { data: { object: Record<string, string> } }).data.object;

  expect(refOf(refunded.event).payment_intent).toBe(refOf(paid.event).id);
});

test("the text is pretty JSON, so that a person can change it", async () => {
  const { text, event } = await composed({ provider: "stripe", story: "customer_pays" });

  expect(text).toBe(JSON.stringify(event, null, 2));
});

test.each([
  { code: "story_not_of_provider", input: { provider: "stripe", story: "distributor_enrolled" } },
  { code: "story_not_of_provider", input: { provider: "stripe", story: "order_placed" } },
  { code: "no_sponsor", input: { provider: "standard", story: "distributor_enrolled", sponsorId: null } },
  { code: "no_order", input: { provider: "stripe", story: "customer_pays", order: null } },
  { code: "no_amount", input: { provider: "stripe", story: "customer_pays", order: { ...order, totalMinor: 0 } } },
  {
    code: "refund_does_not_fit",
    input: { provider: "standard", story: "partial_refund", order: { ...order, refundMinor: 10_001 } },
  },
  {
    code: "refund_does_not_fit",
    input: { provider: "stripe", story: "full_refund", order: { ...order, refundedBeforeMinor: 10_000 } },
  },
])("refuses with $code: $input.provider, $input.story", async ({ code, input }) => {
  const error = await composed(input).catch((error: unknown) => error);

  expect(error).toBeInstanceOf(Refusal);
  expect(error).toMatchObject({ status: 422, code });
});
