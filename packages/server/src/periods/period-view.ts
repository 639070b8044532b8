import { period as periodTable } from "@upline/db";
import { addDays, type Instant, type Period, type PlanVersion } from "@upline/domain";
import { eq } from "drizzle-orm";
import { periodWords } from "../commissions/worded.ts";
import type { Deps } from "../deps.ts";
import { planInForce } from "../plans/plan-in-force.ts";
import { basePeriodOf, cadenceOf, periodInForce } from "./counts-in.ts";

/** A period as pages show it. */
export interface PeriodView {
  readonly id: string;
  readonly cadence: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly status: "open" | "frozen" | "closed";
  /** Until when its figures may change: the end and the cut-off days. */
  readonly firmOn: Instant;
  /** "March 2026", "Week of March 16, 2026" */
  readonly label: string;
}

/**
 * The period with that id, of any cadence; without one the base period of today.
 *
 * @throws DomainError `period_malformed`
 */
export async function findPeriod(deps: Deps, periodId: string | null | undefined): Promise<Period> {
  if (periodId && periodId !== "open") return (await periodInForce(deps, periodId)).period;
  const { plan } = await planInForce(deps, deps.clock.now());
  return basePeriodOf(plan, deps.clock.now());
}

export async function periodView(deps: Deps, period: Period): Promise<PeriodView> {
  const { plan } = await periodInForce(deps, period.id);
  const [row] = await deps.db
    .select({ status: periodTable.status })
    .from(periodTable)
    .where(eq(periodTable.id, period.id));
  return viewOf(plan.plan, period, row?.status ?? "open");
}

export function viewOf(plan: PlanVersion, period: Period, status: PeriodView["status"]): PeriodView {
  const { id, cadence, start, end } = period;
  const { every, cutoffDays } = cadenceOf(plan, cadence);
  return {
    id,
    cadence,
    startsAt: start,
    endsAt: end,
    status,
    firmOn: addDays(end, cutoffDays, plan.timeZone),
    label: periodWords(start, every, plan.timeZone),
  };
}
