import { ZodError } from "zod";
import { type Deps, inTransaction } from "../deps.ts";
import { withoutValues } from "../operations/log.ts";
import { jobFinished } from "../operations/metrics.ts";
import { DEAD_LETTERS } from "./dead-letters.ts";
import { type AnyJob, type Failure, GiveUp, type Job, type Retry } from "./job.ts";

/** A payload as it stood in the queue. */
export interface Entry {
  readonly payload: unknown;
  /** Tries before this one. */
  readonly tries: number;
}

/**
 * Runs payloads of one job. An inner job gets one transaction for all; when that fails, each payload is run alone, so
 * that a poisoned one costs the others a second try and never their result. What fails alone is tried again later or
 * becomes a dead letter, in a transaction that tells its row.
 *
 * @throws only when not even a failure could be written down: then the queue itself tries again
 */
export async function runBatch<P>(deps: Deps, job: AnyJob<P>, entries: readonly Entry[]): Promise<void> {
  const runnable: { readonly entry: Entry; readonly payload: P }[] = [];
  for (const entry of entries) {
    const parsed = job.payload.safeParse(entry.payload);
    if (parsed.success) runnable.push({ entry, payload: parsed.data });
    else await bury(deps, job.name, entry, parsed.error);
  }
  if (runnable.length === 0) return;
  const payloads = runnable.map(({ payload }) => payload);
  if (job.kind === "inner" && (await succeeds(deps, job, payloads))) return;
  for (const { entry, payload } of runnable) await runAlone(deps, job, entry, payload);
}

/** Whether all went well together. A failure of one alone is met again, and reported, by `runAlone`. */
async function succeeds<P>(deps: Deps, job: Job<P>, payloads: readonly P[]): Promise<boolean> {
  if (payloads.length === 1) return false;
  try {
    await inTransaction(deps, (tx) => job.run(tx, payloads));
    for (const _ of payloads) jobFinished(job.name, "done");
    return true;
  } catch (err) {
    deps.log.warn({ event: "batch_failed", job: job.name, size: payloads.length, err });
    return false;
  }
}

async function runAlone<P>(deps: Deps, job: AnyJob<P>, entry: Entry, payload: P): Promise<void> {
  try {
    if (job.kind === "inner") await inTransaction(deps, (tx) => job.run(tx, [payload]));
    else await job.run(deps, payload);
    jobFinished(job.name, "done");
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    await fail(deps, job, entry, { payload, error });
  }
}

async function fail<P>(
  deps: Deps,
  job: AnyJob<P>,
  entry: Entry,
  { payload, error }: { payload: P; error: Error },
): Promise<void> {
  const tries = entry.tries + 1;
  const isHopeless = error instanceof GiveUp || error instanceof ZodError || tries >= job.retry.limit;
  const retryAfterSeconds = isHopeless ? null : delaySeconds(job.retry, tries, Math.random());
  const failure: Failure = { error, tries, retryAfterSeconds };
  await inTransaction(deps, async (tx) => {
    if (retryAfterSeconds === null) await sendDead(tx, job.name, entry, error);
    else await tx.jobs.send(tx, job.name, [{ payload: entry.payload, tries, startAfterSeconds: retryAfterSeconds }]);
    await job.onFailure?.(tx, payload, failure);
  });
  jobFinished(job.name, retryAfterSeconds === null ? "dead" : "retried");
  const level = retryAfterSeconds === null ? "error" : "warn";
  deps.log[level]({ event: "job_failed", job: job.name, payload, tries, retryAfterSeconds, err: error });
}

async function bury(deps: Deps, name: string, entry: Entry, error: Error): Promise<void> {
  await inTransaction(deps, (tx) => sendDead(tx, name, entry, error));
  jobFinished(name, "dead");
  deps.log.error({ event: "job_malformed", job: name, err: error });
}

async function sendDead(tx: Deps, name: string, { payload, tries }: Entry, error: Error): Promise<void> {
  const letter = { name, payload, error: withoutValues(error.message).slice(0, 500), at: tx.clock.wall() };
  await tx.jobs.send(tx, DEAD_LETTERS, [{ payload: letter, tries: tries + 1 }]);
}

/**
 * Full jitter: somewhere between nothing and a ceiling that doubles from try to try.
 *
 * @param tries   tries so far, from 1
 * @param random  at least 0 and below 1
 */
export function delaySeconds({ firstAfterSeconds, atMostSeconds }: Retry, tries: number, random: number): number {
  const ceiling = Math.min(atMostSeconds, firstAfterSeconds * 2 ** (tries - 1));
  return Math.max(1, Math.round(ceiling * random));
}
