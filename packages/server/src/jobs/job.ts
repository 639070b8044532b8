import type { z } from "zod";
import type { Deps } from "../deps.ts";

/** Tries of one payload: the first delay doubles from try to try up to the last, each drawn between nothing and itself. */
export interface Retry {
  /** Tries in all; then the payload is a dead letter. */
  readonly limit: number;
  readonly firstAfterSeconds: number;
  readonly atMostSeconds: number;
}

/** What became of a payload that threw. `retryAt` is null for a dead letter. */
export interface Failure {
  readonly error: Error;
  /** Tries so far, this one included. */
  readonly tries: number;
  readonly retryAfterSeconds: number | null;
}

/** All that is needed to enqueue: a job, or its queue where importing the job would close a circle. */
export interface QueueOf<P> {
  /** `feature.verb` */
  readonly name: string;
  /** Ids, no data. */
  readonly payload: z.ZodType<P>;
}

interface JobBase<P> extends QueueOf<P> {
  readonly retry: Retry;
  /** Marks the row that the payload names, in the transaction that plans the next try or the dead letter. */
  readonly onFailure?: (tx: Deps, payload: P, failure: Failure) => Promise<void>;
}

/** Acts on payloads in one transaction; safe to run any number of times. */
export interface Job<P> extends JobBase<P> {
  readonly kind: "inner";
  readonly batchSize: number;
  readonly run: (tx: Deps, payloads: readonly P[]) => Promise<void>;
}

/** Talks to the outside, or computes for long: one payload at a time, without a transaction around it. */
export interface OutboundJob<P> extends JobBase<P> {
  readonly kind: "outbound";
  readonly batchSize: 1;
  readonly run: (deps: Deps, payload: P) => Promise<void>;
}

export type AnyJob<P = never> = Job<P> | OutboundJob<P>;

/** What `enqueue` hands to the queue. */
export interface QueuedJob {
  readonly payload: unknown;
  /** Tries before this one. */
  readonly tries: number;
  readonly startAfterSeconds?: number;
  readonly singletonKey?: string;
  /** With a key: at most one job of it per slot of this length; one more waits for the next slot. */
  readonly singletonSeconds?: number;
}

/** The queue, as use cases see it: written inside their transaction, woken after it. */
export interface JobQueue {
  send(tx: Pick<Deps, "db" | "afterCommit">, name: string, jobs: readonly QueuedJob[]): Promise<void>;
  /** Makes the workers of that queue look for work now, in every process. */
  wake(name: string): void;
}

/** The cause will not go away by trying again: a dead letter at once. */
export class GiveUp extends Error {
  override readonly name = "GiveUp";
}

export function defineJob<P>(job: Omit<Job<P>, "kind">): Job<P> {
  return { kind: "inner", ...job };
}

export function defineOutboundJob<P>(job: Omit<OutboundJob<P>, "kind" | "batchSize">): OutboundJob<P> {
  return { kind: "outbound", batchSize: 1, ...job };
}
