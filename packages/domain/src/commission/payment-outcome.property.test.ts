import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { money } from "../money/money.ts";
import type { PaymentFact } from "../payment/facts.ts";
import { foldPayment } from "../payment/fold.ts";
import { RUNS } from "../testing.ts";
import { instant } from "../time/instant.ts";
import { orderOutcome } from "./payment-outcome.ts";

const anyVolumes = fc.record({ pv: fc.bigInt(0n, 10n ** 9n), cv: fc.bigInt(0n, 10n ** 9n) });
/** Parts of the payment that are given back one after the other, all of it when the last is added. */
const anyParts = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 8 });

function outcomeOf(totalMinor: number, volumes: Record<string, bigint>, margin: bigint, parts: readonly number[]) {
  const at = (n: number) => instant(1_772_000_000_000 + n * 60_000);
  const confirmed: PaymentFact = {
    operation: "confirmed",
    operationRef: "pi",
    amount: money(totalMinor, "USD"),
    occurredAt: at(0),
  };
  const refunds = parts.map((minor, n): PaymentFact => {
    return { operation: "refunded", operationRef: `re_${n}`, amount: money(minor, "USD"), occurredAt: at(n + 1) };
  });
  const order = { id: "ord_1", totalMinor: BigInt(totalMinor), currency: "USD", volumes, margin, effectiveAt: null };
  const outcome = orderOutcome(order, foldPayment([confirmed, ...refunds]));
  if (outcome.kind !== "paid") throw new Error(`not paid but ${outcome.kind}`);
  return outcome;
}

const sum = (values: readonly bigint[]) => values.reduce((a, b) => a + b, 0n);

describe("the parts of an order that refunds take back", () => {
  test("add up to the whole order once all the money is back", () => {
    const law = fc.property(anyVolumes, fc.bigInt(-1000n, 10n ** 6n), anyParts, (volumes, margin, parts) => {
      const whole = parts.reduce((a, b) => a + b, 0);
      const { refunds, orderStatus } = outcomeOf(whole, volumes, margin, parts);

      expect(orderStatus).toBe("refunded");
      expect(sum(refunds.map((refund) => refund.volumes.pv ?? 0n))).toBe(volumes.pv);
      expect(sum(refunds.map((refund) => refund.volumes.cv ?? 0n))).toBe(volumes.cv);
      expect(sum(refunds.map((refund) => refund.margin))).toBe(margin);
    });
    fc.assert(law, RUNS);
  });

  test("are the same in total however a refund is divided", () => {
    const law = fc.property(anyVolumes, anyParts, fc.integer({ min: 0, max: 5000 }), (volumes, parts, kept) => {
      const back = parts.reduce((a, b) => a + b, 0);
      const divided = outcomeOf(back + kept, volumes, 0n, parts).refunds;
      const atOnce = outcomeOf(back + kept, volumes, 0n, [back]).refunds;

      expect(sum(divided.map((refund) => refund.volumes.pv ?? 0n))).toBe(atOnce[0]?.volumes.pv);
    });
    fc.assert(law, RUNS);
  });

  test("are never negative", () => {
    const law = fc.property(anyVolumes, anyParts, (volumes, parts) => {
      const { refunds } = outcomeOf(parts.reduce((a, b) => a + b, 0) + 1, volumes, 0n, parts);
      expect(refunds.every((refund) => Object.values(refund.volumes).every((part) => part >= 0n))).toBe(true);
    });
    fc.assert(law, RUNS);
  });
});
