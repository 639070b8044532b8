import type { Deps } from "../deps.ts";
import { CHECKS } from "../reconciliation/checks.ts";
import type { Fault } from "../reconciliation/fault.ts";

/**
 * Compares everything that is kept in two places. Empty when all is well; it reads every line and every order. What a job
 * should have done by now is left to the nightly run.
 */
export async function reconcile(deps: Deps): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  for (const { id, find } of CHECKS) if (id !== "overdue") faults.push(...(await find(deps)));
  return faults;
}
