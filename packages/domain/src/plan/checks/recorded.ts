import { readsOrderPlace } from "../periods-read.ts";
import type { Bonus, PlanVersion } from "../plan-version.ts";
import { error, type Problem } from "../problem.ts";

/** Who introduced whom is recorded under this name, and the line of an order is read from it. */
const RECORDED_TREE = "sponsor";

/** Products have the first two; the third is what goods cost, net, in points. */
const RECORDED_VOLUMES: ReadonlySet<string> = new Set(["pv", "cv", "sales"]);

/**
 * Kinds of the plan model that need facts which a back office of people and their attributes, edges, orders, and refunds does not
 * record. They are errors that name the kind, so that a plan never loses money silently.
 */
export function checkRecorded(plan: PlanVersion): Problem[] {
  const problems: Problem[] = [];
  const refuse = (kind: string, path: string) => problems.push(error("kind_not_supported", path, { kind }));

  const sponsorTree = plan.trees.find(({ kind }) => kind === "sponsor");
  for (const [index, tree] of plan.trees.entries()) {
    if (tree.kind !== "sponsor") continue;
    if (tree !== sponsorTree) refuse("second sponsor tree", `trees.${index}`);
    else if (tree.id !== RECORDED_TREE) refuse(`sponsor tree ${tree.id}`, `trees.${index}.id`);
  }
  for (const [index, { id, kind }] of plan.volumes.entries()) {
    if (kind === "points" && !RECORDED_VOLUMES.has(id)) refuse(`volume ${id}`, `volumes.${index}.id`);
  }
  for (const [index, bonus] of plan.bonuses.entries()) {
    refuseBonus(bonus, `bonuses.${index}`, refuse);
  }
  // An act of a correction run.
  if (plan.policies.correction !== "cascade") refuse(`correction ${plan.policies.correction}`, "policies.correction");
  // A sale that is paid later and counts earlier would renumber those that have been paid on already.
  if (readsOrderPlace(plan) && plan.policies.orderEffective !== "payment") {
    refuse("orderEffective orderDate with numbered sales", "policies.orderEffective");
  }
  return problems;
}

function refuseBonus({ source }: Bonus, path: string, refuse: (kind: string, path: string) => void): void {
  if (source.kind === "custom") refuse(`source ${source.kind}`, `${path}.source.kind`);
}
