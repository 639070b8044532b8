import { commissionLine, distributor, inboxEvent, mail, salesOrder, volumeEntry } from "@upline/db";
import { addDays, type Instant, periodOf } from "@upline/domain";
import { and, desc, eq, gte, inArray, isNotNull, lt, sql } from "drizzle-orm";
import { companyOf } from "../company/company.ts";
import type { Deps } from "../deps.ts";
import { openPeriod } from "../plans/open-period.ts";
import { payoutsFrozen } from "../reconciliation/payouts-frozen.ts";

const WEEK = { id: "week", every: "week", weekStart: 1, cutoffDays: 0 } as const;
const FEED_ROWS = 8;

/** Sales whose payment was confirmed in `[from, to)`, net of nothing: what was sold. */
async function salesIn(deps: Deps, from: Instant, to: Instant) {
  const [row] = await deps.db
    .select({
      orders: sql<number>`count(*)::int`,
      totalMinor: sql<string>`coalesce(sum(${salesOrder.totalMinor}), 0)::text`,
      refundedMinor: sql<string>`coalesce(sum(${salesOrder.refundedMinor}), 0)::text`,
      pv: sql<string>`coalesce(sum(${salesOrder.pv}), 0)::text`,
      cv: sql<string>`coalesce(sum(${salesOrder.cv}), 0)::text`,
    })
    .from(salesOrder)
    .where(and(gte(salesOrder.effectiveAt, from), lt(salesOrder.effectiveAt, to)));
  return {
    orders: row?.orders ?? 0,
    totalMinor: BigInt(row?.totalMinor ?? "0"),
    refundedMinor: BigInt(row?.refundedMinor ?? "0"),
    pv: BigInt(row?.pv ?? "0"),
    cv: BigInt(row?.cv ?? "0"),
  };
}

/**
 * Sales of the company's current week (Monday to now), beside the same part of the week before. `byDay` holds both
 * weeks, the earlier one whole.
 */
export async function salesThisWeek(deps: Deps) {
  const { timeZone, currency } = await companyOf(deps);
  const now = deps.clock.now();
  const week = periodOf(WEEK, now, timeZone);
  const weekBefore = addDays(week.start, -7, timeZone);
  const [current, before, byDay] = await Promise.all([
    salesIn(deps, week.start, now),
    salesIn(deps, weekBefore, addDays(now, -7, timeZone)),
    salesByDay(deps, weekBefore, now, timeZone),
  ]);
  return {
    from: week.start,
    to: now,
    orders: current.orders,
    total: { minor: current.totalMinor, currency },
    refundedMinor: current.refundedMinor,
    pv: current.pv,
    cv: current.cv,
    lastWeekMinor: before.totalMinor,
    byDay,
  };
}

async function salesByDay(deps: Deps, from: Instant, to: Instant, timeZone: string) {
  const day = sql<string>`to_char(${salesOrder.effectiveAt} at time zone ${timeZone}, 'YYYY-MM-DD')`;
  const rows = await deps.db
    .select({ day, minor: sql<string>`sum(${salesOrder.totalMinor})::text` })
    .from(salesOrder)
    .where(and(gte(salesOrder.effectiveAt, from), lt(salesOrder.effectiveAt, to)))
    .groupBy(sql`1`)
    .orderBy(sql`1`);
  return rows.map((row) => ({ day: row.day, minor: BigInt(row.minor) }));
}

/** What the back office sees first: sales, commissions as a share of volume, what waits, what just happened. */
export async function overview(deps: Deps) {
  const startedAt = performance.now();
  const { currency } = await companyOf(deps);
  const { period } = await openPeriod(deps);
  const [commissions] = await deps.db
    .select({ minor: sql<string>`coalesce(sum(${commissionLine.amountMinor}), 0)::text` })
    .from(commissionLine)
    .where(eq(commissionLine.periodId, period.id));
  const [volume] = await deps.db
    .select({ cv: sql<string>`coalesce(sum(${volumeEntry.amount}), 0)::text` })
    .from(volumeEntry)
    .where(and(eq(volumeEntry.periodId, period.id), eq(volumeEntry.volume, "cv")));
  const minor = BigInt(commissions?.minor ?? "0");
  const cv = BigInt(volume?.cv ?? "0");
  return {
    salesThisWeek: await salesThisWeek(deps),
    commissions: { minor, currency, cv, percentOfCv: cv > 0n ? tenthsOfPercent(minor, cv) : null, periodId: period.id },
    ...(await waiting(deps)),
    frozen: await payoutsFrozen(deps.db),
    feed: await feed(deps),
    answeredMs: Math.round(performance.now() - startedAt),
  };
}

/** Share as decimal text of a percent with one decimal, cut; both sides have two decimals. */
const tenthsOfPercent = (part: bigint, whole: bigint): string => {
  const tenths = (part * 1000n) / whole;
  return `${tenths / 10n}.${tenths % 10n}`;
};

async function waiting(deps: Deps) {
  const byStatus = await deps.db
    .select({
      status: inboxEvent.status,
      count: sql<number>`count(*)::int`,
      oldest: sql<string | null>`min(${inboxEvent.receivedWallAt})`,
    })
    .from(inboxEvent)
    .where(inArray(inboxEvent.status, ["received", "unmatched", "held", "dead"]))
    .groupBy(inboxEvent.status);
  const countOf = (status: string) => byStatus.find((row) => row.status === status)?.count ?? 0;
  const oldest = byStatus.find(({ status }) => status === "received")?.oldest;
  const [last] = await deps.db
    .select({ at: inboxEvent.processedAt })
    .from(inboxEvent)
    .where(isNotNull(inboxEvent.processedAt))
    .orderBy(desc(inboxEvent.receivedWallAt))
    .limit(1);
  const [failed] = await deps.db
    .select({ count: sql<number>`count(*)::int` })
    .from(mail)
    .where(eq(mail.status, "failed"));
  return {
    waiting: {
      unmatched: countOf("unmatched"),
      held: countOf("held"),
      dead: countOf("dead"),
      failedMails: failed?.count ?? 0,
    },
    queue: {
      received: countOf("received"),
      oldestAgeSeconds: oldest
        ? Math.max(0, Math.round((Date.parse(deps.clock.wall()) - Date.parse(oldest)) / 1000))
        : 0,
      lastProcessedAt: last?.at ?? null,
    },
  };
}

async function feed(deps: Deps) {
  const rows = await deps.db
    .select({
      id: salesOrder.id,
      number: salesOrder.number,
      at: salesOrder.effectiveAt,
      status: salesOrder.status,
      minor: salesOrder.totalMinor,
      currency: salesOrder.currency,
      seller: distributor.name,
    })
    .from(salesOrder)
    .innerJoin(distributor, eq(distributor.id, salesOrder.creditedTo))
    .where(isNotNull(salesOrder.effectiveAt))
    .orderBy(desc(salesOrder.effectiveAt))
    .limit(FEED_ROWS);
  return rows.map(({ id, number, at, status, minor, currency, seller }) => ({
    id,
    at,
    title: { key: `feed.order.${status}`, values: { number, seller } },
    amount: { minor, currency },
    href: `/admin/orders/${id}`,
  }));
}
