import { selectRows } from "@upline/db";
import type { Instant, OrderFacts, PlanVersion, Recruited } from "@upline/domain";
import { type SQL, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { publishedPlans } from "../plans/plan-in-force.ts";
import { FROZEN_COLUMNS, FROZEN_JOINS, type FrozenRow, type LinePerson, linePerson } from "./frozen-row.ts";

/** Whom live bonuses meet off the sponsor line of an order, and how they stand to each other. */
export interface Around {
  readonly people: readonly LinePerson[];
  readonly parents: NonNullable<OrderFacts["parents"]>;
  readonly recruits: NonNullable<OrderFacts["recruits"]>;
  /** The how-many-th counted order of its seller it is; 0 where no live bonus asks. */
  readonly nth: number;
}

export const NOBODY_AROUND: Around = { people: [], parents: {}, recruits: {}, nth: 0 };

interface Wanted {
  readonly order: { readonly id: string; readonly creditedTo: string };
  readonly at: Instant;
  readonly plan: PlanVersion;
}

const SPONSOR = "sponsor";

/** Trees along which live bonuses of any version walk, and those in which they pass sales up. */
function asked(plans: readonly PlanVersion[]): { readonly trees: string[]; readonly passUp: string[] } {
  const [trees, passUp] = [new Set<string>(), new Set<string>()];
  for (const { rankTree, bonuses } of plans) {
    const live = bonuses.filter(({ when }) => "live" in when);
    if (live.length > 0) trees.add(rankTree);
    for (const { walk } of live) {
      if ("tree" in walk) trees.add(walk.tree);
      if (walk.to === "passUp") passUp.add(walk.tree);
    }
  }
  return { trees: [...trees], passUp: [...passUp] };
}

/** Whether the place of a sale among those of its seller decides who is paid of it at once. */
export async function areSalesNumbered(deps: Deps): Promise<boolean> {
  return asked((await publishedPlans(deps)).map(({ plan }) => plan)).passUp.length > 0;
}

/**
 * Everybody whom a live bonus may meet around each order, frozen at its effective instant: whoever stands above the
 * seller in any tree that one walks, whoever recruited them where sales are passed up, and so on from each of them, for
 * matches of matches. Nobody is read where all walk the sponsor line.
 *
 * @param lineOf  ids on the sponsor line of the order with that place in the list, which are there already
 * @returns       one for each, in the same order
 */
export async function loadAround(
  tx: Deps,
  list: readonly Wanted[],
  lineOf: (k: number) => readonly string[],
): Promise<readonly Around[]> {
  const plans = (await publishedPlans(tx)).map(({ plan }) => plan);
  const { trees, passUp } = asked(plans);
  if (passUp.length === 0 && trees.every((tree) => tree === SPONSOR)) return [];
  const queries = readsOf(list, { trees, passUp });
  const people = Map.groupBy(await selectRows<FrozenRow>(tx.db, queries.people), ({ k }) => k);
  const parents = Map.groupBy(await selectRows<ParentRow>(tx.db, queries.parents), ({ k }) => k);
  const recruits = passUp.length === 0 ? [] : await selectRows<RecruitRow>(tx.db, queries.recruits);
  const numbers = passUp.length === 0 ? [] : await selectRows<{ k: number; nth: number }>(tx.db, queries.numbers);
  const recruitsOf = Map.groupBy(recruits, ({ k }) => k);
  const nthOf = new Map(numbers.map(({ k, nth }) => [k, nth]));
  return list.map(({ plan }, k): Around => {
    const line = new Set(lineOf(k));
    // The line that the order was paid under stands, whatever is known of its tree by now.
    const isOnLine = ({ tree, id }: ParentRow) => tree === SPONSOR && plan.rankTree === SPONSOR && line.has(id);
    return {
      people: (people.get(k) ?? []).filter(({ id }) => !line.has(id)).map((row) => linePerson(row, plan)),
      parents: byTree(
        (parents.get(k) ?? []).filter((row) => !isOnLine(row)),
        ({ parent }) => parent,
      ),
      recruits: byTree(recruitsOf.get(k) ?? [], ({ sponsor, nth }): Recruited => ({ sponsor, nth })),
      nth: nthOf.get(k) ?? 0,
    };
  });
}

interface ParentRow extends Record<string, unknown> {
  readonly k: number;
  readonly tree: string;
  readonly id: string;
  readonly parent: string | null;
}

interface RecruitRow extends Record<string, unknown> {
  readonly k: number;
  readonly tree: string;
  readonly id: string;
  readonly sponsor: string | null;
  readonly nth: number;
}

function byTree<Row extends { readonly tree: string; readonly id: string }, Value>(
  rows: readonly Row[],
  read: (row: Row) => Value,
): Record<string, Record<string, Value>> {
  const trees = Map.groupBy(rows, ({ tree }) => tree);
  return Object.fromEntries(
    [...trees].map(([tree, own]) => [tree, Object.fromEntries(own.map((row) => [row.id, read(row)]))]),
  );
}

function readsOf(
  list: readonly Wanted[],
  { trees, passUp }: ReturnType<typeof asked>,
): Readonly<Record<"people" | "parents" | "recruits" | "numbers", SQL>> {
  const orders = list.map(({ order: { id, creditedTo }, at }, k) => ({ k, id, seller: creditedTo, at }));
  const among = (names: readonly string[]) =>
    sql`(select jsonb_array_elements_text(${JSON.stringify(names)}::text::jsonb))`;
  const first = (
    tree: SQL,
    id: SQL,
  ) => sql`(select parent_id from genealogy_edge where tree = ${tree} and distributor_id = ${id}
    order by from_at, seq limit 1)`;
  const met = sql`with recursive asked as materialized (
      select a.*, d.joined_at from jsonb_to_recordset(${JSON.stringify(orders)}::text::jsonb)
        as a (k int, id text, seller text, at timestamptz) join distributor d on d.id = a.seller),
    way as (select tree from ${among(trees)} as t (tree)),
    recruiting as (select tree from ${among(passUp)} as t (tree)),
    met (k, id) as (
      select k, seller from asked
      union
      select m.k, up.parent_id from met m join asked a on a.k = m.k cross join lateral (
        select e.parent_id from way cross join lateral (select parent_id from genealogy_edge where tree = way.tree
          and distributor_id = m.id and from_at <= greatest(a.at, a.joined_at) order by from_at desc, seq desc limit 1) e
        union all
        select ${first(sql`recruiting.tree`, sql`m.id`)} from recruiting) up
      where up.parent_id is not null)`;
  return {
    people: sql`${met} select ${FROZEN_COLUMNS} from met l join asked a on a.k = l.k join distributor d on d.id = l.id
      ${FROZEN_JOINS} order by l.k, l.id`,
    parents: sql`${met} select m.k, way.tree, m.id, e.parent_id as parent from met m join asked a on a.k = m.k cross join way
      left join lateral (select parent_id from genealogy_edge where tree = way.tree and distributor_id = m.id
        and from_at <= greatest(a.at, a.joined_at) order by from_at desc, seq desc limit 1) e on true`,
    recruits: sql`${met}, known as (select m.k, recruiting.tree, m.id, ${first(sql`recruiting.tree`, sql`m.id`)} as sponsor
        from met m cross join recruiting)
      select known.k, known.tree, known.id, known.sponsor, case when known.sponsor is null then 0 else (
        select count(*)::int from genealogy_edge e join distributor x on x.id = e.distributor_id
        where e.tree = known.tree and e.parent_id = known.sponsor and (x.joined_at, x.id) <= (d.joined_at, d.id)
          and ${first(sql`e.tree`, sql`e.distributor_id`)} = known.sponsor
          and not exists (select 1 from genealogy_edge b where b.tree = e.tree and b.distributor_id = e.distributor_id
            and (b.from_at, b.seq) < (e.from_at, e.seq))) end as nth
      from known join distributor d on d.id = known.id`,
    numbers: sql`select a.k, (select count(*)::int + 1 from sales_order o where o.credited_to = a.seller
        and o.effective_at is not null and (o.effective_at, o.id) < (a.at, a.id)) as nth
      from jsonb_to_recordset(${JSON.stringify(orders)}::text::jsonb) as a (k int, id text, seller text, at timestamptz)`,
  };
}
