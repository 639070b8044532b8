import { errorsOf, type PlanVersionId, validatePlan, type WorkedExample, workedExamples } from "@upline/domain";
import type { Deps } from "../deps.ts";
import { loadRow, planOf } from "./document.ts";

/**
 * What each bonus of a version pays in the sample network, computed by the engine. A plan with errors is not computed;
 * one that only needs facts which are not recorded here is: the sample network has them all.
 */
export async function workedExamplesOf(
  deps: Deps,
  id: PlanVersionId,
): Promise<{ readonly examples: readonly WorkedExample[]; readonly hasErrors: boolean }> {
  const plan = planOf(await loadRow(deps, id));
  const hasErrors = plan === null || errorsOf(validatePlan(plan)).length > 0;
  return { examples: plan && !hasErrors ? workedExamples(plan) : [], hasErrors };
}
