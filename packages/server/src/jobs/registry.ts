import { refreshEstimate } from "../commissions/refresh-estimate.job.ts";
import type { Deps } from "../deps.ts";
import { processInboxEvents } from "../inbox/process-inbox-events.job.ts";
import { sendMailJob } from "../notifications/send-mail.job.ts";
import { askPayoutJob } from "../payouts/ask-payout.job.ts";
import { checkMethodJob } from "../payouts/check-method.job.ts";
import { sendPayoutJob } from "../payouts/send-payout.job.ts";
import { evaluateRunJob, postRunJob } from "../runs/run.jobs.ts";
import { DEAD_LETTERS } from "./dead-letters.ts";
import type { Job, OutboundJob } from "./job.ts";
import { type Entry, runBatch } from "./run-batch.ts";

/** A job as the worker sees it: its payloads are checked where it runs. */
export interface Worked {
  readonly name: string;
  readonly batchSize: number;
  /** How often an idle worker looks by itself; after each commit that queued something it is woken anyway. */
  readonly pollSeconds: number;
  /** Whether a process may run several batches at once. */
  readonly isParallel: boolean;
  readonly run: (deps: Deps, entries: readonly Entry[]) => Promise<void>;
}

/** Every job of the product. */
export const JOBS: readonly Worked[] = [
  worked(processInboxEvents, { pollSeconds: 0.5, isParallel: true }),
  worked(refreshEstimate, { pollSeconds: 0.5, isParallel: false }),
  worked(sendMailJob, { pollSeconds: 1, isParallel: true }),
  worked(sendPayoutJob, { pollSeconds: 1, isParallel: true }),
  worked(askPayoutJob, { pollSeconds: 1, isParallel: true }),
  worked(checkMethodJob, { pollSeconds: 1, isParallel: false }),
  worked(evaluateRunJob, { pollSeconds: 1, isParallel: false }),
  worked(postRunJob, { pollSeconds: 1, isParallel: false }),
];

export const QUEUES: readonly string[] = [...JOBS.map(({ name }) => name), DEAD_LETTERS];

/** A job with the way it is looked for. */
export function worked<P>(job: Job<P> | OutboundJob<P>, how: Pick<Worked, "pollSeconds" | "isParallel">): Worked {
  return { name: job.name, batchSize: job.batchSize, ...how, run: (deps, entries) => runBatch(deps, job, entries) };
}
