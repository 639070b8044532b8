import { period } from "@upline/db";
import { type Instant, nextPeriod, type Period, type PlanVersion, periodOf } from "@upline/domain";
import { ne, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";

/** Named in the freeze, which waits for everybody who is writing facts and lets nobody start. */
const FACTS_LOCK = 8_417_001;

/** Facts are written under this lock, many at a time, so that no smaller fact number appears after a freeze. */
export async function lockForFacts(tx: Deps): Promise<void> {
  await tx.db.execute(sql`select pg_advisory_xact_lock_shared(${sql.raw(String(FACTS_LOCK))})`);
}

/** Waits until no transaction is writing facts, and keeps new ones out until this one ends. */
export async function lockForFreeze(tx: Deps): Promise<void> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(${sql.raw(String(FACTS_LOCK))})`);
}

/** The base cadence of the plan. */
export function baseCadence(plan: PlanVersion) {
  const cadence = plan.periods.find(({ id }) => id === plan.basePeriod);
  if (!cadence) throw new Error(`plan ${plan.planId} has its base period`);
  return cadence;
}

export const basePeriodOf = (plan: PlanVersion, at: Instant): Period => periodOf(baseCadence(plan), at, plan.timeZone);

/** Which base periods are frozen or closed, to ask many facts where they count. */
export async function frozenPeriods(tx: Deps): Promise<ReadonlySet<string>> {
  const rows = await tx.db.select({ id: period.id }).from(period).where(ne(period.status, "open"));
  return new Set(rows.map(({ id }) => id));
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
