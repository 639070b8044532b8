import { planDiff } from "@upline/domain";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { loadPlan, type PlanRow } from "./document.ts";

export const ComparePlans = z.strictObject({
  planVersionId: z.templateLiteral(["plv_", z.string()]),
  otherId: z.templateLiteral(["plv_", z.string()]),
});

/**
 * Every difference between two versions: what the first one has where the other has something else.
 *
 * @throws DomainError `plan_version_not_found`
 */
export async function comparePlans(deps: Deps, { planVersionId, otherId }: z.output<typeof ComparePlans>) {
  const one = await loadPlan(deps, planVersionId);
  const other = await loadPlan(deps, otherId);
  return {
    plan: { ...planName(one.row), plan: one.plan },
    other: { ...planName(other.row), plan: other.plan },
    changes: planDiff(other.plan, one.plan),
  };
}

function planName({ id, version, label, status, effectiveFrom }: PlanRow) {
  return { id, version, label, status, effectiveFrom };
}
