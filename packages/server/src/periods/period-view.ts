import { period as periodTable } from "@upline/db";
import { addDays, type Instant, type Period, type PlanVersion, periodById } from "@upline/domain";
import { eq } from "drizzle-orm";
import { periodWords } from "../commissions/worded.ts";
import type { Deps } from "../deps.ts";
import { planInForce } from "../plans/plan-in-force.ts";
import { baseCadence, basePeriodOf } from "./counts-in.ts";

/** A base period as pages show it. */
export interface PeriodView {
  readonly id: string;
  readonly cadence: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly status: "open" | "frozen" | "closed";
  /** Until when its figures may change: the end and the cut-off days. */
  readonly firmOn: Instant;
  /** "March 2026" */
  readonly label: string;
}

/** The base period with that id, or that of today. @throws DomainError `period_malformed` */
export async function findPeriod(deps: Deps, periodId: string | null | undefined): Promise<Period> {
  const { plan } = await planInForce(deps, deps.clock.now());
  if (!periodId || periodId === "open") return basePeriodOf(plan, deps.clock.now());
  return periodById(baseCadence(plan), periodId, plan.timeZone);
}

export async function periodView(deps: Deps, period: Period): Promise<PeriodView> {
  const { plan } = await planInForce(deps, deps.clock.now());
  const [row] = await deps.db
    .select({ status: periodTable.status })
    .from(periodTable)
    .where(eq(periodTable.id, period.id));
  return viewOf(plan, period, row?.status ?? "open");
}

export function viewOf(plan: PlanVersion, period: Period, status: PeriodView["status"]): PeriodView {
  const { id, cadence, start, end } = period;
  return {
    id,
    cadence,
    startsAt: start,
    endsAt: end,
    status,
    firmOn: addDays(end, baseCadence(plan).cutoffDays, plan.timeZone),
    label: periodWords(start, baseCadence(plan).every, plan.timeZone),
  };
}
