import type { DistributorId } from "@upline/domain";
import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { seq } from "./people.ts";

/**
 * Who hangs under whom, from when on. Adjacency is the truth: no closure table, no counters on ancestors.
 * The edge in force at t is the one with the greatest (fromAt, seq) not after t. Append-only.
 */
export const genealogyEdge = pgTable(
  "genealogy_edge",
  {
    /** `sponsor`, or a placement tree of the plan. */
    tree: text().notNull(),
    distributorId: text().$type<DistributorId>().notNull(),
    /** Null for a root. */
    parentId: text().$type<DistributorId>(),
    slot: integer(),
    fromAt: instant().notNull(),
    seq: seq(),
    recordedAt: instant().notNull(),
    causeId: text().notNull(),
  },
  (t) => [
    primaryKey({ name: "genealogy_edge_pk", columns: [t.tree, t.distributorId, t.fromAt, t.seq] }),
    // Serves the children of one distributor.
    index("genealogy_edge_of_parent").on(t.tree, t.parentId, t.distributorId),
    check("genealogy_edge_leads_to_another", sql`${t.parentId} <> ${t.distributorId}`),
  ],
);

/**
 * Who has which seat of a placement tree now. The trigger `hold_seat` keeps it with every edge, and so refuses a seat
 * that is taken, one under somebody without a seat, one from before the parent had his or its holder joined, and one
 * that is older than the seat he has.
 */
export const placementSeat = pgTable(
  "placement_seat",
  {
    tree: text().notNull(),
    /** Empty for the seat on top. */
    parentId: text().$type<DistributorId | "">().notNull(),
    slot: integer().notNull(),
    distributorId: text().$type<DistributorId>().notNull(),
    fromAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ name: "placement_seat_holds_one", columns: [t.tree, t.parentId, t.slot] }),
    uniqueIndex("placement_seat_of_distributor").on(t.tree, t.distributorId),
  ],
);

/** A move that was approved and recorded; undone, it keeps its row. */
export const genealogyMove = pgTable(
  "genealogy_move",
  {
    id: text().primaryKey(),
    tree: text().notNull(),
    distributorId: text().$type<DistributorId>().notNull(),
    /** Null: on top of the tree. */
    fromParentId: text().$type<DistributorId>(),
    toParentId: text().$type<DistributorId>(),
    effectiveAt: instant().notNull(),
    reason: text().notNull(),
    /** The request that two people decided. */
    approvalId: text().notNull(),
    recordedAt: instant().notNull(),
    undoneAt: instant(),
    undoneBy: text(),
    undoReason: text(),
    seq: seq(),
  },
  (t) => [
    uniqueIndex("genealogy_move_once_per_approval").on(t.approvalId),
    // Serves the list of moves and the moves of one person.
    index("genealogy_move_of_distributor").on(t.distributorId, t.seq),
    check("genealogy_move_undone_by_somebody", sql`(${t.undoneAt} is null) = (${t.undoneBy} is null)`),
  ],
);
