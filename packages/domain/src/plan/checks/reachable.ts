import { parseDecimal } from "../../money/decimal.ts";
import { MILLIONTHS } from "../../money/rate.ts";
import { definitionOf, rankIndex } from "../../rank/conditions.ts";
import type { Cond, CountCond, PlanVersion } from "../plan-version.ts";
import { type Problem, warning } from "../problem.ts";

/**
 * Ranks that nobody can ever reach. One that asks for people of the same rank or of a higher one has no first holder; one
 * that asks for more legs than a tree has is out of reach whatever happens.
 */
export function unreachableRanks(plan: PlanVersion): Problem[] {
  const reached = (from: number) =>
    Math.max(
      0,
      plan.ranks.findLastIndex(({ when }) => canHold(plan, when, from)),
    );
  let highest = 0;
  for (let next = reached(0); next > highest; next = reached(highest)) highest = next;
  return plan.ranks.flatMap(({ id, when }, index) => {
    return canHold(plan, when, highest) ? [] : [warning("rank_unreachable", `ranks.${index}.when`, { rank: id })];
  });
}

/** Whether the condition can come true for somebody while `highest` is the highest rank that anybody holds. */
function canHold(plan: PlanVersion, cond: Cond, highest: number): boolean {
  const inner = (part: Cond) => canHold(plan, part, highest);
  if ("all" in cond) return cond.all.every(inner);
  if ("any" in cond) return cond.any.some(inner);
  if ("not" in cond) return !isCertain(plan, cond.not);
  // What is closed may stem from a version before this one.
  if ("at" in cond && cond.at === "lastClosed") return true;
  if ("ref" in cond) return inner(definitionOf(plan, cond.ref).when);
  if ("heldFor" in cond) return inner(definitionOf(plan, cond.heldFor).when);
  // A pay rank or title may be granted; nobody is ever granted to be qualified.
  if ("rank" in cond) return cond.basis !== "qualified" || rankIndex(plan, cond.rank) <= highest;
  if ("count" in cond) return canCount(plan, cond.count, cond.atLeast, highest);
  if ("cappedLegs" in cond) return isWideEnough(plan, cond.cappedLegs);
  const metric = "metric" in cond ? plan.metrics.find(({ id }) => id === cond.metric) : undefined;
  if (!("metric" in cond) || metric?.kind !== "count") return true;
  const least = parseDecimal(cond.atLeast, 6) ?? 0n;
  return least <= 0n || canCount(plan, metric.of, Number((least + MILLIONTHS - 1n) / MILLIONTHS), highest);
}

/** Whether so many can ever be counted. */
function canCount(plan: PlanVersion, of: CountCond, atLeast: number, highest: number): boolean {
  if ("customers" in of) return true;
  if ("members" in of) {
    const { from, to, where } = of.members;
    return (to === "infinity" || to >= from) && canHold(plan, where, highest);
  }
  return atLeast <= legsOf(plan, of.legs.tree) && canHold(plan, of.legs.where, highest);
}

/** Whether all legs at their cap come to what is required. */
function isWideEnough(plan: PlanVersion, terms: Extract<Cond, { cappedLegs: unknown }>["cappedLegs"]): boolean {
  const { tree, required, maxShare, capBase, own } = terms;
  if (capBase !== "requirement" || own === "uncapped" || (parseDecimal(required, 2) ?? 0n) <= 0n) return true;
  const share = Number(parseDecimal(maxShare, 6) ?? 0n);
  return share > 0 && share * (legsOf(plan, tree) + (own === "capped" ? 1 : 0)) >= Number(MILLIONTHS);
}

/** How many legs somebody can have in a tree. */
function legsOf({ trees }: PlanVersion, id: string): number {
  const tree = trees.find((each) => each.id === id);
  if (tree?.kind === "sponsor") return Number.POSITIVE_INFINITY;
  return tree?.kind === "binary" ? 2 : (tree?.width ?? Number.POSITIVE_INFINITY);
}

/** Whether the condition holds for everybody, whatever happens. */
function isCertain(plan: PlanVersion, cond: Cond): boolean {
  const inner = (part: Cond) => isCertain(plan, part);
  if ("all" in cond) return cond.all.every(inner);
  if ("any" in cond) return cond.any.some(inner);
  if ("ref" in cond) return cond.at !== "lastClosed" && inner(definitionOf(plan, cond.ref).when);
  return "always" in cond;
}
