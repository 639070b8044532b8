import { commissionLine, salesOrder } from "@upline/db";
import { orderLines } from "@upline/domain";
import { and, asc, eq, gt, isNotNull } from "drizzle-orm";
import { loadLineage } from "../commissions/load-order-facts.ts";
import { orderFactsOf } from "../commissions/order-facts.ts";
import type { Deps } from "../deps.ts";
import { publishedPlans } from "../plans/plan-in-force.ts";
import type { Fault } from "./fault.ts";

const ORDERS_PER_READ = 500;

/** Every line that was posted at once, computed again from its order, the stored upline and the plan of then. */
export async function recomputedLines(deps: Deps): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  let after: string | null = "";
  while (after !== null) {
    const orders: (typeof salesOrder.$inferSelect)[] = await deps.db
      .select()
      .from(salesOrder)
      .where(and(gt(salesOrder.id, after as typeof salesOrder.$inferSelect.id), isNotNull(salesOrder.effectiveAt)))
      .orderBy(asc(salesOrder.id))
      .limit(ORDERS_PER_READ);
    for (const order of orders) faults.push(...(await orderFaults(deps, order)));
    after = orders.length < ORDERS_PER_READ ? null : (orders.at(-1)?.id ?? null);
  }
  return faults;
}

async function orderFaults(deps: Deps, order: typeof salesOrder.$inferSelect): Promise<Fault[]> {
  const versions = await publishedPlans(deps);
  const plan = versions.find(({ id }) => id === order.planVersionId);
  if (!plan || order.effectiveAt === null)
    return [{ rule: "paid_order_has_a_plan", ref: order.id, have: "none", want: "one" }];
  const lineage = await loadLineage(deps, { order, at: order.effectiveAt, plan: plan.plan });
  const facts = await orderFactsOf(
    deps,
    order,
    lineage,
    versions.map((version) => version.plan),
  );
  const want = new Map(orderLines(plan.plan, facts).lines.map(({ key, minor }) => [key, minor]));
  const posted = await deps.db
    .select({ key: commissionLine.lineKey, minor: commissionLine.amountMinor })
    .from(commissionLine)
    .where(eq(commissionLine.orderId, order.id));
  const have = new Map(posted.map(({ key, minor }) => [key, minor]));
  return [...new Set([...want.keys(), ...have.keys()])].flatMap((key) => {
    const [is, shall] = [have.get(key) ?? 0n, want.get(key) ?? 0n];
    return is === shall
      ? []
      : [
          {
            rule: "line_is_what_the_plan_says",
            ref: key,
            have: String(is),
            want: String(shall),
            currency: plan.plan.currency,
          },
        ];
  });
}
