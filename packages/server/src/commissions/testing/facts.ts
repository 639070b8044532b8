import { instant, money, type PaymentFact } from "@upline/domain";

const usd = (minor: bigint) => money(minor, "USD");

export const total = (minor: bigint, when: string): PaymentFact => ({
  operation: "refunded_total",
  operationRef: String(minor),
  amount: usd(minor),
  occurredAt: instant(when),
});
export const undone = (operationRef: string, when: string): PaymentFact => ({
  operation: "refund_undone",
  operationRef,
  occurredAt: instant(when),
});
/** What is said of one dispute, over so much unless something else is named. */
export const disputeOf =
  (usual: bigint) =>
  (
    operation: "disputed" | "dispute_won" | "dispute_lost",
    when: string,
    minor: bigint | null = usual,
  ): PaymentFact => ({
    operation,
    operationRef: "dp_1",
    amount: minor === null ? null : usd(minor),
    occurredAt: instant(when),
  });
