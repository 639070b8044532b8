import { bigserial, index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** Who did what, when, from where, and why. Append-only. */
export const auditEntry = pgTable(
  "audit_entry",
  {
    id: bigserial({ mode: "bigint" }).primaryKey(),
    at: instant().notNull(),
    actorId: text().notNull(),
    actorName: text().notNull(),
    /** `feature.verb`, as the procedure is called. */
    action: text().notNull(),
    subjectType: text().notNull(),
    subjectId: text().notNull(),
    reason: text(),
    before: jsonb().$type<unknown>(),
    after: jsonb().$type<unknown>(),
    address: text(),
    requestId: text(),
  },
  (t) => [
    index("audit_entry_by_time").on(t.at, t.id),
    // Serves the history of one object.
    index("audit_entry_of_subject").on(t.subjectType, t.subjectId, t.id),
  ],
);

/** One send from the laboratory, with what was expected and what came. */
export const labRun = pgTable("lab_run", {
  id: text().primaryKey(),
  /** Wall time. */
  at: instant().notNull(),
  by: text().notNull(),
  provider: text().notNull(),
  labCase: text().notNull(),
  expected: jsonb().$type<unknown>().notNull(),
  requests: jsonb().$type<unknown>().notNull(),
  /** Inbox events the requests became. */
  inboxEventIds: text().array().$type<string[]>().notNull(),
});
