import type { Client } from "pg";

/** How group volume is rolled up: one recursive query, or one statement per level of the tree. */
export type SqlWay = "recursive" | "byLevel";

/** Numbers in place of ids, and what everybody sold. */
const PREPARE = `
create temp table person on commit drop as
  with sold as (select seller, sum(pv)::bigint as pv, sum(cv)::bigint as cv from bench_order group by seller)
  select row_number() over (order by id)::int as n, id, sponsor, coalesce(pv, 0) as pv, coalesce(cv, 0) as cv
  from bench_member left join sold on seller = id;
create index on person (id);
analyze person;
create temp table edge on commit drop as
  select p.n, up.n as up, p.pv, p.cv from person p left join person up on up.id = p.sponsor;
create index on edge (up);
analyze edge;`;

const DEPTHS = `
create temp table node on commit drop as
  with recursive t as (
    select n, up, pv, 0 as depth from edge where up is null
    union all select e.n, e.up, e.pv, t.depth + 1 from t join edge e on e.up = t.n)
  select * from t;
create index on node (depth);
analyze node;
create temp table grouped (n int, up int, depth int, gv bigint, side bigint) on commit drop;
create index on grouped (depth);
do $$ begin
  for level in reverse (select max(depth) from node)..0 loop
    insert into grouped
      select n, node.up, level, pv + coalesce(below.sum, 0), coalesce(below.sum - below.most, 0)
      from node left join (
        select up, sum(gv)::bigint as sum, max(gv) as most from grouped where depth = level + 1 group by up
      ) below on below.up = node.n
      where node.depth = level;
  end loop;
end $$;`;

const PAIRS = `
create temp table grouped on commit drop as
  with recursive share as (
    select n, pv from edge where pv > 0
    union all select e.up, s.pv from share s join edge e on e.n = s.n where e.up is not null),
  total as (select n, sum(pv)::bigint as gv from share group by n),
  side as (
    select e.up, sum(gv)::bigint - max(gv) as side from total join edge e using (n) where e.up is not null group by e.up)
  select e.n, e.up, coalesce(gv, 0) as gv, coalesce(side.side, 0) as side
  from edge e left join total using (n) left join side on side.up = e.n;`;

/** Ranks, the nearest active person above, seven levels, and each earner's total split by largest remainder. */
const PAY = `
create temp table ranked on commit drop as
  select e.n, e.up, e.cv, e.pv >= 10000 as active, gv, side,
    case when e.pv < 10000 then 0
      when gv >= 20000000 and side >= 6000000 then 4 when gv >= 2500000 and side >= 800000 then 3
      when gv >= 500000 and side >= 150000 then 2 when gv >= 100000 then 1 else 0 end as rank
  from edge e join grouped using (n);
create index on ranked (up);
analyze ranked;
create temp table line_up on commit drop as
  with recursive t as (
    select n, null::int as above, active from ranked where up is null
    union all select r.n, case when t.active then t.n else t.above end, r.active from t join ranked r on r.up = t.n)
  select n, above from t;
create unique index on line_up (n);
analyze line_up;
create temp table amount on commit drop as
  with recursive t as (
    select u.n as source, u.above as earner, 1 as level, r.cv
    from line_up u join ranked r using (n) where r.cv <> 0 and u.above is not null
    union all select t.source, u.above, t.level + 1, t.cv
    from t join line_up u on u.n = t.earner where t.level < 7 and u.above is not null)
  select t.source, t.earner, t.level, t.cv, rates.rate, t.cv * rates.rate as exact
  from t join ranked r on r.n = t.earner
    cross join lateral (select (array[50000, 50000, 40000, 40000, 30000, 20000, 10000])[level]::bigint as rate) rates
  where level <= (array[3, 5, 6, 7, 7])[r.rank + 1];
insert into bench_line_sql
  with totals as (
    select *, (sum(exact) over earner + 500000)::bigint / 1000000 - sum(exact / 1000000) over earner as odd,
      row_number() over (partition by earner order by exact % 1000000 desc, source) as place
    from amount window earner as (partition by earner)),
  whole as (
    select *, exact / 1000000 + case when place <= odd then 1 else 0 end as minor from totals)
  select 'unilevel', e.id, s.id, 0, whole.level, whole.cv, whole.rate, minor
  from whole join person e on e.n = whole.earner join person s on s.n = whole.source where minor <> 0;`;

export const WAYS: Readonly<Record<SqlWay, readonly string[]>> = {
  byLevel: [PREPARE, DEPTHS, PAY],
  recursive: [PREPARE, PAIRS, PAY],
};

/** Volumes, ranks and unilevel lines of the plan in SQL alone, in one transaction. @returns seconds, and what came out */
export async function runSql(client: Client, way: SqlWay): Promise<{ seconds: number; gv: string; ranks: string }> {
  const began = performance.now();
  await client.query("begin");
  await client.query("set local work_mem = '512MB'; set local maintenance_work_mem = '512MB'; set local jit = off");
  for (const text of WAYS[way]) await client.query(text);
  const { rows } = await client.query<{ gv: string; ranks: string }>(
    `select (select sum(gv)::text from ranked) as gv,
      (select string_agg(rank || ':' || count, ' ' order by rank) from (select rank, count(*) from ranked group by rank) r) as ranks`,
  );
  await client.query("commit");
  return { seconds: (performance.now() - began) / 1000, gv: rows[0]?.gv ?? "", ranks: rows[0]?.ranks ?? "" };
}

/** What the lines of one bonus come to, in a form in which two tables of lines can be compared. */
export async function sumsOf(client: Client, table: string, bonus = "unilevel"): Promise<string> {
  const { rows } = await client.query<{ sums: string }>(
    `select concat_ws(' ', count(*), sum(minor), sum(base), sum(hashtextextended(
      concat_ws('|', earner, source, segment, level, base, rate, minor), 0)::numeric)) as sums
    from ${table} where bonus = $1`,
    [bonus],
  );
  return rows[0]?.sums ?? "";
}
