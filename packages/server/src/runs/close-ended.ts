import { commissionRun } from "@upline/db";
import { addDays, DomainError } from "@upline/domain";
import { eq } from "drizzle-orm";
import { openPeriods } from "../commissions/evaluate-open.ts";
import type { Deps } from "../deps.ts";
import type { SayLine } from "../jobs/timed.ts";
import { cadenceOf } from "../periods/counts-in.ts";
import { planInForce } from "../plans/plan-in-force.ts";
import { startRun } from "./start-run.ts";

/**
 * Starts the run of every period whose end and cut-off days are over, the oldest of each cadence: periods close in order,
 * so the one after it waits. The ends are local midnights of the plan's zone. The run waits for its review, or posts by
 * itself where the setting says so.
 */
export async function closeEnded(deps: Deps, say: SayLine): Promise<Record<string, unknown>> {
  const now = deps.clock.now();
  const { plan } = await planInForce(deps, now);
  let started = 0;
  for (const { id } of plan.periods) {
    const [oldest] = await openPeriods(deps, id);
    const cadence = cadenceOf(plan, id);
    if (!oldest || now < addDays(oldest.end, cadence.cutoffDays, plan.timeZone)) continue;
    if (await hasRun(deps, oldest.id)) continue;
    try {
      const { runId } = await startRun(deps, { periodId: oldest.id });
      say("started", { period: oldest.id, run: runId });
      started += 1;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      say("refused", { period: oldest.id, code: error.code });
    }
  }
  return { started };
}

/** A run that somebody gave up is started again by a person, not by time. */
async function hasRun({ db }: Deps, periodId: string): Promise<boolean> {
  const ofPeriod = eq(commissionRun.periodId, periodId);
  return (await db.select({ id: commissionRun.id }).from(commissionRun).where(ofPeriod).limit(1)).length > 0;
}
