import { commissionLine, estimateStanding, jobRun, period as periodTable, salesOrder } from "@upline/db";
import { type DistributorId, type Instant, type Period, previousPeriod } from "@upline/domain";
import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { companyOf } from "../company/company.ts";
import type { Deps } from "../deps.ts";
import { balancesOf } from "../ledger/balances.ts";
import { baseCadence, otherCadences } from "../periods/counts-in.ts";
import { findPeriod, type PeriodView, periodView, viewOf } from "../periods/period-view.ts";
import { shownWith } from "../periods/shown-with.ts";
import { bonusLabels } from "../plans/bonus-labels.ts";
import { planInForce } from "../plans/plan-in-force.ts";
import type { MoneyView } from "./earning-row.ts";
import { ESTIMATE_RUN, openPeriods, openStamp, openWith } from "./evaluate-open.ts";

interface DayAmount {
  /** Local date in the company's zone. */
  readonly day: string;
  readonly minor: bigint;
}

/** What a person was posted in a period, where that money stands, and how the last period went. Minor units. */
export async function summarize(deps: Deps, earnerId: DistributorId, periodId: string | null | undefined) {
  const period = await findPeriod(deps, periodId);
  const { plan } = await planInForce(deps, deps.clock.now());
  const before = previousPeriod(baseCadence(plan), period, plan.timeZone);
  const [shown, shownBefore] = [await shownWith(deps, period), await shownWith(deps, before)];
  const days = await postedDays(deps, earnerId, [...shown, ...shownBefore]);
  const own = days.filter((day) => shown.includes(day.periodId));
  const earned = sumOf(own.map(({ minor }) => minor));
  const pending = sumOf(own.map((day) => day.pending));
  const rest = earned - pending;
  const lastPeriodByDay = amountsOf(days, shownBefore);
  return {
    period: await periodView(deps, period),
    earned: { minor: earned, currency: plan.currency } satisfies MoneyView,
    byState: {
      pending,
      available: rest > 0n ? rest : 0n,
      inPayout: 0n,
      paid: 0n,
      reversed: sumOf(own.map(({ reversed }) => reversed)),
      owed: rest < 0n ? -rest : 0n,
    },
    sameDayLastPeriod: sameDay({
      now: deps.clock.now(),
      period,
      before,
      days: lastPeriodByDay,
      timeZone: plan.timeZone,
    }),
    postedByDay: amountsOf(days, shown),
    lastPeriodByDay,
    balances: await balancesOf(deps, earnerId),
    lineCount: own.reduce((sum, { lines }) => sum + lines, 0),
  };
}

interface PostedDay extends DayAmount {
  readonly periodId: string;
  readonly pending: bigint;
  readonly reversed: bigint;
  readonly lines: number;
}

/** One statement for everything that is summed: an open page waits for this figure. */
async function postedDays(
  deps: Deps,
  earnerId: DistributorId,
  periodIds: readonly string[],
): Promise<readonly PostedDay[]> {
  const { timeZone } = await companyOf(deps);
  const { periodId, effectiveAt, amountMinor, pendingMinor, originalLineKeyHash } = commissionLine;
  const zone = sql.raw(`'${timeZone.replace(/[^A-Za-z0-9_+/-]/g, "")}'`);
  const day = sql<string>`to_char(${effectiveAt} at time zone ${zone}, 'YYYY-MM-DD')`;
  const rows = await deps.db
    .select({
      periodId,
      day,
      minor: sql<string>`sum(${amountMinor})::text`,
      pending: sql<string>`sum(${pendingMinor})::text`,
      reversed: sql<string>`coalesce(-sum(${amountMinor}) filter (where ${originalLineKeyHash} is not null), 0)::text`,
      lines: sql<number>`count(*) filter (where ${amountMinor} <> 0)::int`,
    })
    .from(commissionLine)
    .where(
      and(eq(commissionLine.earnerId, earnerId), eq(commissionLine.settle, "cash"), inArray(periodId, [...periodIds])),
    )
    .groupBy(periodId, day)
    .orderBy(day);
  return rows.map(({ minor, pending, reversed, ...row }) => ({
    ...row,
    minor: BigInt(minor),
    pending: BigInt(pending),
    reversed: BigInt(reversed),
  }));
}

/** By day, whichever of the periods a line belongs to. */
function amountsOf(days: readonly PostedDay[], shown: readonly string[]): DayAmount[] {
  const byDay = Map.groupBy(
    days.filter(({ periodId }) => shown.includes(periodId)),
    ({ day }) => day,
  );
  return [...byDay]
    .map(([day, own]) => ({ day, minor: sumOf(own.map(({ minor }) => minor)) }))
    .toSorted((a, b) => (a.day < b.day ? -1 : 1));
}

