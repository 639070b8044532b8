import { type Period, type PlanVersion, periodOf } from "@upline/domain";
import type { Deps } from "../deps.ts";
import { planInForce } from "./plan-in-force.ts";

/** The base period that the company's clock is in, and the plan version that decides it. */
export async function openPeriod(
  deps: Deps,
): Promise<{ readonly period: Period; readonly plan: PlanVersion; readonly planVersionId: string }> {
  const now = deps.clock.now();
  const today = await planInForce(deps, now);
  const cadence = today.plan.periods.find(({ id }) => id === today.plan.basePeriod)?.every ?? "month";
  const period = periodOf(cadence, now, today.plan.timeZone);
  const atStart = await planInForce(deps, period.start);
  return { period, plan: atStart.plan, planVersionId: atStart.id };
}
