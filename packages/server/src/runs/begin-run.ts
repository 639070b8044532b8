import { commissionRun } from "@upline/db";
import { and, eq, ne } from "drizzle-orm";
import { actorOf } from "../auth/viewer.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { notify } from "../live/notify.ts";
import { freezePeriod } from "../periods/freeze-period.ts";
import type { RunRow } from "./run-row.ts";

/**
 * Freezes a period and opens the run that closes it, in the caller's transaction if there is one. The run of a period
 * that has one is returned as it is; null for a closed period.
 *
 * @param isAutomatic  it posts without a second person
 * @throws DomainError `period_not_ended`, `period_malformed`
 */
export async function beginRun(
  deps: Deps,
  periodId: string,
  { isAutomatic }: { readonly isAutomatic: boolean },
): Promise<RunRow | null> {
  return inTransaction(deps, async (tx) => {
    const { period, plan, freezeSeq, frozenAt, isClosed } = await freezePeriod(tx, periodId);
    if (isClosed) return null;
    const isOpen = and(eq(commissionRun.periodId, periodId), ne(commissionRun.state, "cancelled"));
    const [known] = await tx.db.select().from(commissionRun).where(isOpen);
    if (known) return known;
    const [run] = await tx.db
      .insert(commissionRun)
      .values({
        id: tx.newId("run"),
        periodId,
        cadence: period.cadence,
        planVersionId: plan.id,
        planVersion: plan.version,
        currency: plan.plan.currency,
        freezeSeq,
        frozenAt,
        isAutomatic,
        state: "frozen",
        step: "waiting",
        createdBy: actorOf(tx.viewer).id,
        createdAt: frozenAt,
      })
      .returning();
    await notify(tx, "admin", "runs");
    return run ?? null;
  });
}
