import { type FrozenPerson, instant, type PlanVersion, type Standing } from "@upline/domain";
import { sql } from "drizzle-orm";
import { fromColumns } from "../periods/closed-result.ts";

/** Somebody around an order, with what mails and notices need. */
export interface LinePerson {
  readonly frozen: FrozenPerson;
  readonly name: string;
  readonly email: string;
}

/** What is read of somebody around an order. */
export interface FrozenRow extends Record<string, unknown> {
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
}

/** Of `l`, somebody around the order `a`, and of his row `d`: everything as it was at the order's effective instant. */
export const FROZEN_COLUMNS = sql`l.k, l.id, d.name, d.email, d.joined_at, d.earns, s.status, c.is_active, c.qualified, c.paid_as, c.title, c.metrics, f.attributes`;
export const FROZEN_JOINS = sql`left join lateral (select status from distributor_status where distributor_id = l.id and from_at <= a.at
        order by from_at desc, seq desc limit 1) s on true
      left join lateral (select * from closed_result where distributor_id = l.id and closed_at <= a.at
        order by period_id desc, run desc limit 1) c on true
      left join lateral (select jsonb_object_agg(key, value) filter (where value <> '') as attributes from (select distinct on (key) key, value
        from distributor_attribute where distributor_id = l.id and from_at <= a.at
        order by key, from_at desc, seq desc) now) f on true`;

export function linePerson(row: FrozenRow, plan: PlanVersion): LinePerson {
  return { frozen: frozenPerson(row, plan), name: row.name, email: row.email };
}

function frozenPerson(row: FrozenRow, plan: PlanVersion): FrozenPerson {
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
