import { DomainError, type RunId } from "@upline/domain";
import { z } from "zod";
import { audit } from "../audit/audit.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { enqueue } from "../jobs/enqueue.ts";
import { beginRun } from "./begin-run.ts";
import { evaluateRunQueue } from "./queues.ts";

export const StartRun = z.strictObject({ periodId: z.string().max(40) });

/**
 * Freezes an ended period and has it evaluated. Asked twice, it is one run.
 *
 * @throws DomainError `period_not_ended`, `period_malformed`, `period_already_closed`
 */
export async function startRun(deps: Deps, { periodId }: z.output<typeof StartRun>): Promise<{ runId: RunId }> {
  return inTransaction(deps, async (tx) => {
    const run = await beginRun(tx, periodId, { isAutomatic: deps.config.COMMISSION_RUNS === "automatic" });
    if (run === null) {
      throw new DomainError("period_already_closed", "This period is closed. What came later counts in the open one.");
    }
    await audit(tx, { action: "runs.start", subjectType: "run", subjectId: run.id, after: { periodId } });
    if (run.state === "frozen") await enqueue(tx, evaluateRunQueue, { runId: run.id });
    return { runId: run.id };
  });
}
