import { describe, expect, test } from "vitest";
import { money } from "../money/money.ts";
import type { PaymentFact } from "../payment/facts.ts";
import { foldPayment } from "../payment/fold.ts";
import { type Instant, instant } from "../time/instant.ts";
import { type OrderSnapshot, orderOutcome } from "./payment-outcome.ts";

const paidAt = instant("2026-03-10T09:00:00Z");
const later = instant("2026-03-12T09:00:00Z");
const order: OrderSnapshot = {
  id: "ord_1",
  totalMinor: 3000n,
  currency: "USD",
  volumes: { cv: 129_00n, pv: 100_00n },
  margin: 500n,
  effectiveAt: null,
};
const paid = (minor: number, currency = "USD"): PaymentFact => {
  return { operation: "confirmed", operationRef: "pi_1", amount: money(minor, currency), occurredAt: paidAt };
};
const back = (ref: string, minor: number, occurredAt = later): PaymentFact => {
  return { operation: "refunded", operationRef: ref, amount: money(minor, "USD"), occurredAt };
};
const outcomeOf = (facts: readonly PaymentFact[], snapshot = order) => orderOutcome(snapshot, foldPayment(facts));

describe("orderOutcome", () => {
  test.each([
    { name: "an order nobody paid is placed", facts: [], outcome: { kind: "not_paid", orderStatus: "placed" } },
    {
      name: "a failed payment shows on the order",
      facts: [{ operation: "failed", operationRef: "f", reasonCode: null, occurredAt: paidAt } as PaymentFact],
      outcome: { kind: "not_paid", orderStatus: "failed" },
    },
    {
      name: "a refund before the payment changes nothing yet",
      facts: [back("re_1", 1000)],
      outcome: { kind: "not_paid", orderStatus: "placed" },
    },
    {
      name: "another amount is for a person to decide",
      facts: [paid(2999)],
      outcome: { kind: "quarantined", because: "amount_differs_from_order" },
    },
    {
      name: "another currency is for a person to decide",
      facts: [paid(3000, "EUR")],
      outcome: { kind: "quarantined", because: "currency_differs" },
    },
    {
      name: "a contradiction is for a person to decide",
      facts: [paid(3000), back("re_1", 3001)],
      outcome: { kind: "quarantined", because: "refund_exceeds_payment" },
    },
    {
      name: "a paid order counts from its confirmation",
      facts: [paid(3000)],
      outcome: {
        kind: "paid",
        orderStatus: "paid",
        order: { id: "ord_1", effectiveAt: paidAt, volumes: order.volumes, margin: 500n },
        refunds: [],
      },
    },
  ])("$name", ({ facts, outcome }) => {
    expect(outcomeOf(facts)).toEqual(outcome);
  });

  test("keeps the instant at which the order began to count", () => {
    const known = instant("2026-03-10T08:00:00Z");
    expect(outcomeOf([paid(3000)], { ...order, effectiveAt: known })).toMatchObject({ order: { effectiveAt: known } });
  });

  test("takes volume and margin back in parts that add up to the whole", () => {
    const outcome = outcomeOf([paid(3000), back("a", 1000), back("b", 1000), back("c", 1000)]);
    expect(outcome).toMatchObject({
      kind: "paid",
      orderStatus: "refunded",
      refunds: [
        {
          ref: "a",
          orderId: "ord_1",
          cause: "refund",
          amountMinor: 1000n,
          volumes: { cv: 4300n, pv: 3333n },
          margin: 167n,
        },
        { ref: "b", amountMinor: 1000n, volumes: { cv: 4300n, pv: 3334n }, margin: 166n },
        { ref: "c", amountMinor: 1000n, volumes: { cv: 4300n, pv: 3333n }, margin: 167n },
      ],
    });
  });

  test("knows the refund that came before the payment", () => {
    const early = back("a", 3000, instant("2026-03-09T09:00:00Z"));
    expect(outcomeOf([early, paid(3000)])).toMatchObject({
      orderStatus: "refunded",
      refunds: [{ ref: "a", effectiveAt: paidAt, volumes: order.volumes, margin: 500n }],
    });
  });

  test("writes a provider's reference so that it fits into a line key", () => {
    expect(outcomeOf([paid(3000), back("re|1~2%", 1)])).toMatchObject({ refunds: [{ ref: "re%7C1%7E2%25" }] });
  });

  test("counts a paid order from its date where the plan says so, never from after its payment, and once known not again", () => {
    const countsFrom = (from: Instant, snapshot = order) => {
      const outcome = orderOutcome(snapshot, foldPayment([paid(3000)]), from);
      return outcome.kind === "paid" ? outcome.order.effectiveAt : null;
    };
    const ordered = instant("2026-02-27T10:00:00.000Z");
    expect(countsFrom(ordered)).toBe(ordered);
    expect(countsFrom(later)).toBe(paidAt);
    expect(countsFrom(ordered, { ...order, effectiveAt: later })).toBe(later);
    expect(orderOutcome(order, foldPayment([]), ordered)).toEqual({ kind: "not_paid", orderStatus: "placed" });
  });
});
