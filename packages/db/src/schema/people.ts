import type { CustomerId, DistributorId } from "@upline/domain";
import { sql } from "drizzle-orm";
import { bigint, boolean, index, pgSequence, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

/** One numbering over every fact the engine reads: the order in which we learnt things. A freeze names a number of it. */
export const factSeq = pgSequence("fact_seq");
export const seq = () => bigint({ mode: "bigint" }).notNull().default(sql`nextval('fact_seq')`);

/** What people quote: D-1001, D-1002, … Gaps are possible. */
export const distributorNumber = pgSequence("distributor_number", { startWith: 1001 });

export type DistributorStatus = "pending" | "good" | "suspended" | "terminated" | "merged";

/** A distributor: a node of the trees who may earn. Never deleted. */
export const distributor = pgTable(
  "distributor",
  {
    id: text().$type<DistributorId>().primaryKey(),
    /** What people quote: D-1001. */
    number: text().notNull(),
    name: text().notNull(),
    email: text().notNull(),
    phone: text(),
    country: text(),
    locale: text().notNull().default("en"),
    /** IANA zone in which this person reads times; null means the company's. */
    timeZone: text(),
    /** Code of the personal link. */
    code: text().notNull(),
    joinedAt: instant().notNull(),
    /** Status now; its history is `distributor_status`. */
    status: text().$type<DistributorStatus>().notNull(),
    /** False for house nodes, which never earn and use no level. */
    earns: boolean().notNull().default(true),
    /** Whether uplines of level 1 may see e-mail and phone. */
    sharesContact: boolean().notNull().default(false),
    seq: seq(),
    createdAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex("distributor_number_is_unique").on(t.number),
    uniqueIndex("distributor_email_is_unique").on(sql`lower(${t.email})`),
    uniqueIndex("distributor_code_is_unique").on(t.code),
    // Serves the admin list sorted by name.
    index("distributor_by_name").on(t.name, t.id),
  ],
);

/** Status history: the row in force at t is the one with the greatest (fromAt, seq) not after t. Append-only. */
export const distributorStatus = pgTable(
  "distributor_status",
  {
    distributorId: text().$type<DistributorId>().notNull(),
    status: text().$type<DistributorStatus>().notNull(),
    fromAt: instant().notNull(),
    seq: seq(),
    recordedAt: instant().notNull(),
    causeId: text().notNull(),
  },
  (t) => [primaryKey({ name: "distributor_status_pk", columns: [t.distributorId, t.fromAt, t.seq] })],
);

/**
 * What a plan reads about somebody beside status and rank: his package, his code, a flag. The value in force at t is the
 * row of its key with the greatest (fromAt, seq) not after t; an empty value is none. Append-only.
 */
export const distributorAttribute = pgTable(
  "distributor_attribute",
  {
    distributorId: text().$type<DistributorId>().notNull(),
    key: text().notNull(),
    value: text().notNull(),
    fromAt: instant().notNull(),
    seq: seq(),
    recordedAt: instant().notNull(),
    /** The name of whoever recorded it. */
    recordedBy: text().notNull(),
    reason: text(),
    causeId: text().notNull(),
  },
  (t) => [primaryKey({ name: "distributor_attribute_pk", columns: [t.distributorId, t.key, t.fromAt, t.seq] })],
);

/** A retail customer: hangs on one distributor, is no node, never earns cash. */
export const customer = pgTable(
  "customer",
  {
    id: text().$type<CustomerId>().primaryKey(),
    name: text().notNull(),
    email: text(),
    phone: text(),
    country: text(),
    /** The distributor all orders of this customer are credited to. */
    creditedTo: text().$type<DistributorId>().notNull(),
    seq: seq(),
    createdAt: instant().notNull(),
  },
  (t) => [
    // Serves the customers of one distributor.
    index("customer_of_distributor").on(t.creditedTo, t.id),
  ],
);

/** The business key of a person that another system told us about; two event ids for one person meet here. */
export const personRef = pgTable(
  "person_ref",
  {
    source: text().notNull(),
    kind: text().$type<"customer" | "distributor">().notNull(),
    externalId: text().notNull(),
    personId: text().notNull(),
  },
  (t) => [
    primaryKey({ name: "person_announced_once", columns: [t.source, t.kind, t.externalId] }),
    // Serves the look-up of a person whom any system may have announced.
    index("person_ref_by_name").on(t.kind, t.externalId),
  ],
);
