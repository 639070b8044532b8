import type { Period } from "../../../../packages/domain/src/index.ts";
import type { SmallCompany } from "../../../faults/company.ts";
import type { Network } from "../engine/network.ts";

/** How many rows one statement brings. */
const ROWS = 10_000;
const JOINED = "2025-01-15T12:00:00Z";
const DAY_MS = 86_400_000;
const BEFORE_END_MS = 3_600_000;

export const distributorId = (person: number): string => `dst_${String(person).padStart(8, "0")}`;

/**
 * A company of the network's size with a month of own orders, by set-based SQL: how people and orders came is not what
 * is measured. Everybody joined long before, so nothing was paid at once.
 */
export async function fillCompany(company: SmallCompany, network: Network, period: Period): Promise<void> {
  const { people, orders, sponsor, seller, pv, cv } = network;
  // A circle cannot be in what the generator makes; looking for one at each edge costs more than the edge.
  await company.rows("alter table genealogy_edge disable trigger closes_no_circle");
  for (let from = 0; from < people; from += ROWS) {
    const part = range(from, Math.min(people, from + ROWS));
    const ids = part.map(distributorId);
    await company.rows(
      `insert into distributor (id, number, name, email, code, joined_at, status, created_at)
        select id, 'D-' || id, 'Person ' || id, id || '@example.test', id, $2, 'good', $2 from unnest($1::text[]) id`,
      [ids, JOINED],
    );
    await company.rows(
      `insert into distributor_status (distributor_id, status, from_at, recorded_at, cause_id)
        select id, 'good', $2, $2, 'bench' from unnest($1::text[]) id`,
      [ids, JOINED],
    );
    const sponsors = part.map((person) => ((sponsor[person] ?? -1) < 0 ? null : distributorId(sponsor[person] ?? 0)));
    await company.rows(
      `insert into genealogy_edge (tree, distributor_id, parent_id, from_at, recorded_at, cause_id)
        select 'sponsor', id, parent, $3, $3, 'bench' from unnest($1::text[], $2::text[]) one (id, parent)`,
      [ids, sponsors, JOINED],
    );
  }
  await company.rows("alter table genealogy_edge enable trigger closes_no_circle");
  const [start, length] = [Date.parse(period.start), Date.parse(period.end) - Date.parse(period.start) - BEFORE_END_MS];
  for (let from = 0; from < orders; from += ROWS) {
    const part = range(from, Math.min(orders, from + ROWS));
    const at = part.map((order) => new Date(start + (((order * DAY_MS) / 97) % length)).toISOString());
    await company.rows(
      `insert into sales_order (id, number, buyer_kind, buyer_id, buyer_name, credited_to, placed_at, effective_at,
          period_id, currency, total_minor, pv, cv, status, created_at, cause_id)
        select 'ord_' || n, 'O-' || n, 'distributor', who, 'Person', who, at, at, $6, 'USD', pv, pv, cv, 'paid', at, 'bench'
        from unnest($1::int[], $2::text[], $3::timestamptz[], $4::bigint[], $5::bigint[]) one (n, who, at, pv, cv)`,
      [
        part,
        part.map((order) => distributorId(seller[order] ?? 0)),
        at,
        part.map((order) => pv[order]),
        part.map((order) => cv[order]),
        period.id,
      ],
    );
  }
  await company.rows("analyze");
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);
