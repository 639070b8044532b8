import type { PersonResult, State } from "./facts.ts";
import type { PrimaryReason, ReasonCode } from "./reason.ts";

/** Exact amount in minor units, lowest terms, d > 0. */
export interface ExactAmount {
  readonly n: bigint;
  readonly d: bigint;
}

export interface Line {
  /** See line-key.ts. */
  readonly key: string;
  readonly bonusId: string;
  readonly earnerId: string;
  /** `ord:<order>`, `mem:<distributor>`, or `ref:<refund>`. */
  readonly sourceKey: string;
  readonly segment: number;
  /** 0 for self. */
  readonly level: number;
  /** `-`, or for a refund line the key of the original with `~` for each pipe. */
  readonly part: string;
  readonly periodId: string;
  /** Version of the rule that decided the line. */
  readonly planVersion: number;
  /** Minor units of the plan's currency; negative for refund lines; never 0. */
  readonly minor: bigint;
  readonly exact: ExactAmount;
  /** What the rate was applied to: hundredths of `volume`, or minor units when `volume` is "margin". */
  readonly base: bigint;
  readonly volume: string;
  /** Millionths; for `amount` rates millionths of one currency unit per 1.00 of volume. */
  readonly rate: bigint;
  readonly because: Explain;
  /** Orders whose volume is in the base. */
  readonly orderIds: readonly string[];
  readonly holdDays: number;
  /** Store credit; absent for money. */
  readonly settle?: "credit";
}

/** A pair (order, distributor) of one bonus without a line. */
export interface NotPaid {
  readonly bonusId: string;
  readonly orderId: string;
  readonly distributorId: string;
  readonly code: PrimaryReason;
  /** Whether the person used up a level (`unpaid`) or was passed over (`skipped`); null off the walk. */
  readonly outcome: "unpaid" | "skipped" | null;
  readonly level: number | null;
  /** Values for the sentence: have, need, missing, rank, level, levels, rate, … all strings. */
  readonly detail: Readonly<Record<string, string>>;
  readonly notes: readonly Note[];
  /** Minor units this order would have paid had the one fact of `code` been otherwise; null where that has no meaning. */
  readonly wouldEarn: bigint | null;
}

export interface Note {
  readonly code: ReasonCode;
  readonly detail: Readonly<Record<string, string>>;
}

/** Distributor id to metric id to hundredths. */
export type MetricTable = Readonly<Record<string, Readonly<Record<string, bigint>>>>;
export type RankTable = Readonly<Record<string, PersonResult>>;

/** Levels that were used up and paid to nobody: the money stays with the company. */
export interface Breakage {
  readonly bonusId: string;
  readonly code: PrimaryReason;
  readonly minor: bigint;
  /** How many (source, person) pairs. */
  readonly count: number;
}

/** Something a run reports; never fatal. */
export interface RunProblem {
  readonly code:
    | "refund_exceeds_order"
    | "order_late"
    | "unplaced_with_volume"
    | "absorbed_by_company"
    | "plan_cap_exceeded_by_live"
    | "leg_debt"
    | "attribute_not_numeric"
    | "order_of_unknown_distributor"
    | "refund_of_unknown_order";
  readonly values: Readonly<Record<string, string>>;
}

export interface Evaluation {
  readonly planId: string;
  readonly planVersion: number;
  readonly periodId: string;
  /** Canonical order: bonus, earner, source, segment, level, part. */
  readonly lines: readonly Line[];
  readonly metrics: MetricTable;
  readonly ranks: RankTable;
  readonly closing: State;
  readonly breakage: readonly Breakage[];
  readonly problems: readonly RunProblem[];
}

/** How a line came about. Amounts are decimal text of the plan's currency, volumes decimal text of points. */
export interface Explain {
  readonly key: string;
  readonly amount: string;
  readonly steps: readonly Step[];
  readonly notes: readonly Note[];
}

export interface PathHop {
  readonly id: string;
  readonly level: number | null;
  readonly outcome: "paid" | "skipped" | "unpaid" | "blocked";
  readonly reason?: ReasonCode;
  readonly detail?: Readonly<Record<string, string>>;
}

export type Step =
  | {
      readonly kind: "source";
      readonly what: "order" | "distributor" | "payout" | "legs" | "fund" | "rank" | "tier" | "party" | "refund";
      readonly ref: string;
      readonly at?: string;
      readonly base: string;
      readonly volume?: string;
      readonly orders?: readonly string[];
    }
  | { readonly kind: "path"; readonly tree: string; readonly hops: readonly PathHop[] }
  | { readonly kind: "condition"; readonly trace: CondTrace }
  | {
      readonly kind: "rate";
      readonly bonus: string;
      readonly row: string;
      readonly rate: string;
      readonly basis?: string;
      readonly minus?: string;
    }
  | {
      readonly kind: "legs";
      readonly opening: readonly [string, string];
      readonly added: readonly [string, string];
      readonly matched: string;
      readonly flushed: readonly [string, string];
      readonly closing: readonly [string, string];
    }
  | {
      readonly kind: "limit";
      readonly limit: string;
      readonly before: string;
      readonly after: string;
      readonly factor?: string;
    }
  | {
      readonly kind: "round";
      readonly exact: string;
      readonly rounded: string;
      readonly how: "line" | "largestRemainder";
      readonly groupExact?: string;
      readonly groupRounded?: string;
    }
  | {
      readonly kind: "refund";
      readonly original: string;
      readonly originalAmount: string;
      readonly refundedBase: string;
      readonly ofBase: string;
      readonly before: string;
      readonly after: string;
    };

/** A condition with its values: have, need, and what is missing. Also the rows of a rank card. */
export interface CondTrace {
  readonly text: string;
  readonly ok: boolean;
  readonly have?: string;
  readonly need?: string;
  readonly missing?: string;
  readonly parts?: readonly CondTrace[];
}
