import type { PlanVersion } from "../plan-version.ts";
import { error, type Problem } from "../problem.ts";
import { type Owner, type Place, placesOf } from "../visit.ts";

/** About whom a condition is asked while the ladder is decided: the person himself, or people under him. */
type About = "self" | "others";

/**
 * The ladder decides who is qualified, deepest people first. So what it reads, through names, held conditions, counts,
 * growth, and metrics that count, may ask for the qualified rank of people under somebody; the rank of the person himself,
 * and what follows from a rank, are not there yet.
 */
export function checkLadderReads(plan: PlanVersion): Problem[] {
  const byOwner = new Map<string, Place[]>();
  for (const place of placesOf(plan)) {
    const name = nameOf(place.owner);
    byOwner.set(name, [...(byOwner.get(name) ?? []), place]);
  }
  const problems = new Map<string, Problem>();
  const seen = new Set<string>();
  const open: { readonly owner: string; readonly about: About }[] = [];
  const ask = (owner: string, about: About) => {
    const key = `${owner} ${about}`;
    if (seen.has(key)) return;
    seen.add(key);
    open.push({ owner, about });
  };
  for (const { id } of plan.ranks) ask(`rank ${id}`, "self");
  for (let next = open.shift(); next; next = open.shift()) {
    const growth = plan.metrics.find((metric) => next?.owner === `metric ${metric.id}` && metric.kind === "growth");
    if (growth?.kind === "growth") ask(`metric ${growth.of}`, next.about);
    for (const { cond, path, isWhere } of byOwner.get(next.owner) ?? []) {
      const about = isWhere ? "others" : next.about;
      if ("at" in cond && cond.at === "lastClosed") continue;
      if ("ref" in cond) ask(`condition ${cond.ref}`, about);
      if ("heldFor" in cond) ask(`condition ${cond.heldFor}`, about);
      if ("metric" in cond) ask(`metric ${cond.metric}`, about);
      const isThere = about === "others" && "rank" in cond && cond.basis === "qualified";
      if ("rank" in cond && !isThere) problems.set(path, error("dependency_cycle", path, { of: next.owner }));
    }
  }
  return [...problems.values()];
}

function nameOf({ kind, id }: Owner): string {
  return `${kind} ${id}`;
}
