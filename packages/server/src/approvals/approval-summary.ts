import type { PersonRef } from "../commissions/people-seen.ts";

/** What a request comes to, in values; the portal has the words of each kind. */
export type ApprovalSummary =
  | {
      readonly kind: "adjust";
      readonly person: PersonRef | null;
      /** Positive is in favour of the person. */
      readonly minor: bigint;
      readonly currency: string;
      readonly against: "available" | "owed";
    }
  | {
      readonly kind: "move";
      readonly person: PersonRef | null;
      readonly from: PersonRef | null;
      readonly to: PersonRef | null;
      readonly fromDay: string | null;
    }
  | {
      readonly kind: "payout_batch";
      readonly cycle: string;
      readonly count: number;
      readonly totalMinor: bigint;
      readonly currency: string;
    }
  | {
      readonly kind: "commission_run";
      /** "March 2026" */
      readonly period: string;
      readonly lines: number;
      readonly totalMinor: bigint;
      readonly currency: string;
    }
  | { readonly kind: "plan"; readonly label: string; readonly effectiveFrom: string };
