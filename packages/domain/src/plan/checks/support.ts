import type { PlanVersion } from "../plan-version.ts";
import { error, type Problem } from "../problem.ts";

/** What one sale decides; legs, funds, awards, and tiers are results of a whole period. */
const LIVE: ReadonlySet<string> = new Set(["orders", "margin", "payouts"]);

/**
 * Combinations of the plan model that `evaluate` does not decide. They are errors that name the kind, so that a plan
 * never loses money silently.
 */
export function checkSupport(plan: PlanVersion): Problem[] {
  const problems: Problem[] = [];
  const refuse = (kind: string, path: string) => problems.push(error("kind_not_supported", path, { kind }));
  for (const [index, { when, source }] of plan.bonuses.entries()) {
    if (!("live" in when)) continue;
    if (!LIVE.has(source.kind)) refuse(`live ${source.kind}`, `bonuses.${index}.source.kind`);
  }
  return problems;
}
