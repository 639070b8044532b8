import { z } from "zod";
import { audit } from "../audit/audit.ts";
import { actorOf } from "../auth/viewer.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { enqueue } from "../jobs/enqueue.ts";
import { postRunQueue } from "./queues.ts";
import { assertState, changeRun, demandRun } from "./run-row.ts";

export const OneRun = z.strictObject({ runId: z.templateLiteral(["run_", z.string().max(40)]) });

/**
 * Has an approved run posted, or one whose posting stopped go on. Asked twice, it is posted once.
 *
 * @throws DomainError `run_not_found`, `run_state_changed`
 */
export async function postApproved(deps: Deps, { runId }: z.output<typeof OneRun>): Promise<void> {
  await inTransaction(deps, async (tx) => {
    const run = await demandRun(tx, runId, true);
    assertState(run, "approved", "posting");
    await changeRun(tx, runId, { postedBy: run.postedBy ?? actorOf(tx.viewer).id, failure: null });
    const after = { lines: run.lineCount, total: String(run.totalMinor) };
    await audit(tx, { action: "runs.post", subjectType: "run", subjectId: runId, after });
    await enqueue(tx, postRunQueue, { runId }, { singletonKey: runId });
  });
}
