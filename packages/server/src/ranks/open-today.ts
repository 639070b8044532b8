import { type DistributorId, DomainError } from "@upline/domain";
import { estimatedOpen, evaluateOpen, type OpenEvaluation } from "../commissions/evaluate-open.ts";
import type { Deps } from "../deps.ts";

/** The period of today as the estimates have it; with the facts so far for somebody whom they do not know yet. */
export async function openToday(deps: Deps, distributorId?: DistributorId): Promise<OpenEvaluation> {
  const estimated = (await estimatedOpen(deps)).periods.at(-1);
  const isKnown = distributorId === undefined || estimated?.evaluation.ranks[distributorId] !== undefined;
  const current = isKnown ? estimated : (await evaluateOpen(deps)).periods.at(-1);
  if (!current)
    throw new DomainError("no_plan_in_force", "No plan version is in force at this time. Publish one first.");
  return current;
}
