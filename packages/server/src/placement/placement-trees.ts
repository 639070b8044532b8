import { addDays, type Instant, later, type PlanVersion } from "@upline/domain";
import { companyOf } from "../company/company.ts";
import type { Deps } from "../deps.ts";
import { seatsOf } from "../genealogy/tree-view.ts";
import { publishedPlans } from "../plans/plan-in-force.ts";

export type PlacementRule = NonNullable<PlanVersion["trees"][number]["placement"]>;

/** A tree in which everybody has a seat of his own, of the version in force or of one that is to come. */
export interface PlacementTree {
  readonly id: string;
  readonly label: string;
  /** Seats below each person. */
  readonly width: number;
  /** What happens at the deadline; "manual": nothing, somebody has to place him. */
  readonly rule: PlacementRule;
  /** First day of the first version that has it. */
  readonly startsAt: Instant;
}

/** The placement trees that count now or from a published day on. */
export async function placementTrees(deps: Deps): Promise<readonly PlacementTree[]> {
  const now = deps.clock.now();
  const versions = await publishedPlans(deps);
  const current = versions.findLast(({ from }) => from <= now);
  const found = new Map<string, PlacementTree>();
  for (const { plan } of versions.filter((version) => version === current || version.from > now)) {
    for (const tree of plan.trees) {
      const width = seatsOf(tree);
      if (width === null || found.has(tree.id)) continue;
      const first = versions.find((version) => version.plan.trees.some(({ id }) => id === tree.id));
      const { id, label, placement: rule = "manual" } = tree;
      found.set(id, { id, label, width, rule, startsAt: first?.from ?? now });
    }
  }
  return [...found.values()];
}

/** Until when somebody is to be placed: so many days of the company after he joined, or after the tree began. */
export async function deadlineOf(deps: Deps, { startsAt }: PlacementTree, joinedAt: Instant): Promise<Instant> {
  const { placementDays, timeZone } = await companyOf(deps);
  return addDays(later(startsAt, joinedAt), placementDays, timeZone);
}
