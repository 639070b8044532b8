/** The shapes of the views that several components draw. The router's outputs are assignable to them. */
import type { explain } from "~/messages/en/explain";
import type { SentenceParts } from "./ui/sentence";

export interface MoneyView {
  readonly minor: bigint;
  readonly currency: string;
}
export interface PersonRef {
  readonly id: string;
  readonly number: string;
  readonly name: string;
}
export type LineState = "estimated" | "pending" | "available" | "held" | "in_payout" | "paid" | "reversed";
export interface PeriodView {
  readonly id: string;
  readonly cadence: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly status: "open" | "frozen" | "closed";
  /** Until when it may change. */
  readonly firmOn: string;
  readonly label: string;
}
export interface EarningRow {
  readonly id: string;
  readonly lineKey: string;
  readonly bonusId: string;
  readonly bonusLabel: string;
  readonly level: number | null;
  readonly amount: MoneyView;
  /** Store credit is in no sum of money. */
  readonly settle?: "cash" | "credit" | undefined;
  readonly state: LineState;
  readonly effectiveAt: string;
  readonly postedAt: string | null;
  readonly availableAt: string | null;
  readonly order: { readonly id: string; readonly number: string } | null;
  readonly from: PersonRef | null;
  readonly buyerKind: "customer" | "distributor" | null;
  readonly isEstimate: boolean;
  readonly reverses: { readonly lineId: string; readonly number: string } | null;
  readonly sentence: SentenceParts;
}
export interface CondTrace {
  readonly text: string;
  readonly ok: boolean;
  readonly have?: string | undefined;
  readonly need?: string | undefined;
  readonly missing?: string | undefined;
  readonly parts?: readonly CondTrace[] | undefined;
}
export interface PathHop {
  readonly id: string | null;
  readonly name: string;
  readonly level: number | null;
  readonly outcome: "source" | "paid" | "skipped" | "unpaid" | "you";
  readonly reason: string | null;
  readonly detail: Readonly<Record<string, string>>;
}
export interface LineExplanation {
  readonly row: EarningRow;
  readonly earner: PersonRef;
  readonly sentence: SentenceParts;
  readonly equation: {
    readonly what: keyof typeof explain.base;
    readonly base: bigint;
    readonly baseMinor: bigint | null;
    readonly baseText: string;
    readonly unit: "share" | "amount";
    readonly volume: string;
    readonly rate: string;
    readonly onTop?: { readonly count: number; readonly each: string } | undefined;
    readonly exact: string;
    readonly rounded: bigint;
    readonly currency: string;
    readonly how: "line" | "largestRemainder";
    readonly groupExact?: string | undefined;
    readonly groupRounded?: string | undefined;
    /** Of a line that takes back: original × refunded / of, less what was taken back before. */
    readonly refund?:
      | {
          readonly originalAmount: string;
          readonly refundedBase: string;
          readonly ofBase: string;
          readonly before: string;
          readonly after: string;
        }
      | undefined;
  };
  readonly path: readonly PathHop[];
  readonly conditions: readonly CondTrace[];
  readonly plan: {
    readonly versionId: string;
    readonly version: number;
    readonly label: string;
    readonly ruleSentence: SentenceParts;
  };
  readonly life: readonly {
    readonly step: "posted" | "available" | "in_payout" | "paid";
    readonly at: string | null;
    readonly expectedAt: string | null;
  }[];
  readonly cause: {
    readonly orderId: string | null;
    readonly orderNumber: string | null;
    readonly paymentRef: string | null;
    readonly provider: string | null;
    readonly eventId: string | null;
    readonly ledgerTxIds: readonly string[];
  };
  readonly reversals: readonly EarningRow[];
  readonly original: EarningRow | null;
  readonly notes: readonly { readonly code: string; readonly detail: Readonly<Record<string, string>> }[];
}
export interface NeedView {
  readonly kind: "volume" | "count";
  readonly text: SentenceParts;
  readonly have: bigint | number;
  readonly need: bigint | number;
  readonly missing: bigint | number;
  readonly ok: boolean;
  readonly unit: "pv" | "gv" | "cv" | "legs" | "customers" | "people";
}
export interface RankStep {
  readonly id: string;
  readonly label: string;
  readonly bars: number;
}
export interface RankProgress {
  readonly period: PeriodView;
  readonly ladder: readonly RankStep[];
  readonly paidAs: string;
  readonly qualified: string;
  readonly title: string;
  readonly highest: string;
  readonly next: { readonly rankId: string; readonly label: string; readonly requirements: readonly NeedView[] } | null;
  readonly keep: { readonly rankId: string; readonly label: string; readonly requirements: readonly NeedView[] } | null;
  readonly countedUntil: string;
  readonly pv: bigint;
  readonly gv: bigint;
  readonly isActive: boolean;
  readonly activeNeed: { readonly have: bigint; readonly need: bigint };
  readonly legs: readonly {
    readonly person: PersonRef;
    readonly gv: bigint;
    readonly rankId: string;
    readonly isActive: boolean;
  }[];
}
