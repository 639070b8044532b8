import { type Problem, problemKey } from "@upline/domain";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { loadRow, problemsOf } from "./document.ts";

export const ValidatePlan = z.strictObject({
  planVersionId: z.templateLiteral(["plv_", z.string()]),
  /** Any document: one that is no plan yields the problems of its shape. */
  plan: z.unknown(),
});

/** What would be wrong with a draft that says this, among the published versions. */
export async function validateDraft(
  deps: Deps,
  { planVersionId, plan }: z.output<typeof ValidatePlan>,
): Promise<(Problem & { readonly key: string })[]> {
  const row = await loadRow(deps, planVersionId);
  const problems = await problemsOf(deps, { id: row.id, status: "draft" }, plan);
  return problems.map((problem) => ({ ...problem, key: problemKey(problem) }));
}
