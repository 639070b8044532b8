import { commissionLine, orderRefund, salesOrder } from "@upline/db";
import { orderLines } from "@upline/domain";
import { and, asc, gt, inArray, isNotNull } from "drizzle-orm";
import { storedAmounts } from "../commissions/later-sales.ts";
import { loadLineages } from "../commissions/load-order-facts.ts";
import { orderFactsOf } from "../commissions/order-facts.ts";
import type { Deps } from "../deps.ts";
import { publishedPlans } from "../plans/plan-in-force.ts";
import type { Fault } from "./fault.ts";

const ORDERS_PER_READ = 200;

type Order = typeof salesOrder.$inferSelect;

/** Every line that was posted at once, computed again from its order, the stored upline and the plan of then. */
export async function recomputedLines(deps: Deps): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  let after: string | null = "";
  while (after !== null) {
    const orders: Order[] = await deps.db
      .select()
      .from(salesOrder)
      .where(and(gt(salesOrder.id, after as Order["id"]), isNotNull(salesOrder.effectiveAt)))
      .orderBy(asc(salesOrder.id))
      .limit(ORDERS_PER_READ);
    faults.push(...(await faultsOf(deps, orders)));
    after = orders.length < ORDERS_PER_READ ? null : (orders.at(-1)?.id ?? null);
  }
  return faults;
}

async function faultsOf(deps: Deps, orders: readonly Order[]): Promise<Fault[]> {
  if (orders.length === 0) return [];
  const versions = await publishedPlans(deps);
  const planned = orders.flatMap((order) => {
    const plan = versions.find(({ id }) => id === order.planVersionId)?.plan;
    return plan && order.effectiveAt !== null ? [{ order, at: order.effectiveAt, plan }] : [];
  });
  const ids = orders.map(({ id }) => id);
  const lineages = await loadLineages(deps, planned);
  const refunds = Map.groupBy(
    await deps.db.select().from(orderRefund).where(inArray(orderRefund.orderId, ids)),
    ({ orderId }) => orderId,
  );
  const posted = Map.groupBy(
    await deps.db
      .select({ order: commissionLine.orderId, key: commissionLine.lineKey, minor: commissionLine.amountMinor })
      .from(commissionLine)
      .where(inArray(commissionLine.orderId, ids)),
    ({ order }) => order,
  );
  const faults = orders
    .filter((order) => !planned.some((one) => one.order === order))
    .map(({ id }): Fault => ({ rule: "paid_order_has_a_plan", ref: id, have: "none", want: "one" }));
  const plans = versions.map(({ plan }) => plan);
  for (const [index, { order, plan }] of planned.entries()) {
    const lineage = lineages[index];
    if (!lineage) continue;
    const { effectiveAt, periodId } = order;
    if (effectiveAt === null || periodId === null) continue;
    const back = (refunds.get(order.id) ?? []).map((row) => ({ ...row, ...storedAmounts(row) }));
    const facts = orderFactsOf({ ...order, ...storedAmounts(order), effectiveAt, periodId }, lineage, plans, back);
    const want = new Map(orderLines(plan, facts).lines.map(({ key, minor }) => [key, minor]));
    const have = new Map((posted.get(order.id) ?? []).map(({ key, minor }) => [key, minor]));
    faults.push(...differences(have, want, plan.currency));
  }
  return faults;
}

function differences(
  have: ReadonlyMap<string, bigint>,
  want: ReadonlyMap<string, bigint>,
  currency: string,
): readonly Fault[] {
  return [...new Set([...want.keys(), ...have.keys()])].flatMap((key) => {
    const [is, shall] = [have.get(key) ?? 0n, want.get(key) ?? 0n];
    const rule = "line_is_what_the_plan_says";
    return is === shall ? [] : [{ rule, ref: key, have: String(is), want: String(shall), currency }];
  });
}
