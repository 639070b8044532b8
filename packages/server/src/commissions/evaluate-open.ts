import { jobRun, period as periodTable, salesOrder, selectRows } from "@upline/db";
import {
  type ClosedResult,
  type Evaluation,
  type Inquiry,
  inquiry,
  instant,
  nextPeriod,
  type Period,
  type PeriodFacts,
  periodById,
  periodOf,
  type State,
} from "@upline/domain";
import { and, desc, eq, isNotNull, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { perDatabase } from "../per-database.ts";
import { baseCadence, cadenceOf, inForceAt, otherCadences } from "../periods/counts-in.ts";
import { factStamp, loadPeriodFacts, NO_FREEZE, openingState } from "../periods/load-period-facts.ts";
import { type PlanInForce, planInForce, publishedPlans } from "../plans/plan-in-force.ts";

/** A period that is not closed yet, evaluated with the facts so far. */
export interface OpenEvaluation {
  readonly period: Period;
  readonly plan: PlanInForce;
  readonly facts: PeriodFacts;
  readonly opening: State;
  readonly evaluation: Evaluation;
  /** The same evaluation, to be asked why somebody has no line, and for rank cards. */
  readonly inquiry: Inquiry;
}

export interface OpenEvaluations {
  /** Changes when one of the facts behind them does. */
  readonly stamp: string;
  /** Base periods in order; the last one is that of today. */
  readonly periods: readonly OpenEvaluation[];
  /** Periods of the plan's other cadences, in order within each. */
  readonly others: readonly OpenEvaluation[];
}

/** Whether ranks and activity are decided in it. */
export const isBasePeriod = ({ period, plan }: Pick<OpenEvaluation, "period" | "plan">): boolean =>
  period.cadence === plan.plan.basePeriod;

/**
 * The open periods whose estimates are shown with a period: itself and those of other cadences that end within it, and
 * with the newest one those that end later.
 */
export function openWith(
  open: readonly Pick<OpenEvaluation, "period">[],
  { id, cadence, start, end }: Period,
): string[] {
  const isNewest = !open.some(({ period }) => period.cadence === cadence && period.start >= end);
  const others = open.filter(({ period }) => {
    return period.cadence !== cadence && period.end > start && (isNewest || period.end <= end);
  });
  return [id, ...others.map(({ period }) => period.id)];
}

/** All of them, base periods first. */
export const allOf = ({ periods, others }: OpenEvaluations): readonly OpenEvaluation[] => [...periods, ...others];

/** A company that closes no period is evaluated this far back. */
const MOST_OPEN_PERIODS = 6;
const running = perDatabase<{ readonly stamp: string; readonly found: Promise<OpenEvaluations> }>("evaluation");
const cache = perDatabase<OpenEvaluations>("open periods");

/**
 * The periods that are not closed, each evaluated on the state in which the one of its cadence before it would close.
 * Kept in this process until a fact changes.
 */
export async function evaluateOpen(deps: Deps): Promise<OpenEvaluations> {
  const periods = await openPeriods(deps);
  const stamp = await openStamp(
    deps,
    periods.map(({ id }) => id),
  );
  const cached = cache.get(deps.handle);
  if (cached?.stamp === stamp) return cached;
  // A transaction may undo what it sees, and nobody else's evaluation ends within it: it has the only connection.
  if (deps.db !== deps.handle.db) return evaluate(deps, periods, stamp);
  const other = running.get(deps.handle);
  if (other?.stamp === stamp) return other.found;
  const own = { stamp, found: evaluate(deps, periods, stamp) };
  running.set(deps.handle, own);
  try {
    const fresh = await own.found;
    cache.set(deps.handle, fresh);
    return fresh;
  } finally {
    if (running.get(deps.handle) === own) running.delete(deps.handle);
  }
}

/** What open periods are computed from: facts, and which periods of other cadences are today's. A week begins without a fact. */
export async function openStamp(deps: Deps, periodIds: readonly string[]): Promise<string> {
  return [await factStamp(deps, periodIds), ...(await todayIn(deps))].join(" ");
}

/** The periods of today of the plan's other cadences. */
async function todayIn(deps: Deps): Promise<string[]> {
  const now = deps.clock.now();
  const { plan } = await planInForce(deps, now);
  return otherCadences(plan).map((cadence) => periodOf(cadence, now, plan.timeZone).id);
}

async function evaluate(deps: Deps, periods: readonly Period[], stamp: string): Promise<OpenEvaluations> {
  const { plan } = await planInForce(deps, deps.clock.now());
  const others: OpenEvaluation[] = [];
  for (const { id } of otherCadences(plan)) others.push(...(await chain(deps, await openPeriods(deps, id))));
  return { stamp, periods: await chain(deps, periods), others };
}

/** Of the end of time: no sale that is paid at once reads what is not decided yet. */
const NOT_CLOSED_YET = instant("9999-12-31T23:59:59.999Z");

/** Periods of one cadence, one after the other; a base period reads those before it as they would close now. */
async function chain(deps: Deps, periods: readonly Period[]): Promise<readonly OpenEvaluation[]> {
  const found: OpenEvaluation[] = [];
  const results: ClosedResult[] = [];
  let opening: State | null = null;
  for (const period of periods) {
    const plan = await planInForce(deps, period.start);
    opening ??= await openingState(deps, period);
    const loaded = await loadPeriodFacts(deps, plan.plan, period, {
      upTo: (await freezeOf(deps, period.id)) ?? NO_FREEZE,
    });
    const facts = { ...loaded, closed: [...loaded.closed, ...results] };
    const asked = inquiry(plan.plan, facts, opening);
    const open = { period, plan, facts, opening, evaluation: asked.evaluation, inquiry: asked };
    found.push(open);
    opening = asked.evaluation.closing;
    if (!isBasePeriod(open)) continue;
    results.push({ period: period.id, run: 0, closedAt: NOT_CLOSED_YET, people: asked.evaluation.ranks });
  }
  return found;
}

/** Key of the row that says with which facts the saved estimates were computed. */
export const ESTIMATE_RUN = "estimate";

/**
 * The open periods with the facts of the saved estimates, when this process knows them: what a page shows of it agrees
 * with the estimates beside it, and is read again when the next ones are announced. Otherwise with the facts so far.
 */
export async function estimatedOpen(deps: Deps): Promise<OpenEvaluations> {
  const known = cache.get(deps.handle);
  const today = known?.periods.at(-1)?.period;
  const now = deps.clock.now();
  if (!known || !today || now < today.start || now >= today.end) return evaluateOpen(deps);
  const [run] = await deps.db.select({ result: jobRun.result }).from(jobRun).where(eq(jobRun.key, ESTIMATE_RUN));
  return run?.result?.stamp === known.stamp ? known : evaluateOpen(deps);
}

/**
 * The periods of a cadence after the last closed one, up to that of today: of the base cadence unless another is named.
 * Never one that began under a version that does not have the cadence.
 */
export async function openPeriods(deps: Deps, cadenceId?: string): Promise<readonly Period[]> {
  const now = deps.clock.now();
  const { plan } = await planInForce(deps, now);
  const cadence = cadenceId === undefined ? baseCadence(plan) : cadenceOf(plan, cadenceId);
  const today = periodOf(cadence, now, plan.timeZone);
  const [closed] = await deps.db
    .select({ id: periodTable.id })
    .from(periodTable)
    .where(and(eq(periodTable.status, "closed"), eq(periodTable.cadence, cadence.id)))
    .orderBy(desc(periodTable.startsAt))
    .limit(1);
  const oldest = closed ? null : await oldestWithOrder(deps, cadence.id, cadence.id === plan.basePeriod);
  const periods: Period[] = [];
  let next = closed
    ? nextPeriod(cadence, periodById(cadence, closed.id, plan.timeZone), plan.timeZone)
    : oldest
      ? periodById(cadence, oldest, plan.timeZone)
      : today;
  for (; next.start < today.start; next = nextPeriod(cadence, next, plan.timeZone)) periods.push(next);
  const versions = await publishedPlans(deps);
  const isDecided = ({ start }: Period) =>
    inForceAt(versions, start)?.plan.periods.some(({ id }) => id === cadence.id) ?? false;
  return [...periods, today].slice(-MOST_OPEN_PERIODS).filter(isDecided);
}

async function oldestWithOrder({ db }: Deps, cadence: string, isBase: boolean): Promise<string | null> {
  if (isBase) {
    const [row] = await db
      .select({ id: sql<string | null>`min(${salesOrder.periodId})` })
      .from(salesOrder)
      .where(isNotNull(salesOrder.periodId));
    return row?.id ?? null;
  }
  const [row] = await selectRows<{ id: string | null }>(
    db,
    sql`select min(other) as id from sales_order, unnest(other_periods) other
      where other_periods is not null and other like ${`${cadence}:%`}`,
  );
  return row?.id ?? null;
}

interface ClosedOnes {
  readonly stamp: string;
  readonly byPeriod: Map<string, OpenEvaluation>;
}

const closedCache = perDatabase<ClosedOnes>("closed periods");
const MOST_CLOSED_KEPT = 3;

/** A closed period, evaluated again from the facts of its run; the last few are kept in this process. */
async function evaluateClosed(deps: Deps, period: Period, freezeSeq: bigint): Promise<OpenEvaluation> {
  const stamp = await factStamp(deps, [period.id]);
  const known = closedCache.get(deps.handle);
  const hit = known?.byPeriod.get(period.id);
  if (hit && known?.stamp === stamp) return hit;
  const plan = await planInForce(deps, period.start);
  const opening = await openingState(deps, period);
  const facts = await loadPeriodFacts(deps, plan.plan, period, { upTo: freezeSeq });
  const asked = inquiry(plan.plan, facts, opening);
  const found = { period, plan, facts, opening, evaluation: asked.evaluation, inquiry: asked };
  const kept = known?.stamp === stamp ? [...known.byPeriod].slice(-MOST_CLOSED_KEPT + 1) : [];
  closedCache.set(deps.handle, { stamp, byPeriod: new Map([...kept, [period.id, found]]) });
  return found;
}

/** Any period: an open one with the facts so far, a closed one as it was. Null for one that is too long ago and open. */
export async function evaluationOf(deps: Deps, period: Period): Promise<OpenEvaluation | null> {
  const [row] = await deps.db.select().from(periodTable).where(eq(periodTable.id, period.id));
  if (row?.status === "closed" && row.freezeSeq !== null) return evaluateClosed(deps, period, row.freezeSeq);
  const open = allOf(await evaluateOpen(deps));
  return open.find((one) => one.period.id === period.id) ?? null;
}

async function freezeOf({ db }: Deps, periodId: string): Promise<bigint | null> {
  const [row] = await db.select({ seq: periodTable.freezeSeq }).from(periodTable).where(eq(periodTable.id, periodId));
  return row?.seq ?? null;
}
