import { selectRows } from "@upline/db";
import { type SQL, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import type { Fault } from "./fault.ts";

/** A comparison that one query makes. */
const compared =
  (query: (deps: Deps) => SQL) =>
  (deps: Deps): Promise<readonly Fault[]> =>
    selectRows<Fault>(deps.db, query(deps));

/** Each line is the sum of what was posted for it, and what was posted is in the ledger. */
export const lineSums = compared(
  () => sql`
    select 'line_is_sum_of_postings' as rule, l.id as ref, l.amount_minor::text as have, coalesce(p.s, 0)::text as want, l.currency
      from commission_line l left join (select line_key_hash, sum(delta_minor) s from commission_posting group by 1) p using (line_key_hash)
      where l.amount_minor <> coalesce(p.s, 0)
    union all
    select 'posting_has_a_line', p.line_key_hash, p.delta_minor::text, '0', p.currency from commission_posting p
      where not exists (select 1 from commission_line l where l.line_key_hash = p.line_key_hash)
    union all
    select 'posting_is_what_its_transaction_moved', p.tx::text, p.s::text, coalesce(w.s, 0)::text, p.currency
      from (select ledger_tx_id tx, earner_id, currency, sum(delta_minor) s from commission_posting group by 1, 2, 3) p
      left join (select e.tx_id tx, a.owner_id, a.currency, -sum(e.amount) s from ledger.entries e join ledger.accounts a on a.id = e.account_id
          where a.owner_id <> '' group by 1, 2, 3) w on w.tx = p.tx and w.owner_id = p.earner_id and w.currency = p.currency
      where p.s <> coalesce(w.s, 0)
    union all
    select 'earnings_are_what_was_posted_for_them', coalesce(l.earner_id, w.owner_id), coalesce(l.s, 0)::text, coalesce(w.s, 0)::text,
        coalesce(l.currency, w.currency)
      from (select earner_id, currency, sum(amount_minor) s from commission_line group by 1, 2) l
      full join (select a.owner_id, a.currency, -sum(e.amount) s from ledger.entries e join ledger.accounts a on a.id = e.account_id
          join ledger.transactions t on t.id = e.tx_id where a.owner_id <> '' and t.kind in ('accrue', 'clawback', 'reverse') group by 1, 2) w
        on w.owner_id = l.earner_id and w.currency = l.currency
      where coalesce(l.s, 0) <> coalesce(w.s, 0)`,
);

/** Orders, their payments, and their volume say the same. */
export const paymentSums = compared(
  () => sql`
    select 'volume_is_what_was_sold_less_taken_back' as rule, o.id || ' ' || v.volume as ref, coalesce(e.s, 0)::text as have,
        (v.sold - coalesce(r.s, 0))::text as want
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

/** What is pending is the sum of what is pending of the lines, and is not released before its day. */
export const holdSums = compared(
  ({ clock }) => sql`
    select 'pending_is_sum_of_lines' as rule, coalesce(a.owner_id, l.earner_id) as ref, (-coalesce(b.balance, 0))::text as have,
        coalesce(l.s, 0)::text as want, coalesce(a.currency, l.currency) as currency
      from (select earner_id, currency, case settle when 'credit' then 'credit.pending' else 'dist.pending' end as code, sum(pending_minor) s
          from commission_line group by 1, 2, 3) l
      full join (ledger.accounts a join ledger.balances b on b.account_id = a.id and a.code in ('dist.pending', 'credit.pending'))
        on a.owner_id = l.earner_id and a.currency = l.currency and a.code = l.code
      where (a.code is null or a.code in ('dist.pending', 'credit.pending')) and coalesce(l.s, 0) <> -coalesce(b.balance, 0)
    union all
    select 'released_before_its_date', t.id::text, to_char(${clock.now()}::timestamptz at time zone 'UTC', 'YYYY-MM-DD HH24:MI'),
        to_char(t.effective_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI'), null
      from ledger.transactions t where t.kind = 'release' and t.effective_at > ${clock.now()}::timestamptz`,
);

/** How long a release may be late before somebody should look: the run is hourly. */
const LATE_DAYS = 2;

/** Holds that ended some days ago and whose money is still pending, although nothing stands against its release. */
export const overdueHolds = compared(
  ({ clock }) => sql`
    select 'held_past_its_date' as rule, l.id as ref, to_char(${clock.now()}::timestamptz at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as have,
        to_char(l.available_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as want
      from commission_line l left join distributor d on d.id = l.earner_id
      where l.pending_minor > 0 and coalesce(d.status, 'good') not in ('pending', 'suspended')
        and l.available_at < ${clock.now()}::timestamptz - make_interval(days => ${LATE_DAYS})`,
);

/** Who owes the company has nothing to be paid out: every credit goes to the debt first. */
export const debtSums = compared(
  () => sql`
    select 'owes_and_has_available' as rule, o.owner_id as ref, (-v.balance)::text as have, '0' as want, o.currency
      from ledger.accounts o join ledger.balances owed on owed.account_id = o.id and owed.balance > 0
      join ledger.accounts a on a.owner_id = o.owner_id and a.currency = o.currency
        and a.code = case o.code when 'credit.receivable' then 'credit.available' else 'dist.available' end
      join ledger.balances v on v.account_id = a.id and v.balance < 0
      where o.code in ('dist.clawback_receivable', 'credit.receivable')`,
);

/** Residues of rounding are at most one minor unit for each of their entries. */
export const roundingSums = compared(
  () => sql`
    select 'rounding_within_its_limit' as rule, a.code as ref, abs(sum(e.amount))::text as have, count(*)::text as want, a.currency
      from ledger.entries e join ledger.accounts a on a.id = e.account_id where a.code = 'company.rounding'
      group by a.code, a.currency having abs(sum(e.amount)) > count(*)`,
);
