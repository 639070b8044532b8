import { type salesOrder, selectRows } from "@upline/db";
import {
  type DistributorId,
  type FrozenPerson,
  type Instant,
  instant,
  type PlanVersion,
  type Standing,
} from "@upline/domain";
import { type SQL, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { fromColumns } from "../periods/closed-result.ts";

/** Somebody on the sponsor line of an order, with what mails and notices need. */
export interface LinePerson {
  readonly frozen: FrozenPerson;
  readonly name: string;
  readonly email: string;
}

export interface OrderLineage {
  readonly people: readonly LinePerson[];
  /** Whether no counted order of this buyer precedes it in (effectiveAt, id). */
  readonly isFirst: boolean;
}

interface Row extends Record<string, unknown> {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly joined_at: string | Date;
  readonly earns: boolean;
  readonly status: Standing | null;
  readonly is_active: boolean | null;
  readonly qualified: string | null;
  readonly paid_as: string | null;
  readonly title: string | null;
  readonly metrics: Record<string, string> | null;
  readonly is_first: boolean;
}

const MOST_LEVELS = 10_000;

/**
 * The credited distributor and every sponsor above him, frozen at the order's effective instant, in one query: tree and
 * status as they were then, and results of the newest base period that was closed by then.
 *
 * An order that was paid before keeps the line it was paid under, whatever has moved since.
 */
export async function loadLineage(
  tx: Deps,
  order: Pick<typeof salesOrder.$inferSelect, "id" | "buyerId" | "creditedTo" | "upline">,
  at: Instant,
  plan: PlanVersion,
): Promise<OrderLineage> {
  const line = order.upline === null ? lineOfThen(order.creditedTo, at) : storedLine(order.creditedTo, order.upline);
  const rows = await selectRows<Row>(
    tx.db,
    sql`with recursive ${line}
      select l.id, d.name, d.email, d.joined_at, d.earns, s.status, c.is_active, c.qualified, c.paid_as, c.title, c.metrics,
        not exists (select 1 from sales_order o where o.buyer_id = ${order.buyerId} and o.effective_at is not null
          and (o.effective_at, o.id) < (${at}::timestamptz, ${order.id})) as is_first
      from line l join distributor d on d.id = l.id
      left join lateral (select status from distributor_status where distributor_id = l.id and from_at <= ${at}::timestamptz
        order by from_at desc, seq desc limit 1) s on true
      left join lateral (select * from closed_result where distributor_id = l.id and closed_at <= ${at}::timestamptz
        order by period_id desc, run desc limit 1) c on true
      order by l.depth`,
  );
  return {
    people: rows.map((row) => ({ frozen: frozenPerson(row, plan), name: row.name, email: row.email })),
    isFirst: rows[0]?.is_first ?? true,
  };
}

function lineOfThen(seller: DistributorId, at: Instant): SQL {
  return sql`line (id, depth) as (
    select ${seller}::text, 0
    union all
    select e.parent_id, line.depth + 1 from line cross join lateral (
      select parent_id from genealogy_edge where tree = 'sponsor' and distributor_id = line.id
        and from_at <= greatest(${at}::timestamptz, (select joined_at from distributor where id = ${seller}))
      order by from_at desc, seq desc limit 1) e
    where e.parent_id is not null and line.depth < ${sql.raw(String(MOST_LEVELS))})`;
}

function storedLine(seller: DistributorId, upline: readonly DistributorId[]): SQL {
  const ids = JSON.stringify([seller, ...upline]);
  return sql`line (id, depth) as (
    select id, depth from jsonb_array_elements_text(${ids}::text::jsonb) with ordinality as stored (id, depth))`;
}

function frozenPerson(row: Row, plan: PlanVersion): FrozenPerson {
  const lowest = plan.ranks[0]?.id ?? "";
  const { is_active: isActive, qualified, paid_as: paidAs, title, metrics } = row;
  const closed =
    isActive === null
      ? { active: true, paidAs: lowest, title: lowest, metrics: {} }
      : fromColumns({
          isActive,
          qualified: qualified ?? lowest,
          paidAs: paidAs ?? lowest,
          title: title ?? lowest,
          metrics: metrics ?? {},
        });
  return {
    id: row.id,
    joinedAt: instant(new Date(row.joined_at).getTime()),
    status: row.status ?? "good",
    earns: row.earns,
    attributes: {},
    active: closed.active,
    paidAs: closed.paidAs,
    title: closed.title,
    metrics: closed.metrics,
    ...("holds" in closed ? { holds: closed.holds } : {}),
  };
}
