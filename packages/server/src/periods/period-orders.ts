import { orderRefund, salesOrder, selectRows } from "@upline/db";
import type { OrderFact, PartyId, RefundFact } from "@upline/domain";
import { and, arrayContains, asc, eq, inArray, isNotNull, lte, type SQL, sql } from "drizzle-orm";
import { refundKey } from "../commissions/line-ref.ts";
import type { Deps } from "../deps.ts";
import { volumesOf } from "../orders/volumes.ts";
import { cadenceIn } from "./counts-in.ts";

/** What the engine reads of an order. */
const ORDER = {
  id: salesOrder.id,
  buyerId: salesOrder.buyerId,
  buyerKind: salesOrder.buyerKind,
  creditedTo: salesOrder.creditedTo,
  effectiveAt: salesOrder.effectiveAt,
  pv: salesOrder.pv,
  cv: salesOrder.cv,
  sales: salesOrder.sales,
  partyId: salesOrder.partyId,
  marginMinor: salesOrder.marginMinor,
  packageLevel: salesOrder.packageLevel,
  seq: salesOrder.seq,
};
type OrderColumns = Pick<typeof salesOrder.$inferSelect, keyof typeof ORDER>;

/** A period whose facts are wanted, up to a fact number. */
export interface Wanted {
  readonly id: string;
  /** Whether it is one of the base cadence. */
  readonly isBase: boolean;
  readonly upTo: bigint;
}

/**
 * Orders that count in a period.
 *
 * @param withPlace  whether a rule asks for an order's place among those of its buyer and of its seller
 */
export async function ordersOf(deps: Deps, wanted: Wanted, withPlace: boolean): Promise<OrderFact[]> {
  const rows = await deps.db
    .select(ORDER)
    .from(salesOrder)
    .where(and(isIn(salesOrder, wanted), lte(salesOrder.seq, wanted.upTo), isNotNull(salesOrder.effectiveAt)))
    .orderBy(asc(salesOrder.effectiveAt), asc(salesOrder.id));
  const facts = rows.flatMap(orderFact);
  if (!withPlace || facts.length === 0) return facts;
  const places = await placesOf(deps, wanted);
  return facts.map((fact) => ({ ...fact, ...places.get(fact.order) }));
}

type Place = Pick<OrderFact, "isFirst" | "nth">;

/** Counted among all paid orders by (effectiveAt, id); a refund of one makes no other one first. */
async function placesOf({ db }: Deps, wanted: Wanted): Promise<ReadonlyMap<string, Place>> {
  const rows = await selectRows<{ id: string; bought: number; sold: number }>(
    db,
    sql`select id, bought, sold from (
        select id, period_id, other_periods,
          row_number() over (partition by buyer_id order by effective_at, id)::int as bought,
          row_number() over (partition by credited_to order by effective_at, id)::int as sold
        from sales_order where effective_at is not null and seq <= ${wanted.upTo}) placed
      where ${wanted.isBase ? sql`period_id = ${wanted.id}` : sql`other_periods @> array[${wanted.id}]::text[]`}`,
  );
  return new Map(rows.map(({ id, bought, sold }) => [id, { isFirst: bought === 1, nth: sold }]));
}

function orderFact(row: OrderColumns): OrderFact[] {
  const { id, buyerId, buyerKind, creditedTo, effectiveAt, partyId, marginMinor, packageLevel, seq } = row;
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
      volumes: volumesOf(row),
      margin: marginMinor,
      isFirst: false,
      party: partyId,
      packageLevel,
      seq: Number(seq),
      recordedAt: effectiveAt,
    },
  ];
}

function isIn(table: typeof salesOrder | typeof orderRefund, { id, isBase }: Wanted): SQL {
  return isBase ? eq(table.periodId, id) : arrayContains(table.otherPeriods, [id]);
}

/** Refunds that count in a period. */
export async function refundsOf({ db }: Deps, wanted: Wanted): Promise<RefundFact[]> {
  const rows = await db
    .select()
    .from(orderRefund)
    .where(and(isIn(orderRefund, wanted), lte(orderRefund.seq, wanted.upTo)));
  return rows.map(refundFact);
}

function refundFact(row: typeof orderRefund.$inferSelect): RefundFact {
  const { orderId, ref, cause, marginMinor, effectiveAt, seq } = row;
  const refund = refundKey(orderId, ref);
  return {
    t: "refund",
    id: refund,
    refund,
    order: orderId,
    effectiveAt,
    volumes: volumesOf(row),
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
  wanted: Wanted,
): Promise<(OrderFact | RefundFact)[]> {
  if (orders.length === 0) return [];
  const ids = [...orders] as (typeof salesOrder.$inferSelect.id)[];
  const rows = await db
    .select({ ...ORDER, periodId: salesOrder.periodId, otherPeriods: salesOrder.otherPeriods })
    .from(salesOrder)
    .where(inArray(salesOrder.id, ids));
  const refunds = await db
    .select()
    .from(orderRefund)
    .where(and(inArray(orderRefund.orderId, ids), lte(orderRefund.seq, wanted.upTo)));
  const soldIn = new Map(rows.map((row) => [row.id, placeIn(row, wanted)]));
  // What was taken back within the order's own period was never in the base of its lines.
  const between = refunds.filter((refund) => {
    const place = placeIn(refund, wanted);
    return place !== "" && place < wanted.id && place > (soldIn.get(refund.orderId) ?? "");
  });
  return [
    ...rows.flatMap(orderFact),
    ...between.map((refund) => ({ ...refundFact(refund), countsIn: placeIn(refund, wanted) })),
  ];
}

/**
 * Orders of earlier periods that belong to these parties, with everything that was taken back of them in the wanted
 * period and before.
 */
export async function partySalesOf(
  { db }: Deps,
  parties: readonly PartyId[],
  wanted: Wanted,
): Promise<(OrderFact | RefundFact)[]> {
  if (parties.length === 0) return [];
  const isBefore = <Row extends Placed>(row: Row) => placeIn(row, wanted) !== "" && placeIn(row, wanted) < wanted.id;
  const rows = await db
    .select({ ...ORDER, periodId: salesOrder.periodId, otherPeriods: salesOrder.otherPeriods })
    .from(salesOrder)
    .where(
      and(
        inArray(salesOrder.partyId, [...parties]),
        lte(salesOrder.seq, wanted.upTo),
        isNotNull(salesOrder.effectiveAt),
      ),
    );
  const orders = rows.filter(isBefore);
  if (orders.length === 0) return [];
  const refunds = await db
    .select()
    .from(orderRefund)
    .where(
      and(
        inArray(
          orderRefund.orderId,
          orders.map(({ id }) => id),
        ),
        lte(orderRefund.seq, wanted.upTo),
      ),
    );
  const until = refunds.filter((row) => isBefore(row) || placeIn(row, wanted) === wanted.id);
  return [...orders.flatMap(orderFact), ...until.map(refundFact)];
}

interface Placed {
  readonly periodId: string | null;
  readonly otherPeriods: readonly string[] | null;
}

/** The period of the wanted one's cadence that something counts in; "" for none. */
function placeIn(row: Placed, { id, isBase }: Pick<Wanted, "id" | "isBase">): string {
  if (isBase) return row.periodId ?? "";
  return row.otherPeriods?.find((other) => cadenceIn(other) === cadenceIn(id)) ?? "";
}
