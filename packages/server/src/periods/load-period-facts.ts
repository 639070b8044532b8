import {
  customer,
  distributor,
  distributorStatus,
  genealogyEdge,
  orderRefund,
  period as periodTable,
  salesOrder,
  selectRows,
} from "@upline/db";
import {
  EMPTY_STATE,
  type Fact,
  type Instant,
  type OrderFact,
  type Period,
  type PeriodFacts,
  type PlanVersion,
  type RefundFact,
  type State,
} from "@upline/domain";
import { and, asc, desc, eq, inArray, isNotNull, lt, lte, sql } from "drizzle-orm";
import { refundKey } from "../commissions/line-ref.ts";
import type { Deps } from "../deps.ts";
import { perDatabase } from "../per-database.ts";
import { publishedPlans } from "../plans/plan-in-force.ts";
import { loadClosedFacts } from "./load-closed-facts.ts";

/** Number after which nothing is read; the highest there is for an open period. */
export const NO_FREEZE = 9_007_199_254_740_991n;

const FACT_TABLES = { distributor, distributorStatus, customer, genealogyEdge } as const;
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
  const [row] = await selectRows<{ orders: string; refunds: string; closed: string }>(
    deps.db,
    sql`select (${count(salesOrder)}) as orders, (${count(orderRefund)}) as refunds,
      (select count(*) || ':' || coalesce(sum(run), 0) from period where status <> 'open') as closed`,
  );
  const versions = await publishedPlans(deps);
  const plans = versions.map(({ id }) => id).join(",");
  return `${await peopleStamp(deps)} ${row?.orders} ${row?.refunds} ${row?.closed} ${periodIds.join(",")} ${plans}`;
}

/** People, customers, statuses and edges as facts; kept in this process until one is added. */
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

/** Everything that `evaluate` reads about one base period, up to a fact number. */
export async function loadPeriodFacts(
  deps: Deps,
  plan: PlanVersion,
  period: Period,
  upTo = NO_FREEZE,
): Promise<PeriodFacts> {
  const people = await peopleFacts(deps);
  const versions = await publishedPlans(deps);
  const orders = await ordersOf(deps, period.id, upTo);
  const refunds = await refundsOf(deps, period.id, upTo);
  const known = new Set(orders.map(({ order }) => order));
  const elsewhere = [...new Set(refunds.map(({ order }) => order).filter((order) => !known.has(order)))];
  const isOfPeriod = (fact: Fact) => BigInt(fact.seq) <= upTo && startOf(fact) < period.end;
  const { closed, originals } = await loadClosedFacts(deps, plan, { before: period.id, orders: elsewhere });
  return {
    cadence: plan.basePeriod,
    period: { id: period.id, start: period.start, end: period.end },
    versions: versions.map((version) => version.plan),
    facts: [...people.filter(isOfPeriod), ...orders, ...refunds],
    past: await pastOf(deps, elsewhere, period.id),
    closed,
    originals,
  };
}

function startOf(fact: Fact): Instant {
  if (fact.t === "distributor") return fact.joinedAt;
  return "from" in fact ? fact.from : fact.recordedAt;
}

/** What the engine reads of an order. */
const ORDER = {
  id: salesOrder.id,
  buyerId: salesOrder.buyerId,
  buyerKind: salesOrder.buyerKind,
  creditedTo: salesOrder.creditedTo,
  effectiveAt: salesOrder.effectiveAt,
  pv: salesOrder.pv,
  cv: salesOrder.cv,
  marginMinor: salesOrder.marginMinor,
  seq: salesOrder.seq,
};
type OrderColumns = Pick<typeof salesOrder.$inferSelect, keyof typeof ORDER>;

async function ordersOf({ db }: Deps, periodId: string, upTo: bigint): Promise<OrderFact[]> {
  const rows = await db
    .select(ORDER)
    .from(salesOrder)
    .where(and(eq(salesOrder.periodId, periodId), lte(salesOrder.seq, upTo), isNotNull(salesOrder.effectiveAt)))
    .orderBy(asc(salesOrder.effectiveAt), asc(salesOrder.id));
  return rows.flatMap(orderFact);
}

function orderFact(row: OrderColumns): OrderFact[] {
  const { id, buyerId, buyerKind, creditedTo, effectiveAt, pv, cv, marginMinor, seq } = row;
  if (effectiveAt === null) return [];
  return [
    {
      t: "order",
      id,
      order: id,
      buyer: buyerId,
      buyerKind,
      creditedTo,
      effectiveAt,
      volumes: { pv, cv },
      margin: marginMinor,
      isFirst: false,
      party: null,
      packageLevel: null,
      seq: Number(seq),
      recordedAt: effectiveAt,
    },
  ];
}

async function refundsOf({ db }: Deps, periodId: string, upTo: bigint): Promise<RefundFact[]> {
  const rows = await db
    .select()
    .from(orderRefund)
    .where(and(eq(orderRefund.periodId, periodId), lte(orderRefund.seq, upTo)));
  return rows.map(refundFact);
}

function refundFact(row: typeof orderRefund.$inferSelect): RefundFact {
  const { orderId, ref, cause, pv, cv, marginMinor, effectiveAt, seq } = row;
  const refund = refundKey(orderId, ref);
  const volumes = { pv, cv };
  return {
    t: "refund",
    id: refund,
    refund,
    order: orderId,
    effectiveAt,
    volumes,
    margin: marginMinor,
    cause,
    seq: Number(seq),
    recordedAt: effectiveAt,
  };
}

/** Orders of earlier periods that are taken back in this one, and what was taken of them before. */
async function pastOf({ db }: Deps, orders: readonly string[], periodId: string): Promise<(OrderFact | RefundFact)[]> {
  if (orders.length === 0) return [];
  const ids = [...orders] as (typeof salesOrder.$inferSelect.id)[];
  const rows = await db
    .select({ ...ORDER, periodId: salesOrder.periodId })
    .from(salesOrder)
    .where(inArray(salesOrder.id, ids));
  const refunds = await db.select().from(orderRefund).where(inArray(orderRefund.orderId, ids));
  const soldIn = new Map(rows.map((row) => [row.id, row.periodId ?? ""]));
  // What was taken back within the order's own period was never in the base of its lines.
  const between = refunds.filter(
    (refund) => refund.periodId < periodId && refund.periodId > (soldIn.get(refund.orderId) ?? ""),
  );
  return [...rows.flatMap(orderFact), ...between.map(refundFact)];
}

/** The state in which a closed period left ranks and titles. */
export function stateOf(row: Pick<typeof periodTable.$inferSelect, "closingState"> | undefined): State {
  return (row?.closingState as State | null | undefined) ?? EMPTY_STATE;
}

/** The state that a base period starts from: that of the newest one closed before it. */
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
