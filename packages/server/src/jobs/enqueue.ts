import type { Deps } from "../deps.ts";
import type { QueuedJob, QueueOf } from "./job.ts";

export type EnqueueOptions = Pick<QueuedJob, "startAfterSeconds" | "singletonKey" | "singletonSeconds">;

/**
 * Queues a payload, or several, in the caller's transaction, so that the job exists exactly when the change it
 * belongs to is committed. The workers are woken after the commit.
 */
export async function enqueue<P>(
  tx: Deps,
  job: QueueOf<P>,
  payload: P | readonly P[],
  options: EnqueueOptions = {},
): Promise<void> {
  const payloads: readonly unknown[] = Array.isArray(payload) ? payload : [payload];
  if (payloads.length === 0) return;
  await tx.jobs.send(
    tx,
    job.name,
    payloads.map((one) => ({ payload: job.payload.parse(one), tries: 0, ...options })),
  );
  if (!options.startAfterSeconds) tx.afterCommit(() => tx.jobs.wake(job.name));
}
