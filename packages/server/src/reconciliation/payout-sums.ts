import { selectRows } from "@upline/db";
import { sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import type { Fault } from "./fault.ts";

/** Payouts by state beside what the ledger holds for them. */
export async function payoutSums({ db }: Pick<Deps, "db">): Promise<readonly Fault[]> {
  return selectRows<Fault>(
    db,
    sql`
    select 'payout_held_is_sum_of_payouts' as rule, coalesce(p.distributor_id, l.owner_id) as ref, (-coalesce(l.balance, 0))::text as have, coalesce(p.s, 0)::text as want, coalesce(p.currency, l.currency) as currency
      from (select distributor_id, currency, sum(net_minor) s from payout where state in ('reserved', 'approved', 'sending', 'unknown') group by 1, 2) p
      full join (select a.owner_id, a.currency, b.balance from ledger.accounts a join ledger.balances b on b.account_id = a.id where a.code = 'dist.payout_held') l
        on l.owner_id = p.distributor_id and l.currency = p.currency
      where coalesce(p.s, 0) <> -coalesce(l.balance, 0)
    union all
    select 'in_transit_is_sum_of_sent', coalesce(p.currency, l.currency), (-coalesce(l.balance, 0))::text, coalesce(p.s, 0)::text, coalesce(p.currency, l.currency)
      from (select currency, sum(net_minor) s from payout where state = 'sent' group by 1) p
      full join (select a.currency, b.balance from ledger.accounts a join ledger.balances b on b.account_id = a.id where a.code = 'payouts.in_transit') l
        on l.currency = p.currency
      where coalesce(p.s, 0) <> -coalesce(l.balance, 0)`,
  );
}
