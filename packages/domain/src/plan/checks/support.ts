import type { PlanVersion } from "../plan-version.ts";
import { error, type Problem } from "../problem.ts";
import { placesOf } from "../visit.ts";

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
  // What a period decides is counted in that period: months for ranks, whatever else a metric may name.
  for (const [index, metric] of plan.metrics.entries()) {
    if ("period" in metric && metric.period !== plan.basePeriod)
      refuse("period of a metric", `metrics.${index}.period`);
  }
  for (const { cond, path } of placesOf(plan)) {
    if (!("cappedLegs" in cond) || cond.cappedLegs.period === plan.basePeriod) continue;
    refuse("period of a metric", `${path}.cappedLegs.period`);
  }
  return problems;
}
