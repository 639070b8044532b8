import { bigserial, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** Something that happened and others may want to know; written in the transaction that made it true. Append-only. */
export const outboxEvent = pgTable(
  "outbox_event",
  {
    id: text().primaryKey(),
    seq: bigserial({ mode: "bigint" }).notNull(),
    type: text().notNull(),
    subject: text().notNull(),
    /** The news itself as JSON text: money as `{ amount, currency }`, points as decimal text. */
    data: text().notNull(),
    /** cause + kind + subject: a second run adds none. */
    naturalKey: text().notNull(),
    causeId: text().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex("outbox_event_once_per_cause").on(t.naturalKey),
    // Serves the sequence of one subject, in the order of recording.
    index("outbox_event_of_subject").on(t.subject, t.seq),
    index("outbox_event_of_cause").on(t.causeId),
  ],
);

/** An e-mail to one person, once per cause; sent by a job after the commit. */
export const mail = pgTable(
  "mail",
  {
    id: text().primaryKey(),
    kind: text()
      .$type<
        | "welcome"
        | "payment_confirmed"
        | "commission_earned"
        | "commission_reversed"
        | "rank_reached"
        | "payout_sent"
        | "payout_failed"
        | "payout_returned"
        | "payout_account_changed"
      >()
      .notNull(),
    recipient: text().notNull(),
    recipientName: text().notNull(),
    /** The distributor, customer or user it is for. */
    personId: text().notNull(),
    subject: text().notNull(),
    /** What the template is filled with; the parts are rendered when it is sent, and kept from then on. */
    values: jsonb().$type<Record<string, string>>().notNull(),
    html: text(),
    text: text(),
    naturalKey: text().notNull(),
    causeId: text().notNull(),
    status: text().$type<"queued" | "sent" | "failed">().notNull(),
    attempts: integer().notNull().default(0),
    lastError: text(),
    messageId: text(),
    createdAt: instant().notNull(),
    /** Wall time. */
    sentAt: instant(),
  },
  (t) => [
    uniqueIndex("mail_once_per_cause").on(t.naturalKey),
    // Serves the e-mail log, newest first.
    index("mail_by_created").on(t.createdAt, t.id),
    index("mail_of_cause").on(t.causeId),
    index("mail_of_person").on(t.personId, t.createdAt),
  ],
);
