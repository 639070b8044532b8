import type { Money } from "../money/money.ts";
import type { Instant } from "../time/instant.ts";

/**
 * What a provider says about one payment, in neutral words. A fact is known by its operation and its reference
 * (the business key within the payment), whatever number of events repeat it; `occurredAt` is the provider's time.
 */
export type PaymentFact =
  | {
      readonly operation: "confirmed";
      readonly operationRef: string;
      readonly amount: Money;
      readonly occurredAt: Instant;
    }
  | {
      readonly operation: "failed";
      readonly operationRef: string;
      readonly reasonCode: string | null;
      readonly occurredAt: Instant;
    }
  /** `operationRef` is the provider's id of the refund. */
  | {
      readonly operation: "refunded";
      readonly operationRef: string;
      readonly amount: Money;
      readonly occurredAt: Instant;
    }
  /** All refunds of the payment so far; `operationRef` is the total in minor units, as digits. */
  | {
      readonly operation: "refunded_total";
      readonly operationRef: string;
      readonly amount: Money;
      readonly occurredAt: Instant;
    }
  /** The refund of that id came to nothing. */
  | { readonly operation: "refund_undone"; readonly operationRef: string; readonly occurredAt: Instant }
  | DisputeFact<"disputed">
  | DisputeFact<"dispute_won">
  | DisputeFact<"dispute_lost">;

/** `operationRef` is the dispute; an absent amount means all that is left of the payment. */
interface DisputeFact<O extends string> {
  readonly operation: O;
  readonly operationRef: string;
  readonly amount: Money | null;
  readonly occurredAt: Instant;
}

export type PaymentOperation = PaymentFact["operation"];

/** The facts of some operations, typed as such. */
export type FactOf<O extends PaymentOperation> = Extract<PaymentFact, { readonly operation: O }>;
