import type { PlanVersion } from "../plan-version.ts";
import { error, type Problem } from "../problem.ts";
import { countsOf, placesOf } from "../visit.ts";

/** Ten years. */
const MOST_DAYS = 3650;

/** Levels, windows, and holds: counts that can be written and mean nothing. */
export function checkRanges(plan: PlanVersion): Problem[] {
  const counts = countsOf(plan).flatMap(({ of, path }) => {
    // Level 0 is the person himself, and whoever stands above him has a level below that.
    const isUpward = "members" in of && of.members.from < 1;
    return isUpward ? [error("reads_upward", `${path}.members.from`, { from: String(of.members.from) })] : [];
  });
  const held = placesOf(plan).flatMap(({ cond, path }) => {
    if (!("heldFor" in cond)) return [];
    return tooShort(cond.periods, cond.outOf, `${path}.outOf`);
  });
  const bonuses = plan.bonuses.flatMap(({ source, settle }, index) => {
    const path = `bonuses.${index}`;
    const days = source.kind === "orders" ? (source.withinDaysOfJoin ?? 0) : 0;
    return [
      ...(days > MOST_DAYS
        ? [error("window_invalid", `${path}.source.withinDaysOfJoin`, { most: String(MOST_DAYS) })]
        : []),
      ...(source.kind === "milestone" ? tooShort(source.instalments, source.outOf, `${path}.source.outOf`) : []),
      ...(settle.holdDays > MOST_DAYS
        ? [error("hold_invalid", `${path}.settle.holdDays`, { days: String(settle.holdDays), most: String(MOST_DAYS) })]
        : []),
    ];
  });
  return [...counts, ...held, ...bonuses];
}

/** Something has to happen more often than there are periods for it. */
function tooShort(times: number, outOf: number | undefined, path: string): Problem[] {
  if (outOf === undefined || outOf >= times) return [];
  return [error("window_invalid", path, { periods: String(times), outOf: String(outOf) })];
}
