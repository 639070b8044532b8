import { commissionLine, ledgerRecon, salesOrder, selectRows } from "@upline/db";
import { orderLines } from "@upline/domain";
import { and, asc, eq, gt, isNotNull, sql } from "drizzle-orm";
import { loadLineage } from "../commissions/load-order-facts.ts";
import { orderFactsOf } from "../commissions/order-facts.ts";
import type { Deps } from "../deps.ts";
import { publishedPlans } from "../plans/plan-in-force.ts";

/** Two figures that shall be equal and are not: which rule, about what, and both of them. */
export interface Fault extends Record<string, unknown> {
  readonly rule: string;
  readonly ref: string;
  readonly have: string;
  readonly want: string;
}

const ORDERS_PER_READ = 500;

/** Compares everything that is kept in two places. Empty when all is well; it reads every line and every order. */
export async function reconcile(deps: Deps): Promise<readonly Fault[]> {
  const ledger = (await ledgerRecon(deps.db)).map((fault) => ({ ...fault, rule: `ledger_${fault.rule}` }));
  return [...ledger, ...(await storedSums(deps)), ...(await classAFaults(deps))];
}

/** The sums that one query each can compare. */
export async function storedSums({ db }: Deps): Promise<readonly Fault[]> {
  return selectRows<Fault>(
    db,
    sql`
    select 'pending_is_sum_of_lines' as rule, coalesce(a.owner_id, l.earner_id) as ref, (-coalesce(b.balance, 0))::text as have, coalesce(l.s, 0)::text as want
      from (select earner_id, currency, sum(pending_minor) s from commission_line group by 1, 2) l
      full join (ledger.accounts a join ledger.balances b on b.account_id = a.id and a.code = 'dist.pending')
        on a.owner_id = l.earner_id and a.currency = l.currency
      where (a.code is null or a.code = 'dist.pending') and coalesce(l.s, 0) <> -coalesce(b.balance, 0)
    union all
    select 'line_is_sum_of_postings', l.id, l.amount_minor::text, coalesce(p.s, 0)::text
      from commission_line l left join (select line_key_hash, sum(delta_minor) s from commission_posting group by 1) p using (line_key_hash)
      where l.amount_minor <> coalesce(p.s, 0)
    union all
    select 'posting_has_a_line', p.line_key_hash, p.delta_minor::text, '0' from commission_posting p
      where not exists (select 1 from commission_line l where l.line_key_hash = p.line_key_hash)
    union all
    select 'earnings_are_what_was_posted_for_them', coalesce(l.earner_id, w.owner_id), coalesce(l.s, 0)::text, coalesce(w.s, 0)::text
      from (select earner_id, currency, sum(amount_minor) s from commission_line group by 1, 2) l
      full join (select a.owner_id, a.currency, -sum(e.amount) s from ledger.entries e join ledger.accounts a on a.id = e.account_id
          join ledger.transactions t on t.id = e.tx_id where a.owner_id <> '' and t.kind in ('accrue', 'clawback', 'reverse') group by 1, 2) w
        on w.owner_id = l.earner_id and w.currency = l.currency
      where coalesce(l.s, 0) <> coalesce(w.s, 0)
    union all
    select 'volume_is_what_was_sold_less_taken_back', o.id || ' ' || v.volume, coalesce(e.s, 0)::text, (v.sold - coalesce(r.s, 0))::text
      from sales_order o
      cross join lateral (values ('pv', o.pv), ('cv', o.cv)) v (volume, sold)
      left join lateral (select sum(amount) s from volume_entry where order_id = o.id and volume = v.volume) e on true
      left join lateral (select sum(case v.volume when 'pv' then pv else cv end) s from order_refund where order_id = o.id) r on true
      where o.effective_at is not null and coalesce(e.s, 0) <> v.sold - coalesce(r.s, 0)
    union all
    select 'volume_only_of_paid_orders', e.order_id, e.amount::text, '0' from volume_entry e join sales_order o on o.id = e.order_id where o.effective_at is null
    union all
    select 'payment_takes_effect_once', p.provider || ' ' || p.payment_ref, p.confirm_effects::text, '1' from payment p
      where p.confirm_effects not in (0, 1) or (p.gross_minor > 0 and p.confirm_effects <> 1)
    union all
    select 'order_is_refunded_as_its_payment', o.id, o.refunded_minor::text, (p.refunded_minor + p.lost_minor)::text
      from sales_order o join payment p on p.order_id = o.id and p.gross_minor > 0
      where o.refunded_minor <> p.refunded_minor + p.lost_minor`,
  );
}

/** Every line that was posted at once, computed again from its order, the stored upline and the plan of then. */
async function classAFaults(deps: Deps): Promise<Fault[]> {
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
      : [{ rule: "line_is_what_the_plan_says", ref: key, have: String(is), want: String(shall) }];
  });
}
