import type { Cond, PlanVersion } from "../plan/plan-version.ts";
import { leaves, whereOf } from "./conditions.ts";

/** Whether the condition reads a rank of the period itself, also through names, counts, and counting metrics. */
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
    const metric = plan.metrics.find(({ id }) => id === leaf.metric);
    return metric?.kind === "count" && follow(`metric ${leaf.metric}`, whereOf(metric.of));
  });
}
