import type { OrderId, PaymentFact } from "@upline/domain";
import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant, minorUnits } from "./columns.ts";

/** The state of a payment: the fold of its facts, kept for reading. */
export const payment = pgTable(
  "payment",
  {
    provider: text().notNull(),
    paymentRef: text().notNull(),
    orderId: text().$type<OrderId>(),
    currency: text(),
    grossMinor: minorUnits().notNull().default(sql`0`),
    refundedMinor: minorUnits().notNull().default(sql`0`),
    lostMinor: minorUnits().notNull().default(sql`0`),
    netMinor: minorUnits().notNull().default(sql`0`),
    status: text().notNull().default("open"),
    /** How often its confirmation took effect; counted by the effect itself, so anything but 0 or 1 is a bug. */
    confirmEffects: integer().notNull().default(0),
    updatedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ name: "payment_pk", columns: [t.provider, t.paymentRef] }),
    // Serves the payments of an order.
    index("payment_of_order").on(t.orderId),
  ],
);

/**
 * What providers said, once per fact: the key is the business key, so a second event about the same fact adds no row. One
 * that names another amount does: a contradiction is seen. Append-only.
 */
export const paymentFact = pgTable(
  "payment_fact",
  {
    provider: text().notNull(),
    paymentRef: text().notNull(),
    operation: text().$type<PaymentFact["operation"]>().notNull(),
    operationRef: text().notNull(),
    amountMinor: minorUnits(),
    currency: text(),
    reasonCode: text(),
    occurredAt: instant().notNull(),
    recordedAt: instant().notNull(),
    causeId: text().notNull(),
  },
  (t) => [
    uniqueIndex("payment_fact_once").on(
      t.provider,
      t.paymentRef,
      t.operation,
      t.operationRef,
      sql`coalesce(amount_minor, -1)`,
      sql`coalesce(currency, '')`,
    ),
  ],
);
