import { describe, expect, test } from "vitest";
import { money } from "../money/money.ts";
import { type Instant, instant } from "../time/instant.ts";
import type { PaymentFact } from "./facts.ts";
import { foldPayment } from "./fold.ts";

/** The n-th hour of a day. */
const hour = (n: number): Instant => instant(`2026-03-10T${String(n).padStart(2, "0")}:00:00Z`);
const usd = (minor: number) => money(minor, "USD");
const confirmed = (minor: number, at = 1, ref = "pi_1"): PaymentFact => {
  return { operation: "confirmed", operationRef: ref, amount: usd(minor), occurredAt: hour(at) };
};
const failed = (at = 0): PaymentFact => {
  return { operation: "failed", operationRef: "f_1", reasonCode: "card_declined", occurredAt: hour(at) };
};
const refunded = (ref: string, minor: number, at: number): PaymentFact => {
  return { operation: "refunded", operationRef: ref, amount: usd(minor), occurredAt: hour(at) };
};
const totalled = (minor: number, at: number): PaymentFact => {
  return { operation: "refunded_total", operationRef: String(minor), amount: usd(minor), occurredAt: hour(at) };
};
const undone = (ref: string, at: number): PaymentFact => {
  return { operation: "refund_undone", operationRef: ref, occurredAt: hour(at) };
};
const dispute = (operation: "disputed" | "dispute_won" | "dispute_lost", at: number, minor?: number): PaymentFact => {
  const amount = minor === undefined ? null : usd(minor);
  return { operation, operationRef: "dp_1", amount, occurredAt: hour(at) };
};

describe("a payment", () => {
  test.each([
    { name: "is open before anything happened", facts: [], status: "open", net: 0n },
    { name: "is failed", facts: [failed()], status: "failed", net: 0n },
    { name: "is paid", facts: [confirmed(3000)], status: "paid", net: 3000n },
    { name: "stays paid after a late failure", facts: [confirmed(3000), failed(5)], status: "paid", net: 3000n },
    {
      name: "is paid once however often it is confirmed",
      facts: [confirmed(3000), confirmed(3000, 2, "ch_1")],
      status: "paid",
      net: 3000n,
    },
    { name: "is open with a refund that came first", facts: [refunded("re_1", 1000, 2)], status: "open", net: 0n },
    {
      name: "is refunded in part",
      facts: [confirmed(3000), refunded("re_1", 1000, 2)],
      status: "part_refunded",
      net: 2000n,
    },
    {
      name: "is refunded by two halves",
      facts: [confirmed(3000), refunded("re_1", 1500, 2), refunded("re_2", 1500, 3)],
      status: "refunded",
      net: 0n,
    },
    {
      name: "has a refund once that is reported twice",
      facts: [confirmed(3000), refunded("re_1", 1000, 2), refunded("re_1", 1000, 3)],
      status: "part_refunded",
      net: 2000n,
    },
    {
      name: "loses a refund that was undone",
      facts: [confirmed(3000), refunded("re_1", 1000, 2), undone("re_1", 3)],
      status: "paid",
      net: 3000n,
    },
    {
      name: "knows the undoing before the refund",
      facts: [confirmed(3000), undone("re_1", 3), refunded("re_1", 1000, 2)],
      status: "paid",
      net: 3000n,
    },
    {
      name: "follows the latest running total",
      facts: [confirmed(3000), totalled(2500, 4), totalled(1000, 2)],
      status: "part_refunded",
      net: 500n,
    },
    {
      name: "follows a total that fell",
      facts: [confirmed(3000), totalled(2500, 2), totalled(1000, 4)],
      status: "part_refunded",
      net: 2000n,
    },
    {
      name: "takes the larger of ids and total",
      facts: [confirmed(3000), refunded("re_1", 1000, 2), totalled(1000, 2), totalled(1800, 4)],
      status: "part_refunded",
      net: 1200n,
    },
    {
      name: "takes the ids when the total is behind",
      facts: [confirmed(3000), totalled(1000, 2), refunded("re_1", 1000, 2), refunded("re_2", 500, 4)],
      status: "part_refunded",
      net: 1500n,
    },
    {
      name: "takes out of the total what was undone after it",
      facts: [confirmed(3000), refunded("re_1", 1000, 2), totalled(1000, 2), undone("re_1", 4)],
      status: "paid",
      net: 3000n,
    },
    {
      name: "leaves in the total what came after it and was undone",
      facts: [confirmed(3000), totalled(1000, 2), refunded("re_2", 500, 3), undone("re_2", 4)],
      status: "part_refunded",
      net: 2000n,
    },
    { name: "is disputed", facts: [confirmed(3000), dispute("disputed", 2, 3000)], status: "disputed", net: 3000n },
    {
      name: "is paid after a dispute was won",
      facts: [confirmed(3000), dispute("disputed", 2, 3000), dispute("dispute_won", 3)],
      status: "paid",
      net: 3000n,
    },
    {
      name: "is lost",
      facts: [confirmed(3000), dispute("disputed", 2, 3000), dispute("dispute_lost", 3)],
      status: "lost",
      net: 0n,
    },
    {
      name: "loses all that is left when no amount is known",
      facts: [confirmed(3000), dispute("dispute_lost", 3)],
      status: "lost",
      net: 0n,
    },
    {
      name: "is lost by the later word",
      facts: [confirmed(3000), dispute("dispute_won", 3), dispute("dispute_lost", 4)],
      status: "lost",
      net: 0n,
    },
    {
      name: "is never taken back twice",
      facts: [confirmed(3000), refunded("re_1", 2000, 2), dispute("dispute_lost", 3, 3000)],
      status: "lost",
      net: 0n,
    },
    {
      name: "is refunded in part by a lost part",
      facts: [confirmed(3000), dispute("dispute_lost", 3, 1000)],
      status: "part_refunded",
      net: 2000n,
    },
  ] as const)("$name", ({ facts, status, net }) => {
    const state = foldPayment(facts);
    expect(state).toMatchObject({ status, net, contradiction: null });
    expect(state.gross - state.refunded - state.lost).toBe(net);
  });

  test.each([
    { because: "amounts_differ", facts: [confirmed(3000), confirmed(2900, 2, "ch_1")] },
    { because: "amounts_differ", facts: [confirmed(3000), refunded("re_1", 10, 2), refunded("re_1", 20, 2)] },
    { because: "amounts_differ", facts: [confirmed(3000), dispute("disputed", 2, 10), dispute("disputed", 2, 20)] },
    {
      because: "amounts_differ",
      facts: [confirmed(3000), dispute("dispute_lost", 2, 10), dispute("dispute_lost", 3, 20)],
    },
    { because: "refund_exceeds_payment", facts: [confirmed(3000), refunded("re_1", 3001, 2)] },
    {
      because: "currencies_differ",
      facts: [confirmed(3000), { ...refunded("re_1", 10, 2), amount: money(10, "EUR") } as PaymentFact],
    },
  ] as const)("waits for a person when $because", ({ facts, because }) => {
    const state = foldPayment(facts);
    expect(state.contradiction).toBe(because);
    expect(state.net >= 0n).toBe(true);
  });

  test("was confirmed at the earliest of its confirmations", () => {
    expect(foldPayment([confirmed(3000, 5, "a"), confirmed(3000, 4, "b")]).confirmedAt).toBe(hour(4));
  });
});

