import { orderRefund, salesOrder } from "@upline/db";
import { type PartyId, type PartyOrder, whyNotOfParty } from "@upline/domain";
import { asc, inArray } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { volumesOf } from "../orders/volumes.ts";
import type { PartyRow } from "./party-row.ts";

type OrderRow = typeof salesOrder.$inferSelect;

/** An order that named a party. */
export interface PartySale {
  readonly row: OrderRow;
  /** Null until it is paid: only then does it count. */
  readonly counted: PartyOrder | null;
}

/** What was sold at some parties, oldest first, whether it counts for the host or not. */
export async function salesAt(
  { db }: Deps,
  parties: readonly PartyId[],
): Promise<ReadonlyMap<PartyId, readonly PartySale[]>> {
  if (parties.length === 0) return new Map();
  const rows = await db
    .select()
    .from(salesOrder)
    .where(inArray(salesOrder.partyId, [...parties]))
    .orderBy(asc(salesOrder.placedAt), asc(salesOrder.id));
  const ids = rows.map(({ id }) => id);
  const refunds = ids.length === 0 ? [] : await db.select().from(orderRefund).where(inArray(orderRefund.orderId, ids));
  const taken = Map.groupBy(refunds, ({ orderId }) => orderId);
  const sales = new Map<PartyId, PartySale[]>();
  for (const row of rows) {
    if (row.partyId === null) continue;
    const own = sales.get(row.partyId) ?? [];
    sales.set(row.partyId, own);
    own.push({ row, counted: countedOf(row, taken.get(row.id) ?? []) });
  }
  return sales;
}

function countedOf(row: OrderRow, refunds: readonly (typeof orderRefund.$inferSelect)[]): PartyOrder | null {
  const { id, partyId, buyerId, effectiveAt } = row;
  if (effectiveAt === null) return null;
  const order = { order: id, party: partyId, buyer: buyerId, effectiveAt, volumes: volumesOf(row) };
  return { order, refunds: refunds.map((refund) => ({ volumes: volumesOf(refund) })) };
}

/** Why a sale brings the host nothing; null for one that counts. */
export function whyNotCounted(
  { hostId, consultantId, closedAt, closesAt }: PartyRow,
  { row, counted }: PartySale,
): "unpaid" | "host" | "consultant" | "late" | "taken_back" | null {
  if (counted === null) return "unpaid";
  const ends = { host: hostId, consultant: consultantId, closedAt: closedAt ?? closesAt };
  const because = whyNotOfParty(ends, counted.order);
  if (because !== null) return because;
  return row.refundedMinor >= row.totalMinor && row.totalMinor > 0n ? "taken_back" : null;
}
