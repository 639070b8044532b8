import type { Deps } from "../deps.ts";
import { publishedPlans } from "./plan-in-force.ts";

/** Bonus id to the name people read; of several versions the newest name counts. */
export async function bonusLabels(deps: Deps): Promise<ReadonlyMap<string, string>> {
  const versions = await publishedPlans(deps);
  return new Map(versions.flatMap(({ plan }) => plan.bonuses.map(({ id, label }) => [id, label])));
}

/** Rank id to the name people read. */
export async function rankLabels(deps: Deps): Promise<ReadonlyMap<string, string>> {
  const versions = await publishedPlans(deps);
  return new Map(versions.flatMap(({ plan }) => plan.ranks.map(({ id, label }) => [id, label])));
}
