import type { InboxEventId, InboxState } from "@upline/domain";
import { index, integer, jsonb, pgTable, primaryKey, smallint, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bytes, instant } from "./columns.ts";

/** What an event caused, as ids; the event screen draws its chain from it. */
export interface InboxEffects {
  readonly orderId?: string;
  readonly paymentRef?: string;
  readonly distributorId?: string;
  readonly customerId?: string;
  readonly payoutId?: string;
  /** Ledger transactions, commission lines (keys), mails and outbox events that exist because of it. */
  readonly ledgerTxIds?: readonly string[];
  readonly lineKeys?: readonly string[];
  readonly mailIds?: readonly string[];
  readonly outboxEventIds?: readonly string[];
  /** Sum of what was posted, minor units as digits. */
  readonly postedMinor?: string;
  /** The event that had already caused what this one asked for. */
  readonly duplicateOf?: string;
}

/** Milliseconds since the request arrived, by one monotonic clock of the process that did the step. */
export interface InboxTimings {
  readonly verifiedMs?: number;
  readonly storedMs?: number;
  /** Wall instants of later steps; they may happen in another process. */
  readonly pickedUpAt?: string;
  readonly processedAt?: string;
}

/** A verified message, exactly as it came. The two keys (this one and `payment_fact`) make every repeat harmless. */
export const inboxEvent = pgTable(
  "inbox_event",
  {
    id: text().$type<InboxEventId>().primaryKey(),
    provider: text().notNull(),
    eventRef: text().notNull(),
    /** Position in the request, for providers that send several at once. */
    item: smallint().notNull().default(0),
    type: text().notNull(),
    mode: text().$type<"test" | "live">().notNull(),
    occurredAt: instant().notNull(),
    /** Company time. */
    receivedAt: instant().notNull(),
    /** Wall time. */
    receivedWallAt: instant().notNull(),
    verifiedWith: text().notNull(),
    raw: bytes(),
    rawSha256: text().notNull(),
    sizeBytes: integer().notNull(),
    headers: jsonb().$type<Record<string, string>>().notNull(),
    status: text().$type<InboxState>().notNull(),
    /** Why it is ignored, unmatched, held or dead: a code. */
    because: text(),
    /** What a person reads beside the code. */
    detail: text(),
    waitingFor: text().array().$type<string[]>(),
    attempts: integer().notNull().default(0),
    nextAttemptAt: instant(),
    lastError: text(),
    duplicates: integer().notNull().default(0),
    lastDuplicateAt: instant(),
    processedAt: instant(),
    effects: jsonb().$type<InboxEffects>(),
    timings: jsonb().$type<InboxTimings>(),
    /** The provider's names for the payment and order, for the list and the search. */
    paymentRef: text(),
    orderRef: text(),
    requestId: text().notNull(),
  },
  (t) => [
    uniqueIndex("inbox_event_delivered_once").on(t.provider, t.eventRef, t.item),
    // Serves the event list, newest first, and its filters by state.
    index("inbox_event_by_received").on(t.receivedWallAt, t.id),
    index("inbox_event_by_status").on(t.status, t.nextAttemptAt),
    // Serves the chain of an order or payment.
    index("inbox_event_of_payment").on(t.provider, t.paymentRef),
  ],
);

/** Which events wait for an order or a person to arrive; read and emptied in the transaction that creates it. */
export const waitingReference = pgTable(
  "waiting_reference",
  {
    /** `order`, `distributor`, `payment`. */
    kind: text().notNull(),
    value: text().notNull(),
    inboxEventId: text().$type<InboxEventId>().notNull(),
  },
  (t) => [primaryKey({ name: "waiting_reference_pk", columns: [t.kind, t.value, t.inboxEventId] })],
);

/** A request the door refused. No body, no header value. */
export const rejectedRequest = pgTable(
  "rejected_request",
  {
    id: text().primaryKey(),
    at: instant().notNull(),
    provider: text().notNull(),
    reason: text().notNull(),
    status: smallint().notNull(),
    addressPrefix: text(),
    sizeBytes: integer(),
    bodySha256: text(),
    /** Above 1: this row stands for that many refusals of one minute. */
    count: integer().notNull().default(1),
  },
  (t) => [index("rejected_request_by_time").on(t.at, t.id)],
);

/** A provider's secret typed into the admin screen, wrapped (AES-256-GCM, table|row|column as additional data). */
export const providerSecret = pgTable(
  "provider_secret",
  {
    provider: text().notNull(),
    /** The setting's name, as in the environment: STRIPE_WEBHOOK_SECRET. */
    name: text().notNull(),
    wrapped: text().notNull(),
    /** The secret it replaced, still accepted until `previousUntil`. */
    previousWrapped: text(),
    previousUntil: instant(),
    /** Wall time of the last request that the previous secret verified. */
    previousLastUsedAt: instant(),
    setBy: text().notNull(),
    setAt: instant().notNull(),
  },
  (t) => [primaryKey({ name: "provider_secret_pk", columns: [t.provider, t.name] })],
);
