import { DomainError, type Instant } from "@upline/domain";
import type { Deps } from "../deps.ts";
import { type PlanInForce, planInForce } from "../plans/plan-in-force.ts";

/** The plan version in force at an instant, or null before the first one: such a payment waits for a person. */
export async function planAt(deps: Deps, at: Instant): Promise<PlanInForce | null> {
  try {
    return await planInForce(deps, at);
  } catch (error) {
    if (error instanceof DomainError && error.code === "no_plan_in_force") return null;
    throw error;
  }
}
