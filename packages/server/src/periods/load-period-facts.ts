import {
  customer,
  distributor,
  distributorAttribute,
  distributorStatus,
  genealogyEdge,
  orderRefund,
  party,
  period as periodTable,
  salesOrder,
  selectRows,
} from "@upline/db";
import {
  closedPeriodsRead,
  EMPTY_STATE,
  type Fact,
  type Instant,
  type Period,
  type PeriodFacts,
  type PlanVersion,
  readsOrderPlace,
  type State,
} from "@upline/domain";
import { and, desc, eq, inArray, lt, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { perDatabase } from "../per-database.ts";
import { publishedPlans } from "../plans/plan-in-force.ts";
import { loadClosedFacts } from "./load-closed-facts.ts";
import { ordersOf, partySalesOf, pastOf, refundsOf } from "./period-orders.ts";
import { closedIn, partiesOf } from "./period-parties.ts";

/** Number after which nothing is read; the highest there is for an open period. */
export const NO_FREEZE = 9_007_199_254_740_991n;

const FACT_TABLES = { distributor, distributorStatus, distributorAttribute, customer, genealogyEdge } as const;
const peopleCache = perDatabase<{ readonly stamp: string; readonly facts: readonly Fact[] }>("people");

/** Changes with every committed fact: how many there are and the greatest number, since numbers commit in any order. */
async function peopleStamp(deps: Deps): Promise<string> {
  const parts = Object.values(FACT_TABLES).map(
    (table) => sql`(select count(*) || ':' || coalesce(max(${table.seq}), 0) from ${table})`,
  );
  const [row] = await selectRows<{ stamp: string }>(
    deps.db,
    sql`select concat_ws(' ', ${sql.join(parts, sql`, `)}) as stamp`,
  );
  return row?.stamp ?? "";
}

/** The same for everything that counts in some base periods. */
export async function factStamp(deps: Deps, periodIds: readonly string[]): Promise<string> {
  const count = (table: typeof salesOrder | typeof orderRefund) =>
    sql`select count(*) || ':' || coalesce(max(${table.seq}), 0) from ${table} where ${inArray(table.periodId, [...periodIds])}`;
  const [row] = await selectRows<{ orders: string; refunds: string; parties: string; closed: string }>(
    deps.db,
    sql`select (${count(salesOrder)}) as orders, (${count(orderRefund)}) as refunds,
      (select count(*) || ':' || coalesce(max(${party.seq}), 0) from ${party}) as parties,
      (select count(*) || ':' || coalesce(sum(run), 0) from period where status <> 'open') as closed`,
  );
  const versions = await publishedPlans(deps);
  const plans = versions.map(({ id }) => id).join(",");
  return `${await peopleStamp(deps)} ${row?.orders} ${row?.refunds} ${row?.parties} ${row?.closed} ${periodIds.join(",")} ${plans}`;
}

/** People, customers, statuses, attributes and edges as facts; kept in this process until one is added. */
export async function peopleFacts(deps: Deps): Promise<readonly Fact[]> {
  const stamp = await peopleStamp(deps);
  const cached = peopleCache.get(deps.handle);
  if (cached?.stamp === stamp) return cached.facts;
  const facts = await readPeople(deps);
  peopleCache.set(deps.handle, { stamp, facts });
  return facts;
}

async function readPeople({ db }: Deps): Promise<Fact[]> {
  const people = await db
    .select({
      id: distributor.id,
      joinedAt: distributor.joinedAt,
      earns: distributor.earns,
      seq: distributor.seq,
      at: distributor.createdAt,
    })
    .from(distributor);
  const customers = await db
    .select({ id: customer.id, creditedTo: customer.creditedTo, seq: customer.seq, at: customer.createdAt })
    .from(customer);
  const statuses = await db.select().from(distributorStatus);
  const attributes = await db.select().from(distributorAttribute);
  const edges = await db.select().from(genealogyEdge);
  return [
    ...people.map(
      ({ id, joinedAt, earns, seq, at }): Fact => ({
        t: "distributor",
        id,
        distributor: id,
        joinedAt,
        earns,
        seq: Number(seq),
        recordedAt: at,
      }),
    ),
    ...customers.map(
      ({ id, creditedTo, seq, at }): Fact => ({
        t: "customer",
        id,
        customer: id,
        creditedTo,
        from: at,
        seq: Number(seq),
        recordedAt: at,
      }),
    ),
    ...statuses.map(({ distributorId, status, fromAt, seq, recordedAt }): Fact => {
      const id = `status.${distributorId}.${seq}`;
      return { t: "status", id, distributor: distributorId, status, from: fromAt, seq: Number(seq), recordedAt };
    }),
    ...attributes.map(({ distributorId, key, value, fromAt, seq, recordedAt }): Fact => {
      const id = `attribute.${distributorId}.${seq}`;
      return { t: "attribute", id, distributor: distributorId, key, value, from: fromAt, seq: Number(seq), recordedAt };
    }),
    ...edges.map(({ tree, distributorId, parentId, slot, fromAt, seq, recordedAt }): Fact => {
      const id = `edge.${tree}.${distributorId}.${seq}`;
      return {
        t: "edge",
        id,
        tree,
        distributor: distributorId,
        parent: parentId,
        slot,
        from: fromAt,
        seq: Number(seq),
        recordedAt,
      };
    }),
  ];
}

interface Reading {
  /** The highest fact number that is read. */
  readonly upTo?: bigint;
  /** A plan that is evaluated from the same facts besides, and may read more of them. */
  readonly tried?: PlanVersion;
}

/** Everything that `evaluate` reads about one period of any cadence, up to a fact number. */
export async function loadPeriodFacts(
  deps: Deps,
  plan: PlanVersion,
  period: Period,
  { upTo = NO_FREEZE, tried = plan }: Reading = {},
): Promise<PeriodFacts> {
  const wanted = { id: period.id, isBase: period.cadence === plan.basePeriod, upTo };
  const people = await peopleFacts(deps);
  const versions = await publishedPlans(deps);
  const all = versions.map((version) => version.plan);
  const orders = await ordersOf(deps, wanted, [plan, tried, ...all].some(readsOrderPlace));
  const refunds = await refundsOf(deps, wanted);
  const parties = await partiesOf(deps, period, upTo);
  const known = new Set(orders.map(({ order }) => order));
  const elsewhere = [...new Set(refunds.map(({ order }) => order).filter((order) => !known.has(order)))];
  const isOfPeriod = (fact: Fact) => BigInt(fact.seq) <= upTo && startOf(fact) < period.end;
  const { closed, originals } = await loadClosedFacts(deps, plan, {
    before: period,
    orders: elsewhere,
    closedBy: wanted.isBase ? null : await frozenAt(deps, period),
    depth: Math.max(closedPeriodsRead(plan), closedPeriodsRead(tried)),
  });
  return {
    cadence: period.cadence,
    period: { id: period.id, start: period.start, end: period.end },
    versions: all,
    facts: [...people.filter(isOfPeriod), ...orders, ...refunds, ...parties],
    past: await pastOf(deps, elsewhere, wanted),
    partySales: await partySalesOf(deps, closedIn(period, parties), wanted),
    closed,
    originals,
  };
}

async function frozenAt({ db }: Deps, { id }: Period): Promise<Instant | null> {
  const [row] = await db.select({ at: periodTable.closedAt }).from(periodTable).where(eq(periodTable.id, id));
  return row?.at ?? null;
}

function startOf(fact: Fact): Instant {
  if (fact.t === "distributor") return fact.joinedAt;
  return "from" in fact ? fact.from : fact.recordedAt;
}

/** The state in which a closed period left ranks and titles. */
export function stateOf(row: Pick<typeof periodTable.$inferSelect, "closingState"> | undefined): State {
  return (row?.closingState as State | null | undefined) ?? EMPTY_STATE;
}

/** The state that a period starts from: that of the newest one of its cadence closed before it. */
export async function openingState({ db }: Deps, period: Period): Promise<State> {
  const [row] = await db
    .select({ closingState: periodTable.closingState })
    .from(periodTable)
    .where(
      and(eq(periodTable.status, "closed"), eq(periodTable.cadence, period.cadence), lt(periodTable.id, period.id)),
    )
    .orderBy(desc(periodTable.startsAt))
    .limit(1);
  return stateOf(row);
}
