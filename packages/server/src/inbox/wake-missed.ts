import { selectRows } from "@upline/db";
import { plusMs } from "@upline/domain";
import { sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import type { WaitingFor } from "./neutral.ts";
import { wakeWaiting } from "./waiting.ts";

/** Longer than two transactions that run beside each other can last. */
const MARGIN_MS = 120_000;

/**
 * Wakes events whose order, person or payment is there although they still wait for it: each of two transactions at
 * the same time, one that begins to wait and one that brings what is waited for, does not see the other's rows.
 *
 * Only what arrived at about the time of the event's last try, or after it, counts: an event that waits in spite of
 * that is not tried again and again.
 */
export async function wakeMissed(tx: Deps): Promise<void> {
  const missed = await selectRows<{ kind: WaitingFor["kind"]; value: string; tried: string; arrived: string }>(
    tx.db,
    sql`
    select distinct w.kind, w.value, e.processed_at::text as tried, a.at::text as arrived
      from waiting_reference w
      join inbox_event e on e.id = w.inbox_event_id and e.status = 'unmatched'
      cross join lateral (
        select max(o.created_at) as at from order_ref r join sales_order o on o.id = r.order_id where w.kind = 'order' and r.value = w.value
        union all
        select max(o.created_at) from sales_order o where w.kind = 'order' and (o.id = w.value or o.number = w.value)
        union all
        select max(d.created_at) from person_ref r join distributor d on d.id = r.person_id
          where w.kind = 'distributor' and r.kind = 'distributor' and r.external_id = w.value
        union all
        select max(d.created_at) from distributor d
          where w.kind = 'distributor' and (d.id = w.value or d.number = upper(w.value) or d.code = lower(w.value))
        union all
        select max(p.updated_at) from payment p
          where w.kind = 'payment' and p.order_id is not null and p.provider || ':' || p.payment_ref = w.value
      ) a
      where a.at is not null`,
  );
  void missed;
  void plusMs;
  void wakeWaiting;
  void MARGIN_MS;
}
