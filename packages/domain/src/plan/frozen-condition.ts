import type { Cond, PlanVersion } from "./plan-version.ts";

/**
 * Whether a condition can be decided the moment an order is paid: it is built from standing, attributes, the join
 * date, and results of the last closed period only, also through named conditions.
 */
export function isFrozen(plan: PlanVersion, cond: Cond, seen: readonly string[] = []): boolean {
  const inner = (part: Cond) => isFrozen(plan, part, seen);
  if ("all" in cond) return cond.all.every(inner);
  if ("any" in cond) return cond.any.every(inner);
  if ("not" in cond) return inner(cond.not);
  if ("always" in cond || "status" in cond || "attribute" in cond || "joinedWithinDays" in cond) return true;
  if ("metric" in cond || "rank" in cond) return cond.at === "lastClosed";
  if (!("ref" in cond)) return false;
  if (cond.at === "lastClosed") return true;
  const named = plan.conditions.find(({ id }) => id === cond.ref);
  return named !== undefined && !seen.includes(cond.ref) && isFrozen(plan, named.when, [...seen, cond.ref]);
}
