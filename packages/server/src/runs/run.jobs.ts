import type { RunId } from "@upline/domain";
import { DomainError } from "@upline/domain";
import type { Deps } from "../deps.ts";
import { defineOutboundJob, type Failure, GiveUp } from "../jobs/job.ts";
import { withoutValues } from "../operations/log.ts";
import { evaluateRun } from "./evaluate-run.ts";
import { postRun } from "./post-run.ts";
import { evaluateRunQueue, postRunQueue } from "./queues.ts";
import { changeUnlessOver, demandRun } from "./run-row.ts";

const retry = { limit: 6, firstAfterSeconds: 5, atMostSeconds: 600 };

/** Evaluates a run; one that posts by itself goes on to that at once. */
export const evaluateRunJob = defineOutboundJob({
  ...evaluateRunQueue,
  retry,
  run: (deps, { runId }) =>
    refusalsEnd(async () => {
      await evaluateRun(deps, runId);
      const { isAutomatic, state } = await demandRun(deps, runId);
      if (isAutomatic && state === "evaluated") await postRun(deps, runId);
    }),
  onFailure: (tx, { runId }, failure) => keepFailure(tx, runId, failure),
});

/** Posts an approved run. */
export const postRunJob = defineOutboundJob({
  ...postRunQueue,
  retry,
  run: (deps, { runId }) => refusalsEnd(() => postRun(deps, runId)),
  onFailure: (tx, { runId }, failure) => keepFailure(tx, runId, failure),
});

/** A refusal is the same at the next try. */
async function refusalsEnd(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw error instanceof DomainError ? new GiveUp(error.message) : error;
  }
}

const keepFailure = (tx: Deps, runId: RunId, { error }: Failure): Promise<void> =>
  changeUnlessOver(tx, runId, { failure: withoutValues(error.message).slice(0, 500) });
