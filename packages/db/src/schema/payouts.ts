import type {
  DistributorId,
  PayoutBatchId,
  PayoutFactKind,
  PayoutId,
  PayoutMethodId,
  PayoutState,
} from "@upline/domain";
import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant, minorUnits } from "./columns.ts";

/** How the company pays out, from a moment on. The row in force is the newest that is not later than now. Append-only. */
export const payoutPolicy = pgTable("payout_policy", {
  validFrom: instant().primaryKey(),
  policy: jsonb().$type<unknown>().notNull(),
  setBy: text().notNull(),
  setAt: instant().notNull(),
});

/** What the company knows of a person before it pays: without a row nothing is known and nothing is under review. */
export const payoutStanding = pgTable("payout_standing", {
  distributorId: text().$type<DistributorId>().primaryKey(),
  isIdentified: boolean().notNull().default(false),
  hasTaxForm: boolean().notNull().default(false),
  /** Why somebody wants to look first; null when nobody does. */
  review: text(),
  updatedAt: instant().notNull(),
});

/** An account that a person is paid to. It is never changed: another account is another row. */
export const payoutMethod = pgTable(
  "payout_method",
  {
    id: text().$type<PayoutMethodId>().primaryKey(),
    distributorId: text().$type<DistributorId>().notNull(),
    kind: text().$type<"iban" | "us">().notNull(),
    holder: text().notNull(),
    /** The account, wrapped (AES-256-GCM, table|row|column as additional data); nothing but a payout opens it. */
    wrapped: text().notNull(),
    /** Its last four letters. */
    ending: text().notNull(),
    /** Keyed hash of the account: what an approval is bound to, and by which the same account of two people is found. */
    fingerprint: text().notNull(),
    /** When the provider said that the account can be paid. */
    verifiedAt: instant(),
    /** Why it cannot. */
    refusedBecause: text(),
    usableFrom: instant().notNull(),
    createdAt: instant().notNull(),
    replacedAt: instant(),
  },
  (t) => [
    uniqueIndex("payout_method_one_in_use").on(t.distributorId).where(sql`replaced_at is null`),
    // Serves the question whose account this is.
    index("payout_method_by_fingerprint").on(t.fingerprint),
  ],
);

/** What one cycle pays, or a part of it that is tried again. */
export const payoutBatch = pgTable(
  "payout_batch",
  {
    id: text().$type<PayoutBatchId>().primaryKey(),
    /** Local date of the cycle's first day. */
    cycle: text().notNull(),
    /** 0 for the batch of the schedule, then counted. */
    n: integer().notNull(),
    currency: text().notNull(),
    status: text().$type<"proposing" | "proposed" | "approved" | "cancelled">().notNull(),
    /** How many people were not paid, by reason. */
    skipped: jsonb().$type<Record<string, number>>().notNull(),
    dueAt: instant().notNull(),
    createdBy: text().notNull(),
    createdAt: instant().notNull(),
    approvedAt: instant(),
  },
  (t) => [
    uniqueIndex("payout_batch_once_per_cycle").on(t.cycle, t.n),
    index("payout_batch_by_created").on(t.createdAt, t.id),
  ],
);

/** One payment to one person. Amounts, key and account never change; the state moves by the table of the domain. */
export const payout = pgTable(
  "payout",
  {
    id: text().$type<PayoutId>().primaryKey(),
    /** `po:<cycle>:<distributor>[:<n>]`, the key of its postings. */
    key: text().notNull(),
    /** `upl-` and 40 hex digits of the key's hash: what the provider tells a repeat by. */
    providerKey: text().notNull(),
    batchId: text().$type<PayoutBatchId>().notNull(),
    distributorId: text().$type<DistributorId>().notNull(),
    cycle: text().notNull(),
    currency: text().notNull(),
    grossMinor: minorUnits().notNull(),
    feeMinor: minorUnits().notNull(),
    taxMinor: minorUnits().notNull(),
    netMinor: minorUnits().notNull(),
    /** The part of the gross that came back from an earlier payout and was taxed then. */
    taxedBeforeMinor: minorUnits().notNull(),
    taxRate: text().notNull(),
    methodId: text().$type<PayoutMethodId>().notNull(),
    fingerprint: text().notNull(),
    ending: text().notNull(),
    state: text().$type<PayoutState>().notNull(),
    provider: text(),
    providerRef: text(),
    /** Calls that may have reached the provider. */
    calls: integer().notNull().default(0),
    calledAt: instant(),
    /** How often the provider was asked, and did not know it, since the last call. */
    asked: integer().notNull().default(0),
    notFound: integer().notNull().default(0),
    nextAskAt: instant(),
    /** Why it failed, came back, or was cancelled: a code and the provider's words. */
    because: text(),
    detail: text(),
    reservedAt: instant().notNull(),
    sentAt: instant(),
    settledAt: instant(),
    /** When it failed, came back, or was cancelled. */
    endedAt: instant(),
  },
  (t) => [
    uniqueIndex("payout_once_per_key").on(t.key),
    uniqueIndex("payout_once_per_provider_key").on(t.providerKey),
    uniqueIndex("payout_one_per_cycle")
      .on(t.distributorId, t.cycle, t.currency)
      .where(sql`state not in ('failed', 'cancelled', 'returned')`),
    index("payout_of_batch").on(t.batchId, t.id),
    index("payout_of_distributor").on(t.distributorId, t.reservedAt),
    // Serves the look for payouts without an answer.
    index("payout_open").on(t.state, t.nextAskAt).where(sql`state in ('sending', 'unknown', 'sent')`),
    check("payout_is_gross_less_charges", sql`${t.grossMinor} = ${t.feeMinor} + ${t.taxMinor} + ${t.netMinor}`),
    check("payout_pays_something", sql`${t.netMinor} > 0 and ${t.feeMinor} >= 0 and ${t.taxMinor} >= 0`),
  ],
);

/** What the provider said of a payout, each thing once. Append-only. */
export const payoutFact = pgTable(
  "payout_fact",
  {
    payoutId: text().$type<PayoutId>().notNull(),
    kind: text().$type<PayoutFactKind>().notNull(),
    occurredAt: instant().notNull(),
    recordedAt: instant().notNull(),
    code: text(),
    detail: text(),
  },
  (t) => [primaryKey({ name: "payout_fact_once", columns: [t.payoutId, t.kind] })],
);
