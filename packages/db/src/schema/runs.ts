import type { DistributorId, RunId } from "@upline/domain";
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { instant, minorUnits } from "./columns.ts";

export type RunState = "frozen" | "evaluated" | "approved" | "posting" | "posted" | "cancelled";
export type RunStep = "waiting" | "loading" | "evaluating" | "saving" | "posting" | "closing";

/** One attempt to close a period: what was frozen, what it came to, who decided. Its result never changes; its state moves by a table that the database holds. */
export const commissionRun = pgTable(
  "commission_run",
  {
    id: text().$type<RunId>().primaryKey(),
    periodId: text().notNull(),
    cadence: text().notNull(),
    planVersionId: text().notNull(),
    planVersion: integer().notNull(),
    currency: text().notNull(),
    /** The last fact number it reads. */
    freezeSeq: bigint({ mode: "bigint" }).notNull(),
    frozenAt: instant().notNull(),
    /** Posts without a second person: the company's setting says so, or history is written that is over. */
    isAutomatic: boolean().notNull(),
    state: text().$type<RunState>().notNull(),
    step: text().$type<RunStep>().notNull(),
    /** How far the step is: earners posted of all, for example. */
    done: integer().notNull().default(0),
    total: integer().notNull().default(0),
    /** Why the last try of its work ended without a result; null when it goes well. */
    failure: text(),
    /** SHA-256 (hex) of the canonical lines, ranks and closing state. */
    resultHash: text(),
    /** The same of everything that was read. */
    factsHash: text(),
    lineCount: integer().notNull().default(0),
    totalMinor: minorUnits().notNull().default(sql`0`),
    /** SHA-256 (hex) of the stored lines; what is approved has this one. */
    linesHash: text(),
    /** What a second evaluation of a sample, by the naive reference, came to. */
    secondEvaluation: jsonb().$type<unknown>(),
    /** Whether it came to the same. Without it nobody approves and nothing is posted. */
    isAgreed: boolean(),
    /** Totals for the review, as the domain makes them. */
    summary: jsonb().$type<unknown>(),
    createdBy: text().notNull(),
    createdAt: instant().notNull(),
    evaluatedAt: instant(),
    approvalId: text(),
    approvedBy: text(),
    approvedAt: instant(),
    postedBy: text(),
    postedAt: instant(),
    cancelledBy: text(),
    cancelledAt: instant(),
    cancelReason: text(),
  },
  (t) => [
    uniqueIndex("commission_run_one_at_a_time").on(t.periodId).where(sql`state <> 'cancelled'`),
    index("commission_run_by_created").on(t.createdAt, t.id),
    check("commission_run_second_person", sql`${t.approvedBy} is null or ${t.approvedBy} <> ${t.createdBy}`),
  ],
);

/** The lines that a run posts. Written once, with its result. */
export const commissionRunLine = pgTable(
  "commission_run_line",
  {
    runId: text().$type<RunId>().notNull(),
    lineKeyHash: text().notNull(),
    lineKey: text().notNull(),
    earnerId: text().$type<DistributorId>().notNull(),
    bonusId: text().notNull(),
    sourceKey: text().notNull(),
    level: integer().notNull(),
    amountMinor: minorUnits().notNull(),
  },
  (t) => [
    primaryKey({ name: "commission_run_line_pk", columns: [t.runId, t.lineKeyHash] }),
    // Serves the lines of one person in a run.
    index("commission_run_line_of_earner").on(t.runId, t.earnerId),
  ],
);
