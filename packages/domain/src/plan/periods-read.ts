import type { PlanVersion } from "./plan-version.ts";
import { placesOf } from "./visit.ts";

/**
 * How many closed base periods before the one evaluated its rules read: at least one, for the results of the last
 * close; more for own volume over several periods and for conditions held in several.
 */
export function closedPeriodsRead(plan: PlanVersion): number {
  const own = plan.metrics.map((metric) => (metric.kind === "own" ? (metric.periods ?? 1) - 1 : 1));
  const held = placesOf(plan).map(({ cond }) => ("heldFor" in cond ? (cond.outOf ?? cond.periods) - 1 : 1));
  return Math.max(1, ...own, ...held);
}

/** Whether a rule asks which order of its buyer or of its seller an order is. */
export function readsOrderPlace({ bonuses }: PlanVersion): boolean {
  return bonuses.some(({ source, walk }) => {
    return walk.to === "passUp" || (source.kind === "orders" && source.firstOnly === true);
  });
}
