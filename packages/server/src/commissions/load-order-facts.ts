import { type salesOrder, selectRows } from "@upline/db";
import type { Instant, PlanVersion } from "@upline/domain";
import { sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { FROZEN_COLUMNS, FROZEN_JOINS, type FrozenRow, type LinePerson, linePerson } from "./frozen-row.ts";
import { type Around, loadAround, NOBODY_AROUND } from "./load-around.ts";

export interface OrderLineage {
  readonly people: readonly LinePerson[];
  /** Whether no counted order of this buyer precedes it in (effectiveAt, id). */
  readonly isFirst: boolean;
  readonly around: Around;
}

/** An order whose sponsor line is wanted, at the instant from which the order counts, under the plan of that instant. */
export interface LineageWanted {
  readonly order: Pick<typeof salesOrder.$inferSelect, "id" | "buyerId" | "creditedTo" | "upline">;
  readonly at: Instant;
  readonly plan: PlanVersion;
}

interface Row extends FrozenRow {
  readonly is_first: boolean;
}

const MOST_LEVELS = 10_000;

/**
 * Of each order the credited distributor and every sponsor above him, frozen at the order's effective instant, in one
 * query for all: tree, status and attributes as they were then, and results of the newest base period that was closed by then;
 * whom live bonuses meet off that line comes beside it.
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
      select ${FROZEN_COLUMNS},
        l.depth = 0 and not exists (select 1 from sales_order o where o.buyer_id = a.buyer and o.effective_at is not null
          and (o.effective_at, o.id) < (a.at, a.id)) as is_first
      from people l join asked a on a.k = l.k join distributor d on d.id = l.id
      ${FROZEN_JOINS}
      order by l.k, l.depth`,
  );
  const lines = Map.groupBy(rows, ({ k }) => k);
  const around = await loadAround(tx, list, (k) => (lines.get(k) ?? []).map(({ id }) => id));
  return list.map(({ plan }, k) => {
    const own = lines.get(k) ?? [];
    return {
      people: own.map((row) => linePerson(row, plan)),
      isFirst: own[0]?.is_first ?? true,
      around: around[k] ?? NOBODY_AROUND,
    };
  });
}
