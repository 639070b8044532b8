import type { Bonus, PlanVersion } from "../plan-version.ts";
import { error, type Problem } from "../problem.ts";
import { countsOf, placesOf } from "../visit.ts";

/**
 * Kinds of the plan model that need facts which a back office of people, sponsor edges, orders, and refunds does not
 * record. They are errors that name the kind, so that a plan never loses money silently.
 */
export function checkRecorded(plan: PlanVersion): Problem[] {
  const problems: Problem[] = [];
  const refuse = (kind: string, path: string) => problems.push(error("kind_not_supported", path, { kind }));

  for (const [index, { kind }] of plan.trees.entries()) {
    if (kind !== "sponsor") refuse(`tree ${kind}`, `trees.${index}.kind`);
    else if (index > 0) refuse("second sponsor tree", `trees.${index}`);
  }
  for (const [index, { id }] of plan.periods.entries()) {
    if (id !== plan.basePeriod) refuse("extra cadence", `periods.${index}`);
  }
  for (const [index, { kind }] of plan.volumes.entries()) {
    if (kind !== "points") refuse(`volume ${kind}`, `volumes.${index}.kind`);
  }
  for (const [index, metric] of plan.metrics.entries()) {
    if (metric.kind === "leg" || metric.kind === "growth") refuse(`metric ${metric.kind}`, `metrics.${index}.kind`);
    if (metric.kind === "group" && metric.stopAtRank) refuse("stopAtRank", `metrics.${index}.stopAtRank`);
  }
  for (const { cond, path, isWhere } of placesOf(plan)) {
    if ("cappedLegs" in cond) refuse("condition cappedLegs", path);
    const isNow = "rank" in cond && (cond.at ?? "this") === "this";
    if (isWhere && isNow && cond.basis !== "qualified") refuse(`rank ${cond.basis} of other people`, path);
    if ("rank" in cond && cond.at === "lastClosed" && cond.basis === "qualified")
      refuse("qualified at lastClosed", path);
  }
  for (const { of, path, isWhere } of countsOf(plan)) {
    if (isWhere && "members" in of) refuse("members inside where", path);
  }
  for (const [index, bonus] of plan.bonuses.entries()) refuseBonus(bonus, `bonuses.${index}`, refuse);
  for (const [index, { kind }] of plan.limits.entries()) refuse(`limit ${kind}`, `limits.${index}`);
  if (plan.policies.refund !== "inRefundPeriod") refuse(`refund ${plan.policies.refund}`, "policies.refund");
  if (plan.policies.correction !== "cascade") refuse(`correction ${plan.policies.correction}`, "policies.correction");
  return problems;
}

function refuseBonus(
  { source, walk, rate, limit, settle }: Bonus,
  path: string,
  refuse: (kind: string, path: string) => void,
): void {
  if (source.kind !== "orders" && source.kind !== "margin") refuse(`source ${source.kind}`, `${path}.source.kind`);
  if (walk.to !== "self" && walk.to !== "upline") refuse(`walk ${walk.to}`, `${path}.walk.to`);
  if (walk.to === "upline" && walk.unlock && !("byRank" in walk.unlock)) refuse("unlock", `${path}.walk.unlock`);
  if (rate && "byPackage" in rate) refuse("rate byPackage", `${path}.rate`);
  if (rate && "byMetric" in rate) refuse("rate byMetric", `${path}.rate`);
  if (limit?.perEarner && "byRank" in limit.perEarner) refuse("limit byRank", `${path}.limit.perEarner`);
  if (settle.as === "credit") refuse("settle credit", `${path}.settle.as`);
}
