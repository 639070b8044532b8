import type { CustomerId, DistributorId, PartyId } from "@upline/domain";
import { sql } from "drizzle-orm";
import { check, index, pgSequence, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { seq } from "./people.ts";

/** What people quote and shops send with an order: P-1001, P-1002, … Gaps are possible. */
export const partyNumber = pgSequence("party_number", { startWith: 1001 });

/**
 * A party: a host invites guests, a consultant sells to them. It closes once, by hand or when its time is over, and what
 * guests bought by then decides what the host is credited.
 */
export const party = pgTable(
  "party",
  {
    id: text().$type<PartyId>().primaryKey(),
    number: text().notNull(),
    hostKind: text().$type<"customer" | "distributor">().notNull(),
    hostId: text().$type<CustomerId | DistributorId>().notNull(),
    hostName: text().notNull(),
    consultantId: text().$type<DistributorId>().notNull(),
    opensAt: instant().notNull(),
    /** From then on nothing counts, and the party closes by itself. */
    closesAt: instant().notNull(),
    /** Null while it is open. */
    closedAt: instant(),
    /** The party at which it was booked: one of that party's bookings. */
    bookedAt: text().$type<PartyId>(),
    /** A new number when it closes: only then is it a fact of a period. */
    seq: seq(),
    createdAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex("party_number_is_unique").on(t.number),
    // Serves the lists, newest first.
    index("party_by_opening").on(t.opensAt, t.id),
    index("party_of_consultant").on(t.consultantId, t.opensAt),
    // Serves what an open page of a host shows, and why he is credited nothing.
    index("party_of_host").on(t.hostId),
    // Serves the bookings of a party.
    index("party_booked_at").on(t.bookedAt).where(sql`booked_at is not null`),
    // Serves the parties whose time is over, and those that closed in a period.
    index("party_to_close").on(t.closesAt).where(sql`closed_at is null`),
    index("party_by_close").on(t.closedAt).where(sql`closed_at is not null`),
    check("party_host_is_not_its_consultant", sql`${t.hostId} <> ${t.consultantId}`),
    check("party_ends_after_it_opens", sql`${t.closesAt} > ${t.opensAt}`),
    check("party_closes_in_time", sql`${t.closedAt} <= ${t.closesAt}`),
  ],
);
