import { period } from "@upline/db";
import {
  DomainError,
  type Instant,
  nextPeriod,
  type Period,
  type PlanCadence,
  type PlanVersion,
  periodById,
  periodOf,
} from "@upline/domain";
import { ne } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { type PlanInForce, publishedPlans } from "../plans/plan-in-force.ts";

/** The base cadence of the plan. */
export function baseCadence(plan: PlanVersion): PlanCadence {
  return cadenceOf(plan, plan.basePeriod);
}

/** A cadence of the plan by its id. */
export function cadenceOf(plan: PlanVersion, id: string): PlanCadence {
  const cadence = plan.periods.find((one) => one.id === id);
  if (!cadence) throw new Error(`plan ${plan.planId} has the cadence ${id}`);
  return cadence;
}

/** The cadences beside the base one. */
export function otherCadences(plan: PlanVersion): readonly PlanCadence[] {
  return plan.periods.filter(({ id }) => id !== plan.basePeriod);
}

export const basePeriodOf = (plan: PlanVersion, at: Instant): Period => periodOf(baseCadence(plan), at, plan.timeZone);

/**
 * The period with that id, of any cadence, and the version that decides it: the one in force at its start.
 *
 * @throws DomainError `period_malformed` for an id that is no period of the plan
 */
export async function periodInForce(
  deps: Deps,
  periodId: string,
): Promise<{ readonly period: Period; readonly cadence: PlanCadence; readonly plan: PlanInForce }> {
  const versions = await publishedPlans(deps);
  for (const { plan } of versions.toReversed()) {
    const known = plan.periods.find(({ id }) => periodId.startsWith(`${id}:`));
    if (!known) continue;
    const period = periodById(known, periodId, plan.timeZone);
    // Before the first version nothing counts; its cadences still name the time.
    const atStart = inForceAt(versions, period.start) ?? versions[0];
    const cadence = atStart?.plan.periods.find(({ id }) => id === known.id);
    if (atStart && cadence) return { period, cadence, plan: atStart };
  }
  throw new DomainError("period_malformed", "This is no period of the plan.", { period: periodId });
}

export const inForceAt = (versions: readonly PlanInForce[], at: Instant): PlanInForce | undefined =>
  versions.findLast(({ from }) => from <= at);

const cache = new WeakMap<object, ReadonlySet<string>>();

/** Which periods are frozen or closed. Read once per transaction, which holds the posting lock: none can freeze meanwhile. */
export async function frozenPeriods(tx: Deps): Promise<ReadonlySet<string>> {
  const known = cache.get(tx.db);
  if (known) return known;
  const rows = await tx.db.select({ id: period.id }).from(period).where(ne(period.status, "open"));
  const frozen = new Set(rows.map(({ id }) => id));
  if (tx.db !== tx.handle.db) cache.set(tx.db, frozen);
  return frozen;
}

/**
 * The base period a fact counts in: that of its effective instant, or, when that one is frozen, the oldest later one
 * that is not. Periods freeze in order, so this is the oldest unfrozen one.
 */
export function countsIn(plan: PlanVersion, at: Instant, frozen: ReadonlySet<string>): Period {
  return countsInCadence(plan, baseCadence(plan), at, frozen);
}

function countsInCadence(plan: PlanVersion, cadence: PlanCadence, at: Instant, frozen: ReadonlySet<string>): Period {
  let found = periodOf(cadence, at, plan.timeZone);
  for (let steps = 0; frozen.has(found.id) && steps < 1200; steps += 1) {
    found = nextPeriod(cadence, found, plan.timeZone);
  }
  return found;
}

/** What decides where a fact counts. */
interface Moment {
  readonly at: Instant;
  readonly versions: readonly PlanInForce[];
  readonly frozen: ReadonlySet<string>;
}

/**
 * The same for the other cadences of the plan, by the same rule for each. A week that began under a version without
 * weeks is nobody's: the version in force at a period's start decides it.
 *
 * @returns ids of periods; null where there are none
 */
export function countsInOthers(plan: PlanVersion, { at, versions, frozen }: Moment): string[] | null {
  const ids = otherCadences(plan).flatMap((cadence) => {
    const { id, start } = countsInCadence(plan, cadence, at, frozen);
    const decides = inForceAt(versions, start)?.plan.periods.some((one) => one.id === cadence.id);
    return decides ? [id] : [];
  });
  return ids.length > 0 ? ids : null;
}

/** The base period that something counts in, and the periods of other cadences. */
export interface CountsIn {
  readonly periodId: string;
  readonly otherPeriods: string[] | null;
}

/** Where a refund counts: in the periods of its own instant, or, where the plan restates, in those of its sale while they are open. */
export function refundCountsIn(plan: PlanVersion, sale: CountsIn, moment: Moment): CountsIn {
  const { at, frozen } = moment;
  const own = { periodId: countsIn(plan, at, frozen).id, otherPeriods: countsInOthers(plan, moment) };
  if (plan.policies.refund !== "restateIfOpen") return own;
  const open = (sale.otherPeriods ?? []).filter((id) => !frozen.has(id));
  const cadences = new Set(open.map(cadenceIn));
  const others = [...open, ...(own.otherPeriods ?? []).filter((id) => !cadences.has(cadenceIn(id)))];
  return {
    periodId: frozen.has(sale.periodId) ? own.periodId : sale.periodId,
    otherPeriods: others.length > 0 ? others : null,
  };
}

/** The cadence that the id of a period names. */
export const cadenceIn = (periodId: string): string => periodId.slice(0, periodId.lastIndexOf(":"));
