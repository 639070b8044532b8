import { type salesOrder, selectRows } from "@upline/db";
import { type FrozenPerson, type Instant, instant, type PlanVersion, type Standing } from "@upline/domain";
import { sql } from "drizzle-orm";
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

/** An order whose sponsor line is wanted, at the instant from which the order counts, under the plan of that instant. */
export interface LineageWanted {
  readonly order: Pick<typeof salesOrder.$inferSelect, "id" | "buyerId" | "creditedTo" | "upline">;
  readonly at: Instant;
  readonly plan: PlanVersion;
}

interface Row extends Record<string, unknown> {
  /** Place of the order in the list. */
  readonly k: number;
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
  readonly attributes: Record<string, string> | null;
  readonly is_first: boolean;
}

const MOST_LEVELS = 10_000;

/**
 * Of each order the credited distributor and every sponsor above him, frozen at the order's effective instant, in one
 * query for all: tree, status and attributes as they were then, and results of the newest base period that was closed by then.
 *
 * An order that was paid before keeps the line it was paid under, whatever has moved since.
 *
 * @returns one lineage per order, in the same order
 */
export async function loadLineages(tx: Deps, list: readonly LineageWanted[]): Promise<readonly OrderLineage[]> {
  if (list.length === 0) return [];
  const asked = list.map(({ order: { id, buyerId, creditedTo, upline }, at }, k) => ({
    k,
    id,
    buyer: buyerId,
    seller: creditedTo,
    upline,
    at,
  }));
  const rows = await selectRows<Row>(
    tx.db,
    sql`with recursive asked as materialized (
        select a.*, d.joined_at from jsonb_to_recordset(${JSON.stringify(asked)}::text::jsonb)
          as a (k int, id text, buyer text, seller text, upline jsonb, at timestamptz) join distributor d on d.id = a.seller),
      line (k, id, depth) as (
        select k, seller, 0 from asked
        union all
        select line.k, e.parent_id, line.depth + 1 from line join asked a on a.k = line.k cross join lateral (
          select parent_id from genealogy_edge where tree = 'sponsor' and distributor_id = line.id
            and from_at <= greatest(a.at, a.joined_at) order by from_at desc, seq desc limit 1) e
        where a.upline is null and e.parent_id is not null and line.depth < ${sql.raw(String(MOST_LEVELS))}),
      people as (
        select k, id, depth from line
        union all
        select a.k, stored.id, stored.depth::int from asked a
          cross join lateral jsonb_array_elements_text(a.upline) with ordinality as stored (id, depth) where a.upline is not null)
      select l.k, l.id, d.name, d.email, d.joined_at, d.earns, s.status, c.is_active, c.qualified, c.paid_as, c.title, c.metrics, f.attributes,
        l.depth = 0 and not exists (select 1 from sales_order o where o.buyer_id = a.buyer and o.effective_at is not null
          and (o.effective_at, o.id) < (a.at, a.id)) as is_first
      from people l join asked a on a.k = l.k join distributor d on d.id = l.id
      left join lateral (select status from distributor_status where distributor_id = l.id and from_at <= a.at
        order by from_at desc, seq desc limit 1) s on true
      left join lateral (select * from closed_result where distributor_id = l.id and closed_at <= a.at
        order by period_id desc, run desc limit 1) c on true
      left join lateral (select jsonb_object_agg(key, value) filter (where value <> '') as attributes from (select distinct on (key) key, value
        from distributor_attribute where distributor_id = l.id and from_at <= a.at
        order by key, from_at desc, seq desc) now) f on true
      order by l.k, l.depth`,
  );
  const lines = Map.groupBy(rows, ({ k }) => k);
  return list.map(({ plan }, k) => {
    const own = lines.get(k) ?? [];
    return {
      people: own.map((row) => ({ frozen: frozenPerson(row, plan), name: row.name, email: row.email })),
      isFirst: own[0]?.is_first ?? true,
    };
  });
}

function frozenPerson(row: Row, plan: PlanVersion): FrozenPerson {
  const lowest = plan.ranks[0]?.id ?? "";
  const { is_active: isActive, qualified, paid_as: paidAs, title, metrics } = row;
  const closed =
    isActive === null
      ? { active: true, qualified: lowest, paidAs: lowest, title: lowest, metrics: {} }
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
    attributes: row.attributes ?? {},
    active: closed.active,
    qualified: closed.qualified,
    paidAs: closed.paidAs,
    title: closed.title,
    metrics: closed.metrics,
    ...("holds" in closed ? { holds: closed.holds } : {}),
  };
}
