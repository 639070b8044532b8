import { bigint, index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** One line of what a run says while it works: a name and values, never amounts of people. */
export interface RunLogLine {
  readonly at: string;
  readonly event: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** A timed or hand-started run, once per meaning: the key says what it stands for. */
export const jobRun = pgTable(
  "job_run",
  {
    key: text().primaryKey(),
    name: text().notNull(),
    /** Company time that it was due at; of a run started by hand, when it was asked for. */
    dueAt: instant(),
    /** Who asked for it; null when time did. */
    askedBy: text(),
    startedAt: instant().notNull(),
    finishedAt: instant(),
    /** How long after that it began, in company time; null for the first run of a job and for one that was asked for. */
    lateSeconds: integer(),
    /** How often it was begun; above one after a failure or a lost process. */
    tries: integer().notNull().default(1),
    result: jsonb().$type<Record<string, unknown>>(),
    /** Why the last try ended without a result; without values of statements. */
    failure: text(),
    log: jsonb().$type<readonly RunLogLine[]>().notNull().default([]),
  },
  (t) => [
    // Serves the history of a job.
    index("job_run_of_name").on(t.name, t.startedAt),
  ],
);

/** What people decided about a timed job: whether it pauses, and a run that was asked for and has not begun. */
export const timedJob = pgTable("timed_job", {
  name: text().primaryKey(),
  pausedAt: instant(),
  pausedBy: text(),
  /** Key of the run that was asked for. */
  askedKey: text(),
  askedAt: instant(),
  askedBy: text(),
});

/** What stands in two places and shall be equal, as the newest comparison found it. A row that disagrees freezes payouts. */
export const reconciliationCheck = pgTable("reconciliation_check", {
  check: text().primaryKey(),
  /** Wall time of the newest comparison of everything. */
  checkedAt: instant(),
  tookMs: integer(),
  /** How many rows disagree, found by it or by a partial comparison since. */
  faultCount: integer().notNull().default(0),
  /** The first of them. */
  faults: jsonb().$type<readonly Record<string, unknown>[]>().notNull().default([]),
  /** Since when rows disagree. */
  faultySince: instant(),
  /** Of the seal: the newest block that was compared, and its hash then. */
  headBlock: bigint({ mode: "bigint" }),
  headHash: text(),
});
