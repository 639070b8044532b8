import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { money } from "../money/money.ts";
import { RUNS } from "../testing.ts";
import { instant } from "../time/instant.ts";
import type { PaymentFact } from "./facts.ts";
import { foldPayment } from "./fold.ts";

/** Few moments, refs and amounts, so that ties, repeats and contradictions are common. */
const anyMoment = fc.integer({ min: 0, max: 6 }).map((n) => instant(1_772_000_000_000 + n * 400_000));
const anyAmount = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.oneof({ weight: 12, arbitrary: fc.constant("USD") }, fc.constant("EUR")))
  .map(([tens, code]) => money(tens * 10, code));
const anyRef = fc.constantFrom("a", "b", "c");

const anyFact: fc.Arbitrary<PaymentFact> = fc.oneof(
  fc.record({
    operation: fc.constant("confirmed"),
    operationRef: fc.constant("pi"),
    amount: fc.constant(money(50, "USD")),
    occurredAt: anyMoment,
  }),
  fc.record({ operation: fc.constant("confirmed"), operationRef: anyRef, amount: anyAmount, occurredAt: anyMoment }),
  fc.record({
    operation: fc.constant("failed"),
    operationRef: anyRef,
    reasonCode: fc.constant(null),
    occurredAt: anyMoment,
  }),
  fc.record({ operation: fc.constant("refunded"), operationRef: anyRef, amount: anyAmount, occurredAt: anyMoment }),
  fc.tuple(anyAmount, anyMoment).map(([amount, occurredAt]) => {
    return { operation: "refunded_total" as const, operationRef: amount.minor.toString(), amount, occurredAt };
  }),
  fc.record({ operation: fc.constant("refund_undone"), operationRef: anyRef, occurredAt: anyMoment }),
  fc.record({
    operation: fc.constantFrom("disputed", "dispute_won", "dispute_lost"),
    operationRef: anyRef,
    amount: fc.option(anyAmount),
    occurredAt: anyMoment,
  }),
);
const anyFacts = fc.array(anyFact, { maxLength: 12 });

/** The same set in another order, some facts several times. */
const anyRetelling = anyFacts.chain((facts) =>
  fc
    .tuple(fc.shuffledSubarray(facts, { minLength: facts.length }), fc.subarray(facts))
    .map(([shuffled, again]) => ({ facts, retold: [...again, ...shuffled] })),
);

describe("the state of a payment", () => {
  test("depends on the set of facts only, not on their order or repetition", () => {
    fc.assert(
      fc.property(anyRetelling, ({ facts, retold }) => {
        expect(foldPayment(retold)).toEqual(foldPayment(facts));
      }),
      RUNS,
    );
  });

  test("never gives back more than was paid", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { gross, refunded, lost, net, takenBack } = foldPayment(facts);
        const steps = takenBack.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);

        expect([refunded, lost, net].every((part) => part >= 0n)).toBe(true);
        expect(refunded + lost + net).toBe(gross);
        expect(steps).toBe(refunded + lost);
        expect(takenBack.every(({ amountMinor }) => amountMinor > 0n)).toBe(true);
      }),
      RUNS,
    );
  });

  test("names each step back once", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const names = foldPayment(facts).takenBack.map(({ ref, cause }) => `${cause} ${ref}`);
        expect(new Set(names).size).toBe(names.length);
      }),
      RUNS,
    );
  });
});
