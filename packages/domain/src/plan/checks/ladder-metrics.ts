import { leaves, whereOf } from "../../rank/conditions.ts";
import type { Cond, PlanVersion } from "../plan-version.ts";

/** Metrics that have a say in ranks of the period: read by the ladder itself, by names it reads, or by what those count. */
export function metricsOfLadder(plan: PlanVersion): ReadonlySet<string> {
  const [found, named] = [new Set<string>(), new Set<string>()];
  const open: Cond[] = plan.ranks.map(({ when }) => when);
  const addMetric = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    const metric = plan.metrics.find((each) => each.id === id);
    if (metric?.kind === "growth") addMetric(metric.of);
    if (metric?.kind === "count") open.push(...whereOf(metric.of));
  };
  const addName = (id: string): void => {
    if (named.has(id)) return;
    named.add(id);
    open.push(...plan.conditions.filter((each) => each.id === id).map(({ when }) => when));
  };
  for (let cond = open.pop(); cond; cond = open.pop()) {
    for (const leaf of leaves(cond)) {
      if ("at" in leaf && leaf.at === "lastClosed") continue;
      if ("metric" in leaf) addMetric(leaf.metric);
      if ("ref" in leaf) addName(leaf.ref);
      if ("heldFor" in leaf) addName(leaf.heldFor);
    }
  }
  return found;
}
