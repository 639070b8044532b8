import type { Cond, PlanVersion } from "../plan/plan-version.ts";
import { leaves, whereOf } from "./conditions.ts";

/**
 * Whether the condition reads a rank of the period itself, also through names, counts, and metrics: those that count,
 * those that stop at a rank, and the growth of either.
 */
export function readsRank(plan: PlanVersion, cond: Cond, seen: readonly string[] = []): boolean {
  const follow = (name: string, parts: readonly Cond[]): boolean => {
    return !seen.includes(name) && parts.some((part) => readsRank(plan, part, [...seen, name]));
  };
  const defined = (id: string) => plan.conditions.filter((each) => each.id === id).map(({ when }) => when);
  return leaves(cond).some((leaf) => {
    if ("rank" in leaf) return (leaf.at ?? "this") === "this";
    if ("ref" in leaf) return leaf.at !== "lastClosed" && follow(`condition ${leaf.ref}`, defined(leaf.ref));
    if ("heldFor" in leaf) return follow(`condition ${leaf.heldFor}`, defined(leaf.heldFor));
    if (!("metric" in leaf) || leaf.at === "lastClosed") return false;
    return metricReads(plan, leaf.metric, follow);
  });
}

function metricReads(
  plan: PlanVersion,
  id: string,
  follow: (name: string, parts: readonly Cond[]) => boolean,
): boolean {
  const metric = plan.metrics.find((each) => each.id === id);
  if (metric?.kind === "growth") return metric.of !== id && metricReads(plan, metric.of, follow);
  if (metric?.kind === "count") return follow(`metric ${id}`, whereOf(metric.of));
  return metric !== undefined && "stopAtRank" in metric && metric.stopAtRank !== undefined;
}
