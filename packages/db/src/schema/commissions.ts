import type { DistributorId, Explain, OrderId, SettledAs } from "@upline/domain";
import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { hundredths, instant, minorUnits } from "./columns.ts";
import { seq } from "./people.ts";

export type PostingCause =
  | "order"
  | "close"
  | "refund"
  | "chargeback"
  | "correction_run"
  | "late_fact"
  | "erratum"
  | "forfeit";

/**
 * A commission line that was posted at least once: its name in `evaluate`, whose it is, and where its money stands.
 * Amount and hold state are the sums of its postings and releases and can be rebuilt from them.
 */
export const commissionLine = pgTable(
  "commission_line",
  {
    id: text().primaryKey(),
    /** `1|plan|version|period|bonus|earner|source|segment|level|part` */
    lineKey: text().notNull(),
    lineKeyHash: text().notNull(),
    earnerId: text().$type<DistributorId>().notNull(),
    bonusId: text().notNull(),
    periodId: text().notNull(),
    planVersionId: text().notNull(),
    planVersion: integer().notNull(),
    sourceKey: text().notNull(),
    level: smallint().notNull(),
    /** The order it comes from; null for lines over a whole period. */
    orderId: text().$type<OrderId>(),
    /** The line a refund line takes back. */
    originalLineKeyHash: text(),
    currency: text().notNull(),
    /** Money, or store credit, which is never paid out. */
    settle: text().$type<SettledAs>().notNull().default("cash"),
    /** Sum of its postings. */
    amountMinor: minorUnits().notNull(),
    /** What of it is still inside the hold; their sum per person is the balance of `dist.pending`. */
    pendingMinor: minorUnits().notNull(),
    /** End of the hold. */
    availableAt: instant().notNull(),
    /** When the money counts: the order's or the close's instant. */
    effectiveAt: instant().notNull(),
    postedAt: instant().notNull(),
    because: jsonb().$type<Explain>().notNull(),
    seq: seq(),
  },
  (t) => [
    uniqueIndex("commission_line_key_is_unique").on(t.lineKeyHash),
    // Serves the earnings list and the totals of a period.
    index("commission_line_of_earner").on(t.earnerId, t.periodId, t.effectiveAt),
    // Serves what a refund after the close takes back: lines over a person's volume, and matches over lines.
    index("commission_line_of_source").on(t.periodId, t.sourceKey).where(sql`order_id is null`),
    // Serves the chain of an order and its refunds.
    index("commission_line_of_order").on(t.orderId),
    // Serves what the refunds of a line have taken back.
    index("commission_line_refund_of").on(t.originalLineKeyHash).where(sql`original_line_key_hash is not null`),
    // Serves the release of holds.
    index("commission_line_in_hold").on(t.availableAt).where(sql`pending_minor > 0`),
  ],
);

/** Each difference between what a line should be and what was posted. Append-only; one cause moves a line once. */
export const commissionPosting = pgTable(
  "commission_posting",
  {
    lineKeyHash: text().notNull(),
    cause: text().$type<PostingCause>().notNull(),
    /** The inbox event, run or approval that moved it. */
    causeId: text().notNull(),
    earnerId: text().$type<DistributorId>().notNull(),
    periodId: text().notNull(),
    /** Minor units, any sign but never zero. */
    deltaMinor: minorUnits().notNull(),
    currency: text().notNull(),
    /** The double-entry transaction that moved the money. */
    ledgerTxId: bigint({ mode: "bigint" }).notNull(),
    effectiveAt: instant().notNull(),
    recordedAt: instant().notNull(),
    seq: seq(),
  },
  (t) => [
    primaryKey({ name: "commission_posting_once_per_cause", columns: [t.lineKeyHash, t.causeId] }),
    // Serves the chain of an event.
    index("commission_posting_of_cause").on(t.causeId),
    // Serves the earnings of a person in the order of posting.
    index("commission_posting_of_earner").on(t.earnerId, t.seq),
    check("commission_posting_moves_something", sql`${t.deltaMinor} <> 0`),
  ],
);

