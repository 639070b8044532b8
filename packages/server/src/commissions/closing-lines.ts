import type { Line, PlanVersion } from "@upline/domain";

/**
 * The lines that the close of a period posts: those of bonuses that are not paid at once. Of a line that takes back an
 * earlier one, the version that decided it says which it is.
 */
export function closingLines(plan: PlanVersion, versions: readonly PlanVersion[], lines: readonly Line[]): Line[] {
  const live = new Map<number, ReadonlySet<string>>();
  for (const { version, bonuses } of [...versions, plan]) {
    live.set(version, new Set(bonuses.flatMap(({ id, when }) => ("live" in when ? [id] : []))));
  }
  const own = live.get(plan.version);
  return lines.filter(({ planVersion, bonusId }) => !(live.get(planVersion) ?? own)?.has(bonusId));
}
