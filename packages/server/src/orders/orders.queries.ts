import { distributor, salesOrder } from "@upline/db";
import type { DistributorId, Instant } from "@upline/domain";
import { and, desc, eq, gte, ilike, lt, or, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { cursorOf, pageInput, toPage } from "../pages/keyset.ts";

export const ORDER_STATUSES = [
  "placed",
  "failed",
  "held",
  "paid",
  "part_refunded",
  "refunded",
  "disputed",
  "lost",
] as const;

export const ListOrders = pageInput.extend({
  q: z.string().max(100).optional(),
  status: z.enum(ORDER_STATUSES).optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  distributorId: z.string().optional(),
});

/** Sales, newest first. */
export async function listOrders(deps: Deps, input: z.output<typeof ListOrders>) {
  const { q, status, from, to, distributorId, cursor, limit } = input;
  const after = cursorOf(cursor);
  const like = `%${q}%`;
  const where: (SQL | undefined)[] = [
    status ? eq(salesOrder.status, status) : undefined,
    from ? gte(salesOrder.placedAt, from as Instant) : undefined,
    to ? lt(salesOrder.placedAt, to as Instant) : undefined,
    distributorId ? eq(salesOrder.creditedTo, distributorId as DistributorId) : undefined,
    q
      ? or(
          ilike(salesOrder.number, like),
          ilike(salesOrder.buyerName, like),
          ilike(distributor.name, like),
          eq(salesOrder.id, q as `ord_${string}`),
        )
      : undefined,
    after
      ? or(
          lt(salesOrder.placedAt, after.at),
          and(eq(salesOrder.placedAt, after.at), lt(salesOrder.id, after.id as `ord_${string}`)),
        )
      : undefined,
  ];
  const rows = await deps.db
    .select({ order: salesOrder, seller: { id: distributor.id, number: distributor.number, name: distributor.name } })
    .from(salesOrder)
    .innerJoin(distributor, eq(distributor.id, salesOrder.creditedTo))
    .where(and(...where))
    .orderBy(desc(salesOrder.placedAt), desc(salesOrder.id))
    .limit(limit + 1);
  const page = toPage(rows, limit, ({ order }) => ({ at: order.placedAt, id: order.id }));
  return { ...page, rows: page.rows.map(({ order, seller }) => ({ ...orderView(order), seller })) };
}

/** An order as lists and pages show it. */
export function orderView(order: typeof salesOrder.$inferSelect) {
  const { id, number, placedAt, effectiveAt, buyerName, buyerKind, totalMinor, currency, refundedMinor } = order;
  const { pv, cv, status, heldBecause, periodId, kind } = order;
  const total = { minor: totalMinor, currency };
  return {
    id,
    number,
    kind,
    placedAt,
    effectiveAt,
    periodId,
    buyerName,
    buyerKind,
    total,
    refundedMinor,
    pv,
    cv,
    status,
    heldBecause,
  };
}
