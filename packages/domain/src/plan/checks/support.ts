import type { PlanVersion } from "../plan-version.ts";
import { error, type Problem } from "../problem.ts";
import { placesOf } from "../visit.ts";

/**
 * Combinations of the plan model that `evaluate` does not decide. They are errors that name the kind, so that a plan
 * never loses money silently.
 */
export function checkSupport(plan: PlanVersion): Problem[] {
  const problems: Problem[] = [];
  const refuse = (kind: string, path: string) => problems.push(error("kind_not_supported", path, { kind }));
  for (const [index, metric] of plan.metrics.entries()) {
    const isSide = metric.kind === "group" && metric.stopAtRank !== undefined && metric.maxDepth !== undefined;
    if (isSide) refuse("stopAtRank with maxDepth", `metrics.${index}.maxDepth`);
  }
  const live = new Set(plan.bonuses.flatMap(({ id, when }) => ("live" in when ? [id] : [])));
  for (const { cond, path, owner } of placesOf(plan)) {
    const isQualified = "rank" in cond && cond.at === "lastClosed" && cond.basis === "qualified";
    if (isQualified && live.has(owner.id)) refuse("qualified at lastClosed, live", path);
  }
  for (const [index, { when, source, walk }] of plan.bonuses.entries()) {
    if (!("live" in when)) continue;
    const path = `bonuses.${index}`;
    if (source.kind !== "orders" && source.kind !== "margin") refuse(`live ${source.kind}`, `${path}.source.kind`);
    if (walk.to === "passUp") refuse("live passUp", `${path}.walk.to`);
    if ("tree" in walk && walk.tree !== plan.rankTree) refuse("live in another tree", `${path}.walk.tree`);
  }
  return problems;
}
