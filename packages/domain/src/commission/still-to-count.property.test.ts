import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { money } from "../money/money.ts";
import type { PaymentFact } from "../payment/facts.ts";
import { foldPayment } from "../payment/fold.ts";
import { RUNS } from "../testing.ts";
import { instant } from "../time/instant.ts";
import { type OrderRefund, orderOutcome } from "./payment-outcome.ts";
import { stepOf, stillToCount } from "./still-to-count.ts";

const at = (n: number) => instant(1_772_000_000_000 + n * 60_000);
const order = {
  id: "ord_1",
  totalMinor: 1000n,
  currency: "USD",
  volumes: { pv: 1001n, cv: 777n },
  margin: -13n,
  effectiveAt: at(0),
};
const usd = (minor: number) => money(minor, "USD");
const PAID: PaymentFact = { operation: "confirmed", operationRef: "pi", amount: usd(1000), occurredAt: at(0) };

const when = fc.integer({ min: 1, max: 9 }).map(at);
const anyFact: fc.Arbitrary<PaymentFact> = fc.oneof(
  fc.tuple(fc.constantFrom("a", "b", "c"), when).map(([ref, occurredAt]): PaymentFact => {
    return { operation: "refunded", operationRef: ref, amount: usd({ a: 333, b: 334, c: 99 }[ref] ?? 0), occurredAt };
  }),
  fc.tuple(fc.constantFrom(333, 432, 667), when).map(([minor, occurredAt]): PaymentFact => {
    return { operation: "refunded_total", operationRef: String(minor), amount: usd(minor), occurredAt };
  }),
  fc.tuple(fc.constantFrom("a", "b", "c"), when).map(([operationRef, occurredAt]): PaymentFact => {
    return { operation: "refund_undone", operationRef, occurredAt };
  }),
  fc
    .tuple(fc.constantFrom("disputed" as const, "dispute_won" as const, "dispute_lost" as const), when)
    .map(([operation, occurredAt]): PaymentFact => ({ operation, operationRef: "dp", amount: null, occurredAt })),
);
/** Facts in their order of arrival; after some of them everything that counts is frozen. */
const anyStory = fc.array(fc.tuple(anyFact, fc.boolean()), { maxLength: 10 });

interface Sums {
  readonly amount: bigint;
  readonly pv: bigint;
  readonly cv: bigint;
  readonly margin: bigint;
}
const sumsOf = (refunds: readonly OrderRefund[]): Sums =>
  refunds.reduce(
    (sums, { amountMinor, volumes, margin }) => ({
      amount: sums.amount + amountMinor,
      pv: sums.pv + (volumes.pv ?? 0n),
      cv: sums.cv + (volumes.cv ?? 0n),
      margin: sums.margin + margin,
    }),
    { amount: 0n, pv: 0n, cv: 0n, margin: 0n },
  );

/** Tells a story, and gives back what counts in the end and what the payment says. */
function told(story: readonly (readonly [PaymentFact, boolean])[]) {
  let counted: OrderRefund[] = [];
  let open: OrderRefund[] = [];
  let wanted: readonly OrderRefund[] = [];
  const facts = [PAID];
  for (const [n, [fact, freezes]] of story.entries()) {
    facts.push(fact);
    const outcome = orderOutcome(order, foldPayment(facts));
    if (outcome.kind !== "paid") return { all: [...counted, ...open], wanted };
    wanted = outcome.refunds;
    open = stillToCount({ order, wanted, counted, toldAt: at(20 + n) });
    if (freezes) [counted, open] = [[...counted, ...open], []];
  }
  return { all: [...counted, ...open], wanted };
}

describe("what is still to be counted of the steps back of an order", () => {
  test("comes with what counts to what the payment says, wherever something was frozen", () => {
    const law = fc.property(anyStory, (story) => {
      const { all, wanted } = told(story);
      expect(sumsOf(all)).toEqual(sumsOf(wanted));
    });
    fc.assert(law, RUNS);
  });

  test("is the steps themselves while nothing is frozen", () => {
    const law = fc.property(anyStory, (story) => {
      const { all, wanted } = told(story.map(([fact]) => [fact, false]));
      expect(all).toEqual(wanted);
    });
    fc.assert(law, RUNS);
  });

  test("is later than everything that counts, under a name of its own, and never takes a step below nothing", () => {
    const law = fc.property(anyStory, (story) => {
      const { all } = told(story.map(([fact]) => [fact, true]));
      expect(new Set(all.map(({ ref }) => ref)).size).toBe(all.length);
      const left = new Map<string, bigint>();
      for (const { ref, amountMinor } of all) {
        const sum = (left.get(stepOf(ref)) ?? 0n) + amountMinor;
        expect(sum >= 0n).toBe(true);
        left.set(stepOf(ref), sum);
      }
      for (const [n, one] of all.entries()) {
        for (const before of all.slice(0, n)) expect(before.effectiveAt <= one.effectiveAt).toBe(true);
      }
    });
    fc.assert(law, RUNS);
  });

  test("is nothing where a step only has another name now", () => {
    const step = { orderId: order.id, cause: "refund" as const, amountMinor: 500n, margin: -7n, effectiveAt: at(1) };
    const counted = [{ ...step, ref: "total:500", volumes: { pv: 501n, cv: 389n } }];
    const wanted = [{ ...step, ref: "re_1", volumes: { pv: 501n, cv: 389n }, effectiveAt: at(3) }];
    expect(stillToCount({ order, wanted, counted, toldAt: at(5) })).toEqual([]);
    const undone = stillToCount({ order, wanted: [], counted, toldAt: at(5) });
    expect(undone.map(({ ref, amountMinor, effectiveAt }) => [ref, amountMinor, effectiveAt])).toEqual([
      ["total:500%.2", -500n, at(5)],
    ]);
  });
});
