import { period } from "@upline/db";
import { type Instant, nextPeriod, type Period, type PlanVersion, periodOf } from "@upline/domain";
import { ne } from "drizzle-orm";
import type { Deps } from "../deps.ts";

/** The base cadence of the plan. */
export function baseCadence(plan: PlanVersion) {
  const cadence = plan.periods.find(({ id }) => id === plan.basePeriod);
  if (!cadence) throw new Error(`plan ${plan.planId} has its base period`);
  return cadence;
}

export const basePeriodOf = (plan: PlanVersion, at: Instant): Period => periodOf(baseCadence(plan), at, plan.timeZone);

const cache = new WeakMap<object, ReadonlySet<string>>();

/** Which base periods are frozen or closed. Read once per transaction, which holds the posting lock: none can freeze meanwhile. */
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
  let found = basePeriodOf(plan, at);
  for (let steps = 0; frozen.has(found.id) && steps < 1200; steps += 1) {
    found = nextPeriod(baseCadence(plan), found, plan.timeZone);
  }
  return found;
}
