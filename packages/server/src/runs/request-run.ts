import { approvalsOf, fingerprintOf } from "@upline/db";
import { DomainError } from "@upline/domain";
import { z } from "zod";
import { stateOf } from "../approvals/approval-state.ts";
import { assertReason, requestApproval } from "../approvals/request-approval.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { notify } from "../live/notify.ts";
import { runBody } from "./run-body.ts";
import { assertAgreed, assertState, demandRun, RUN } from "./run-row.ts";

/** A run, and why: the second person reads it. */
export const RunAndReason = z.strictObject({
  runId: z.templateLiteral(["run_", z.string().max(40)]),
  reason: z.string().max(500),
});

/**
 * Asks a second person to approve what a run came to. The same request twice is one.
 *
 * @throws DomainError `run_not_found`, `run_state_changed`, `run_result_changed`, `reason_too_short`
 */
export async function requestRun(deps: Deps, { runId, reason }: z.output<typeof RunAndReason>) {
  assertReason(reason);
  return inTransaction(deps, async (tx) => {
    const run = await demandRun(tx, runId, true);
    assertState(run, "evaluated");
    const body = await runBody(tx, run);
    assertAgreed(run, { linesHash: String(body.linesHash) });
    if (body.factsHash !== run.factsHash) {
      throw new DomainError(
        "run_result_changed",
        "What was frozen has changed since it was evaluated. Nobody was asked. Cancel this run and start it again.",
      );
    }
    const fingerprint = await fingerprintOf(tx.db, body);
    const open = (await approvalsOf(tx.db, RUN, runId)).find(
      (one) => stateOf(one, tx) === "open" && one.fingerprint === fingerprint,
    );
    if (open) return { approvalId: open.id, fingerprint };
    const asked = await requestApproval(tx, { action: "runs.request", subject: RUN, subjectId: runId, reason, body });
    await notify(tx, "admin", "runs");
    return asked;
  });
}
