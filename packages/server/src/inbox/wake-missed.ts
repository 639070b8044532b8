import { selectRows } from "@upline/db";
import { sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import type { WaitingFor } from "./neutral.ts";
import { wakeWaiting } from "./waiting.ts";

interface Missed extends Record<string, unknown> {
  readonly kind: WaitingFor["kind"];
  readonly value: string;
}

/**
 * Wakes events whose order, person or payment is there although they still wait for it. Of two transactions at the
 * same time, one that begins to wait and one that brings what is waited for, neither sees the other's rows.
 *
 * Only what arrived after the event's last try, or within two minutes before, counts: longer than transactions last.
 * An event that waits in spite of what is there is therefore not tried for ever.
 */
export async function wakeMissed(tx: Deps): Promise<void> {
  const missed = await selectRows<Missed>(
    tx.db,
    sql`
    with waiting as (
      select w.kind, w.value, e.provider, e.processed_at - interval '2 minutes' as since
        from waiting_reference w join inbox_event e on e.id = w.inbox_event_id and e.status = 'unmatched')
    select w.kind, w.value from waiting w join order_ref r on r.provider in ('*', w.provider) and r.value = w.value
      join sales_order o on o.id = r.order_id and o.created_at >= w.since where w.kind = 'order'
    union
    select w.kind, w.value from waiting w join sales_order o on o.id = w.value and o.created_at >= w.since where w.kind = 'order'
    union
    select w.kind, w.value from waiting w join sales_order o on o.number = w.value and o.created_at >= w.since where w.kind = 'order'
    union
    select w.kind, w.value from waiting w join person_ref r on r.kind = 'distributor' and r.external_id = w.value
      join distributor d on d.id = r.person_id and d.created_at >= w.since where w.kind = 'distributor'
    union
    select w.kind, w.value from waiting w join distributor d on w.value in (d.id, d.number, d.code) and d.created_at >= w.since
      where w.kind = 'distributor'
    union
    select w.kind, w.value from waiting w join payment p on w.value = p.provider || ':' || p.payment_ref
      and p.order_id is not null and p.updated_at >= w.since where w.kind = 'payment'`,
  );
  for (const [kind, found] of Map.groupBy(missed, (one) => one.kind)) {
    const values = found.map(({ value }) => value);
    await wakeWaiting(tx, kind, values);
  }
  if (missed.length > 0) tx.log.warn({ event: "wake_missed", count: missed.length });
}