/** Volume credited to a distributor, and taken back by refunds. Append-only; group volume is folded from it, never counted up ancestors. */
export const volumeEntry = pgTable(
  "volume_entry",
  {
    id: bigserial({ mode: "bigint" }).primaryKey(),
    distributorId: text().$type<DistributorId>().notNull(),
    orderId: text().$type<OrderId>().notNull(),
    /** Empty for the sale itself. */
    refundRef: text().notNull().default(""),
    volume: text().notNull(),
    amount: hundredths().notNull(),
    periodId: text().notNull(),
    effectiveAt: instant().notNull(),
    causeId: text().notNull(),
    seq: seq(),
  },
  (t) => [
    uniqueIndex("volume_entry_once_per_cause").on(t.orderId, t.refundRef, t.volume, t.causeId),
    // Serves the volume of a person in a period.
    index("volume_entry_of_distributor").on(t.distributorId, t.periodId),
  ],
);

/** A period of the plan's cadence. No row means it has not been touched: it is open. */
export const period = pgTable("period", {
  id: text().primaryKey(),
  cadence: text().notNull(),
  startsAt: instant().notNull(),
  endsAt: instant().notNull(),
  status: text().$type<"open" | "frozen" | "closed">().notNull(),
  /** The last fact number the close reads. */
  freezeSeq: bigint({ mode: "bigint" }),
  run: integer().notNull().default(0),
  planVersionId: text(),
  closedAt: instant(),
  /** SHA-256 (hex) of the canonical lines and ranks. */
  resultHash: text(),
  closingState: jsonb().$type<unknown>(),
});

/** What the close of a period found for a distributor: rank history, and the frozen facts of later class A lines. Append-only. */
export const closedResult = pgTable(
  "closed_result",
  {
    periodId: text().notNull(),
    run: integer().notNull(),
    distributorId: text().$type<DistributorId>().notNull(),
    isActive: boolean().notNull(),
    qualified: text().notNull(),
    paidAs: text().notNull(),
    title: text().notNull(),
    /** Metric id → hundredths as digits. */
    metrics: jsonb().$type<Record<string, string>>().notNull(),
    closedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ name: "closed_result_pk", columns: [t.periodId, t.run, t.distributorId] }),
    // Serves the rank history of a person and "newest close not after".
    index("closed_result_of_distributor").on(t.distributorId, t.closedAt),
  ],
);

/** First time a person reached a rank, ever: the shell congratulates once. */
export const rankAchievement = pgTable(
  "rank_achievement",
  {
    distributorId: text().$type<DistributorId>().notNull(),
    rankId: text().notNull(),
    periodId: text().notNull(),
    reachedAt: instant().notNull(),
    /** Null while the period is open: the rank is provisional. */
    confirmedAt: instant(),
  },
  (t) => [primaryKey({ name: "rank_achieved_once", columns: [t.distributorId, t.rankId] })],
);

/** Where a person stands in an open period, by the last estimate. Replaced, never money. */
export const estimateStanding = pgTable(
  "estimate_standing",
  {
    periodId: text().notNull(),
    distributorId: text().$type<DistributorId>().notNull(),
    isActive: boolean().notNull(),
    qualified: text().notNull(),
    paidAs: text().notNull(),
    title: text().notNull(),
    pv: hundredths().notNull(),
    gv: hundredths().notNull(),
    metrics: jsonb().$type<Record<string, string>>().notNull(),
    /** Bonus id → minor units as digits. */
    byBonus: jsonb().$type<Record<string, string>>().notNull(),
    totalMinor: minorUnits().notNull(),
    computedAt: instant().notNull(),
  },
  (t) => [primaryKey({ name: "estimate_standing_pk", columns: [t.periodId, t.distributorId] })],
);

/** The lines an open period would post if it closed now. Replaced by each estimate, never in the ledger. */
export const estimateLine = pgTable(
  "estimate_line",
  {
    periodId: text().notNull(),
    lineKeyHash: text().notNull(),
    lineKey: text().notNull(),
    earnerId: text().$type<DistributorId>().notNull(),
    bonusId: text().notNull(),
    sourceKey: text().notNull(),
    level: smallint().notNull(),
    amountMinor: minorUnits().notNull(),
    currency: text().notNull(),
    settle: text().$type<SettledAs>().notNull().default("cash"),
    because: jsonb().$type<Explain>(),
  },
  (t) => [
    primaryKey({ name: "estimate_line_pk", columns: [t.periodId, t.lineKeyHash] }),
    // Serves the estimate of one person.
    index("estimate_line_of_earner").on(t.earnerId, t.periodId),
  ],
);
