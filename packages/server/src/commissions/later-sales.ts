import { orderRefund, salesOrder } from "@upline/db";
import { type Line, orderLines, type PlanVersion, readsOrderPlace } from "@upline/domain";
import { and, asc, eq, gt, isNotNull, or, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { volumesOf } from "../orders/volumes.ts";
import { frozenPeriods } from "../periods/counts-in.ts";
import { type PlanInForce, publishedPlans } from "../plans/plan-in-force.ts";
import { loadLineages } from "./load-order-facts.ts";
import { orderFactsOf } from "./order-facts.ts";

type OrderRow = typeof salesOrder.$inferSelect;
type NewSale = Pick<OrderRow, "id" | "buyerId" | "creditedTo" | "effectiveAt"> & { readonly at: string };

/** A sale that was paid on, and what live bonuses make of it now that another one is known to precede it. */
export interface LaterSale {
  readonly order: OrderRow & { readonly effectiveAt: NonNullable<OrderRow["effectiveAt"]> };
  readonly plan: PlanInForce;
  readonly refunds: readonly (typeof orderRefund.$inferSelect)[];
  readonly lines: readonly Line[];
}

/** Whether a live bonus asks for the place of a sale; the place at a close is counted when it is frozen. */
const asksAtOnce = (plan: PlanVersion): boolean =>
  readsOrderPlace({ ...plan, bonuses: plan.bonuses.filter(({ when }) => "live" in when) });

/** Sales of the same buyer or seller that are effective after a new one, and not in a frozen period. */
async function laterOrders(tx: Deps, { id, buyerId, creditedTo, at }: NewSale): Promise<LaterSale["order"][]> {
  if (!(await publishedPlans(tx)).some(({ plan }) => asksAtOnce(plan))) return [];
  const frozen = await frozenPeriods(tx);
  const rows = await tx.db
    .select()
    .from(salesOrder)
    .where(
      and(
        or(eq(salesOrder.buyerId, buyerId), eq(salesOrder.creditedTo, creditedTo)),
        isNotNull(salesOrder.effectiveAt),
        gt(sql`(${salesOrder.effectiveAt}, ${salesOrder.id})`, sql`(${at}::text::timestamptz, ${id}::text)`),
      ),
    )
    .orderBy(asc(salesOrder.effectiveAt), asc(salesOrder.id));
  return rows.flatMap((order) => {
    const { effectiveAt, periodId } = order;
    return effectiveAt === null || periodId === null || frozen.has(periodId) ? [] : [{ ...order, effectiveAt }];
  });
}

/** Whether a sale that is told late changes what was paid on others: it is then written by itself. */
export async function renumbers(tx: Deps, sale: NewSale): Promise<boolean> {
  return sale.effectiveAt === null && (await laterOrders(tx, sale)).length > 0;
}

/** The same with their lines; the new sale is stored by then. */
export async function laterSales(tx: Deps, sale: NewSale): Promise<LaterSale[]> {
  if (sale.effectiveAt !== null) return [];
  const versions = await publishedPlans(tx);
  const plans = versions.map(({ plan }) => plan);
  const sales: LaterSale[] = [];
  for (const order of await laterOrders(tx, sale)) {
    const plan = versions.find(({ id }) => id === order.planVersionId);
    if (!plan || order.periodId === null) continue;
    const { effectiveAt, periodId } = order;
    const [lineage] = await loadLineages(tx, [{ order, at: effectiveAt, plan: plan.plan }]);
    const refunds = await tx.db.select().from(orderRefund).where(eq(orderRefund.orderId, order.id));
    if (!lineage) continue;
    const back = refunds.map((row) => ({ ...row, ...storedAmounts(row) }));
    const facts = orderFactsOf({ ...order, ...storedAmounts(order), effectiveAt, periodId }, lineage, plans, back);
    sales.push({ order, plan, refunds, lines: orderLines(plan.plan, facts).lines });
  }
  return sales;
}

/** Volumes and margin of an order or of a step back, as they are stored. */
export function storedAmounts(row: Pick<OrderRow, "pv" | "cv" | "sales" | "marginMinor">) {
  return { volumes: volumesOf(row), margin: row.marginMinor };
}
