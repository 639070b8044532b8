import { period as periodTable, salesOrder } from "@upline/db";
import {
  type Evaluation,
  evaluate,
  nextPeriod,
  type Period,
  type PeriodFacts,
  periodById,
  type State,
} from "@upline/domain";
import { and, desc, eq, isNotNull, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { baseCadence, basePeriodOf } from "../periods/counts-in.ts";
import { factStamp, loadPeriodFacts, NO_FREEZE, openingState } from "../periods/load-period-facts.ts";
import { type PlanInForce, planInForce } from "../plans/plan-in-force.ts";

/** A period that is not closed yet, evaluated with the facts so far. */
export interface OpenEvaluation {
  readonly period: Period;
  readonly plan: PlanInForce;
  readonly facts: PeriodFacts;
  readonly opening: State;
  readonly evaluation: Evaluation;
}

export interface OpenEvaluations {
  /** Changes when one of the facts behind them does. */
  readonly stamp: string;
  /** In order; the last one is the period of today. */
  readonly periods: readonly OpenEvaluation[];
}

/** A company that closes no period is evaluated this far back. */
const MOST_OPEN_PERIODS = 6;
const cache = new WeakMap<object, OpenEvaluations>();

/**
 * The base periods that are not closed, each evaluated on the state in which the one before it would close.
 * Kept in this process until a fact changes.
 */
export async function evaluateOpen(deps: Deps): Promise<OpenEvaluations> {
  const periods = await openPeriods(deps);
  const stamp = await factStamp(
    deps,
    periods.map(({ id }) => id),
  );
  const cached = cache.get(deps.handle);
  if (cached?.stamp === stamp) return cached;

  const found: OpenEvaluation[] = [];
  let opening: State | null = null;
  for (const period of periods) {
    const plan = await planInForce(deps, period.start);
    opening ??= await openingState(deps, plan.plan.basePeriod);
    const facts = await loadPeriodFacts(deps, plan.plan, period, (await freezeOf(deps, period.id)) ?? NO_FREEZE);
    const evaluation = evaluate(plan.plan, facts, opening);
    found.push({ period, plan, facts, opening, evaluation });
    opening = evaluation.closing;
  }
  const fresh = { stamp, periods: found };
  cache.set(deps.handle, fresh);
  return fresh;
}

/** The base periods after the last closed one, up to that of today; never before the first plan version. */
export async function openPeriods(deps: Deps): Promise<readonly Period[]> {
  const now = deps.clock.now();
  const { plan } = await planInForce(deps, now);
  const cadence = baseCadence(plan);
  const today = basePeriodOf(plan, now);
  const [closed] = await deps.db
    .select({ id: periodTable.id })
    .from(periodTable)
    .where(and(eq(periodTable.status, "closed"), eq(periodTable.cadence, cadence.id)))
    .orderBy(desc(periodTable.startsAt))
    .limit(1);
  const [oldest] = closed
    ? []
    : await deps.db
        .select({ id: sql<string | null>`min(${salesOrder.periodId})` })
        .from(salesOrder)
        .where(isNotNull(salesOrder.periodId));
  const periods: Period[] = [];
  let next = closed
    ? nextPeriod(cadence, periodById(cadence, closed.id, plan.timeZone), plan.timeZone)
    : oldest?.id
      ? periodById(cadence, oldest.id, plan.timeZone)
      : today;
  for (; next.start < today.start; next = nextPeriod(cadence, next, plan.timeZone)) periods.push(next);
  return [...periods, today].slice(-MOST_OPEN_PERIODS);
}

async function freezeOf({ db }: Deps, periodId: string): Promise<bigint | null> {
  const [row] = await db.select({ seq: periodTable.freezeSeq }).from(periodTable).where(eq(periodTable.id, periodId));
  return row?.seq ?? null;
}