describe("what was taken back", () => {
  const steps = (facts: readonly PaymentFact[]) =>
    foldPayment([confirmed(3000), ...facts]).takenBack.map(
      ({ ref, amountMinor, cause }) => `${ref} ${amountMinor} ${cause}`,
    );

  test.each([
    {
      name: "is one step per refund, by time, then by id",
      facts: [refunded("b", 2, 3), refunded("a", 1, 3), refunded("c", 3, 2)],
      is: ["c 3 refund", "a 1 refund", "b 2 refund"],
    },
    {
      name: "is one step per rise of the total",
      facts: [totalled(1000, 2), totalled(3000, 4), totalled(1000, 3)],
      is: ["total:1000 1000 refund", "total:3000 2000 refund"],
    },
    {
      name: "forgets a rise that fell again",
      facts: [totalled(2500, 2), totalled(1000, 4)],
      is: ["total:2500 1000 refund"],
    },
    {
      name: "is what a total says beyond the ids",
      facts: [refunded("re_1", 1000, 2), totalled(1800, 4)],
      is: ["re_1 1000 refund", "total:1800 800 refund"],
    },
    {
      name: "keeps its date when a later refund is known by id",
      facts: [totalled(1000, 2), refunded("re_2", 500, 4), totalled(1500, 4)],
      is: ["total:1000 1000 refund", "re_2 500 refund"],
    },
    {
      name: "stops at the payment",
      facts: [refunded("re_1", 2000, 2), dispute("dispute_lost", 3, 3000)],
      is: ["re_1 2000 refund", "dp_1 1000 chargeback"],
    },
  ])("$name", ({ facts, is }) => {
    expect(steps(facts)).toEqual(is);
  });
});
