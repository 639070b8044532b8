import type { PlanVersion } from "../plan/plan-version.ts";
import { type Epochs, epochsOf } from "./epochs.ts";
import type { World } from "./world.ts";

/** The trees of a plan in one period, each numbered when somebody asks for it. */
export type Forest = (tree: string) => Epochs;

export function forestOf(plan: PlanVersion, world: World): Forest {
  const known = new Map<string, Epochs>();
  return (tree) => {
    const epochs = known.get(tree) ?? epochsOf(world, plan.policies.moves, tree);
    known.set(tree, epochs);
    return epochs;
  };
}