interface Comparison {
  readonly now: Instant;
  readonly period: Period;
  readonly before: Period;
  readonly days: readonly DayAmount[];
  readonly timeZone: string;
}

/** What the last period had reached on this day of it; null for a period that is over. */
function sameDay({ now, period, before, days, timeZone }: Comparison): bigint | null {
  if (now >= period.end) return null;
  const elapsed = Date.parse(now) - Date.parse(period.start);
  const until = new Date(Math.min(Date.parse(before.start) + elapsed, Date.parse(before.end) - 1));
  const last = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(
    until,
  );
  return sumOf(days.filter(({ day }) => day <= last).map(({ minor }) => minor));
}

/** What the close of an open period would post to a person now; null for a closed one. */
export async function estimateOf(deps: Deps, earnerId: DistributorId, periodId: string | null | undefined) {
  const period = await findPeriod(deps, periodId);
  const view = await periodView(deps, period);
  if (view.status === "closed") return null;
  const { plan } = await planInForce(deps, period.start);
  const [row] = await deps.db
    .select()
    .from(estimateStanding)
    .where(and(eq(estimateStanding.periodId, period.id), eq(estimateStanding.distributorId, earnerId)));
  const labels = await bonusLabels(deps);
  const [run] = await deps.db.select().from(jobRun).where(eq(jobRun.key, ESTIMATE_RUN));
  const bases = await openPeriods(deps);
  const stamp = await openStamp(
    deps,
    bases.map(({ id }) => id),
  );
  return {
    period: view,
    total: { minor: row?.totalMinor ?? 0n, currency: plan.currency } satisfies MoneyView,
    byBonus: Object.entries(row?.byBonus ?? {}).map(([bonusId, minor]) => ({
      bonusId,
      label: labels.get(bonusId) ?? bonusId,
      minor: BigInt(minor),
    })),
    /** What the closes of other cadences would post: the week beside the month. */
    others: await otherEstimates(deps, { earnerId, period, bases }),
    computedAt: run?.finishedAt ?? row?.computedAt ?? deps.clock.now(),
    dirty: run?.result?.stamp !== stamp,
  };
}

interface Asked {
  readonly earnerId: DistributorId;
  readonly period: Period;
  /** The open base periods. */
  readonly bases: readonly Period[];
}

async function otherEstimates(deps: Deps, { earnerId, period, bases }: Asked) {
  const { plan } = await planInForce(deps, deps.clock.now());
  const all = [...bases];
  for (const { id } of otherCadences(plan)) all.push(...(await openPeriods(deps, id)));
  const ids = openWith(
    all.map((one) => ({ period: one })),
    period,
  ).slice(1);
  const rows =
    ids.length === 0
      ? []
      : await deps.db
          .select({ periodId: estimateStanding.periodId, minor: estimateStanding.totalMinor })
          .from(estimateStanding)
          .where(and(inArray(estimateStanding.periodId, ids), eq(estimateStanding.distributorId, earnerId)));
  const minorOf = new Map(rows.map(({ periodId, minor }) => [periodId, minor]));
  const shown = all.filter(({ id }) => ids.includes(id));
  return Promise.all(
    shown.map(async (one) => ({ period: await periodView(deps, one), minor: minorOf.get(one.id) ?? 0n })),
  );
}

/** Base periods from the first one with an order to that of today, newest first. */
export async function listPeriods(deps: Deps): Promise<PeriodView[]> {
  const { plan } = await planInForce(deps, deps.clock.now());
  const known = await deps.db
    .select({ id: periodTable.id, status: periodTable.status })
    .from(periodTable)
    .where(eq(periodTable.cadence, plan.basePeriod));
  const statusOf = new Map(known.map(({ id, status }) => [id, status]));
  const touched = await deps.db
    .selectDistinct({ id: salesOrder.periodId })
    .from(salesOrder)
    .where(isNotNull(salesOrder.periodId));
  const today = await findPeriod(deps, "open");
  const ids = new Set([today.id, ...statusOf.keys(), ...touched.flatMap(({ id }) => (id ? [id] : []))]);
  const views = await Promise.all(
    [...ids].map(async (id) => viewOf(plan, await findPeriod(deps, id), statusOf.get(id) ?? "open")),
  );
  return views.toSorted((a, b) => (a.startsAt < b.startsAt ? 1 : -1));
}

const sumOf = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, minor) => sum + minor, 0n);
