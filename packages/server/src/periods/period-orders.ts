import { orderRefund, salesOrder, selectRows } from "@upline/db";
import type { OrderFact, RefundFact } from "@upline/domain";
import { and, asc, eq, inArray, isNotNull, lte, sql } from "drizzle-orm";
import { refundKey } from "../commissions/line-ref.ts";
import type { Deps } from "../deps.ts";

/** What the engine reads of an order. */
const ORDER = {
  id: salesOrder.id,
  buyerId: salesOrder.buyerId,
  buyerKind: salesOrder.buyerKind,
  creditedTo: salesOrder.creditedTo,
  effectiveAt: salesOrder.effectiveAt,
  pv: salesOrder.pv,
  cv: salesOrder.cv,
  marginMinor: salesOrder.marginMinor,
  seq: salesOrder.seq,
};
type OrderColumns = Pick<typeof salesOrder.$inferSelect, keyof typeof ORDER>;

/**
 * Orders that count in a period, up to a fact number.
 *
 * @param withPlace  whether a rule asks for an order's place among those of its buyer and of its seller
 */
export async function ordersOf(deps: Deps, periodId: string, upTo: bigint, withPlace: boolean): Promise<OrderFact[]> {
  const rows = await deps.db
    .select(ORDER)
    .from(salesOrder)
    .where(and(eq(salesOrder.periodId, periodId), lte(salesOrder.seq, upTo), isNotNull(salesOrder.effectiveAt)))
    .orderBy(asc(salesOrder.effectiveAt), asc(salesOrder.id));
  const facts = rows.flatMap(orderFact);
  if (!withPlace || facts.length === 0) return facts;
  const places = await placesOf(deps, periodId, upTo);
  return facts.map((fact) => ({ ...fact, ...places.get(fact.order) }));
}

type Place = Pick<OrderFact, "isFirst" | "nth">;

/** Counted among all paid orders by (effectiveAt, id); a refund of one makes no other one first. */
async function placesOf({ db }: Deps, periodId: string, upTo: bigint): Promise<ReadonlyMap<string, Place>> {
  const rows = await selectRows<{ id: string; bought: number; sold: number }>(
    db,
    sql`select id, bought, sold from (
        select id, period_id,
          row_number() over (partition by buyer_id order by effective_at, id)::int as bought,
          row_number() over (partition by credited_to order by effective_at, id)::int as sold
        from sales_order where effective_at is not null and seq <= ${upTo}) placed
      where period_id = ${periodId}`,
  );
  return new Map(rows.map(({ id, bought, sold }) => [id, { isFirst: bought === 1, nth: sold }]));
}

function orderFact(row: OrderColumns): OrderFact[] {
  const { id, buyerId, buyerKind, creditedTo, effectiveAt, pv, cv, marginMinor, seq } = row;
  if (effectiveAt === null) return [];
  return [
    {
      t: "order",
      id,
      order: id,
      buyer: buyerId,
      buyerKind,
      creditedTo,
      effectiveAt,
      volumes: { pv, cv },
      margin: marginMinor,
      isFirst: false,
      party: null,
      packageLevel: null,
      seq: Number(seq),
      recordedAt: effectiveAt,
    },
  ];
}

/** Refunds that count in a period, up to a fact number. */
export async function refundsOf({ db }: Deps, periodId: string, upTo: bigint): Promise<RefundFact[]> {
  const rows = await db
    .select()
    .from(orderRefund)
    .where(and(eq(orderRefund.periodId, periodId), lte(orderRefund.seq, upTo)));
  return rows.map(refundFact);
}

function refundFact(row: typeof orderRefund.$inferSelect): RefundFact {
  const { orderId, ref, cause, pv, cv, marginMinor, effectiveAt, seq } = row;
  const refund = refundKey(orderId, ref);
  const volumes = { pv, cv };
  return {
    t: "refund",
    id: refund,
    refund,
    order: orderId,
    effectiveAt,
    volumes,
    margin: marginMinor,
    cause,
    seq: Number(seq),
    recordedAt: effectiveAt,
  };
}

/** Orders of earlier periods that are taken back in this one, and what was taken of them before. */
export async function pastOf(
  { db }: Deps,
  orders: readonly string[],
  periodId: string,
): Promise<(OrderFact | RefundFact)[]> {
  if (orders.length === 0) return [];
  const ids = [...orders] as (typeof salesOrder.$inferSelect.id)[];
  const rows = await db
    .select({ ...ORDER, periodId: salesOrder.periodId })
    .from(salesOrder)
    .where(inArray(salesOrder.id, ids));
  const refunds = await db.select().from(orderRefund).where(inArray(orderRefund.orderId, ids));
  const soldIn = new Map(rows.map((row) => [row.id, row.periodId ?? ""]));
  // What was taken back within the order's own period was never in the base of its lines.
  const between = refunds.filter(
    (refund) => refund.periodId < periodId && refund.periodId > (soldIn.get(refund.orderId) ?? ""),
  );
  return [...rows.flatMap(orderFact), ...between.map(refundFact)];
}
