import { describe, expect, test } from "vitest";
import { STRIPE_SECRET, signStripe, stripeEvent } from "../testing/sign.ts";
import { conformance } from "./conformance.ts";
import { stripe } from "./stripe.ts";

conformance(stripe, {
  settings: { STRIPE_WEBHOOK_SECRET: STRIPE_SECRET },
  sign: (body, at) => signStripe(body, at).headers,
  body: stripeEvent({ id: "evt_1", created: 1_773_576_000 }),
});

const event = (type: string, object: object) => ({
  eventRef: "evt_1",
  type,
  occurredAt: "2026-03-15T12:00:00.000Z" as never,
  mode: "test" as const,
  payload: { data: { object } },
});
const factsOf = (type: string, object: object) =>
  stripe.translate(event(type, object)).flatMap((one) => (one.type === "payment" ? one.facts : []));

describe("what Stripe's events mean", () => {
  const refund = { id: "re_1", payment_intent: "pi_1", amount: 500, currency: "usd", metadata: {} };
  const dispute = { id: "dp_1", payment_intent: "pi_1", amount: 900, currency: "usd" };
  test.each([
    {
      name: "a refund that succeeded",
      type: "refund.created",
      object: { ...refund, status: "succeeded" },
      operation: "refunded",
    },
    {
      name: "a refund that is on its way is nothing yet",
      type: "refund.created",
      object: { ...refund, status: "pending" },
      operation: undefined,
    },
    {
      name: "a refund that failed is undone",
      type: "refund.updated",
      object: { ...refund, status: "failed" },
      operation: "refund_undone",
    },
    {
      name: "a cancelled refund is undone",
      type: "refund.updated",
      object: { ...refund, status: "canceled" },
      operation: "refund_undone",
    },
    {
      name: "refund.failed is undone, whatever its status",
      type: "refund.failed",
      object: refund,
      operation: "refund_undone",
    },
    {
      name: "a dispute",
      type: "charge.dispute.created",
      object: { ...dispute, status: "needs_response" },
      operation: "disputed",
    },
    {
      name: "a dispute lost",
      type: "charge.dispute.closed",
      object: { ...dispute, status: "lost" },
      operation: "dispute_lost",
    },
    {
      name: "a dispute won",
      type: "charge.dispute.closed",
      object: { ...dispute, status: "won" },
      operation: "dispute_won",
    },
    {
      name: "an inquiry that was closed",
      type: "charge.dispute.closed",
      object: { ...dispute, status: "warning_closed" },
      operation: "dispute_won",
    },
    { name: "a failed payment", type: "payment_intent.payment_failed", object: { id: "pi_1" }, operation: "failed" },
  ])("$name", ({ type, object, operation }) => {
    expect(factsOf(type, object)[0]?.operation).toBe(operation);
  });

  test.each([
    { code: "jpy", sent: 1200, minor: 1200n },
    { code: "kwd", sent: 1230, minor: 1230n },
    { code: "mga", sent: 5, minor: 500n },
    { code: "isk", sent: 500, minor: 5n },
    { code: "ugx", sent: 7000, minor: 70n },
  ])("$sent of $code in Stripe's unit are $minor in ours", ({ code, sent, minor }) => {
    const [fact] = factsOf("payment_intent.succeeded", { id: "pi_1", amount_received: sent, currency: code });
    expect(fact).toMatchObject({ amount: { minor, currency: code.toUpperCase() } });
  });

  test.each([
    { name: "an amount of nothing", object: { id: "pi_1", amount_received: 0, currency: "usd" } },
    { name: "a fraction of a cent", object: { id: "pi_1", amount_received: 1.5, currency: "usd" } },
    { name: "more than can be counted", object: { id: "pi_1", amount_received: 2 ** 53, currency: "usd" } },
    { name: "a currency that is not one", object: { id: "pi_1", amount_received: 1, currency: "usdx" } },
    { name: "an amount in words", object: { id: "pi_1", amount_received: "100", currency: "usd" } },
    { name: "a payment without an id", object: { amount_received: 1, currency: "usd" } },
    {
      name: "an ISK amount that our minor unit cannot hold",
      object: { id: "pi_1", amount_received: 550, currency: "isk" },
    },
  ])("$name is no payment", ({ object }) => {
    expect(() => stripe.translate(event("payment_intent.succeeded", object))).toThrow();
  });

  test("a country is kept in capital letters, however it is written", () => {
    const customer = { id: "cus_1", name: "Ada", address: { country: "us" }, metadata: {} };
    expect(stripe.translate(event("customer.created", customer))).toMatchObject([{ customer: { country: "US" } }]);
  });

  test("metadata may be null", () => {
    const [news] = stripe.translate(
      event("payment_intent.succeeded", { id: "pi_1", amount_received: 1, currency: "usd", metadata: null }),
    );
    expect(news).toMatchObject({ references: [], distributorRefs: [] });
  });
});
