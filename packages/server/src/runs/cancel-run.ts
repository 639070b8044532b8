import { approvalsOf, declineApproval, period } from "@upline/db";
import { eq } from "drizzle-orm";
import type { z } from "zod";
import { assertReason } from "../approvals/request-approval.ts";
import { audit } from "../audit/audit.ts";
import { actorOf } from "../auth/viewer.ts";
import { refreshEstimateSoon } from "../commissions/estimate-soon.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { lockForPosting } from "../ledger/posting-lock.ts";
import { notify } from "../live/notify.ts";
import type { RunAndReason } from "./request-run.ts";
import { assertState, changeRun, demandRun, RUN } from "./run-row.ts";

/**
 * Gives a run up before anything of it is posted: its period is open again and can be frozen anew, and requests for a
 * second person are void. What was recorded while it was frozen stays in the period that it was put in.
 *
 * @throws DomainError `run_not_found`, `run_state_changed`, `reason_too_short`
 */
export async function cancelRun(deps: Deps, { runId, reason }: z.output<typeof RunAndReason>): Promise<void> {
  assertReason(reason);
  await inTransaction(deps, async (tx) => {
    await lockForPosting(tx);
    const run = await demandRun(tx, runId, true);
    assertState(run, "frozen", "evaluated", "approved");
    const by = actorOf(tx.viewer).id;
    for (const { id, approvedBy, declinedBy } of await approvalsOf(tx.db, RUN, runId)) {
      if (approvedBy === null && declinedBy === null) {
        await declineApproval(tx.db, { id, by, at: tx.clock.wall(), reason: reason.trim() });
      }
    }
    await tx.db
      .update(period)
      .set({ status: "open", freezeSeq: null, closedAt: null, planVersionId: null, run: 0 })
      .where(eq(period.id, run.periodId));
    const cancelled = { cancelledBy: by, cancelledAt: tx.clock.now(), cancelReason: reason.trim() };
    await changeRun(tx, runId, { state: "cancelled", step: "waiting", ...cancelled });
    await audit(tx, { action: "runs.cancel", subjectType: "run", subjectId: runId, reason });
    await notify(tx, "admin", "approvals");
    refreshEstimateSoon(tx);
  });
}
