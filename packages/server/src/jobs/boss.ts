import type { Db, DbHandle } from "@upline/db";
import { sql } from "drizzle-orm";
import { fromDrizzle, fromPglite, type Db as JobDatabase, PgBoss } from "pg-boss";
import type { Logger } from "pino";
import type { JobQueue, QueuedJob } from "./job.ts";

/** The queue of one process, and the parts of it that only a worker uses. */
export interface Boss extends JobQueue {
  readonly raw: PgBoss;
  /** Called in this process with the names of queues that have new work. */
  onWake(listener: (names: readonly string[]) => void): void;
  stop(graceSeconds: number): Promise<void>;
}

/** Channel on which a process tells the workers which queues have new work. */
export const WAKE_CHANNEL = "upline_wake";

const WAKE_EVERY_MS = 50;
/** A killed worker's jobs are free again after two missed heartbeats and one look of a living worker. */
const HEARTBEAT_SECONDS = 10;
const LOOK_EVERY_SECONDS = 5;

interface BossOptions {
  readonly handle: DbHandle;
  readonly log: Logger;
  /** A worker also supervises: it frees what dead workers held and deletes what is old. */
  readonly isWorker: boolean;
  /** Names of all queues. */
  readonly queues: readonly string[];
}

/** Opens the queue: its own schema is made or brought up to date, all queues exist, and sending needs no look-up. */
export async function openBoss({ handle, log, isWorker, queues }: BossOptions): Promise<Boss> {
  const raw = new PgBoss({
    db: databaseOf(handle),
    backend: handle.kind,
    supervise: isWorker,
    schedule: false,
    registerInstance: false,
    monitorVacuum: false,
    reindex: false,
    superviseIntervalSeconds: LOOK_EVERY_SECONDS,
    monitorIntervalSeconds: LOOK_EVERY_SECONDS,
    openTelemetry: { enabled: false },
  });
  raw.on("error", (err) => log.warn({ event: "queue_error", err }));
  await raw.start();
  for (const name of queues) await makeQueue(raw, name);

  const listeners: ((names: readonly string[]) => void)[] = [];
  const call = (names: readonly string[]) => {
    for (const listener of listeners) listener(names);
  };
  const stopListening =
    isWorker && handle.kind === "postgres"
      ? await handle.listen(WAKE_CHANNEL, (payload) => call(payload === "" ? queues : payload.split(",")))
      : null;
  const tell = async (names: readonly string[]) => {
    if (handle.kind === "pglite") call(names);
    else await handle.notify(WAKE_CHANNEL, names.join(","));
  };
  return {
    raw,
    send: ({ db }, name, jobs) => send(raw, { db, name, jobs }),
    wake: coalesced((names) => tell(names).catch((err) => log.warn({ event: "wake_failed", err }))),
    onWake: (listener) => void listeners.push(listener),
    async stop(graceSeconds) {
      await stopListening?.();
      await raw.stop({ graceful: true, timeout: graceSeconds * 1000, close: false });
    },
  };
}

/** The first call goes out at once; what is asked for within the next 50 ms goes out together. */
export function coalesced(tell: (names: readonly string[]) => unknown): (name: string) => void {
  let next: Set<string> | null = null;
  const flush = () => {
    const names = next;
    next = null;
    if (!names || names.size === 0) return;
    tell([...names]);
    open();
  };
  const open = () => {
    next = new Set();
    setTimeout(flush, WAKE_EVERY_MS).unref();
  };
  return (name) => {
    if (next) next.add(name);
    else {
      tell([name]);
      open();
    }
  };
}

function databaseOf(handle: DbHandle): JobDatabase {
  if (handle.kind === "pglite") return fromPglite(handle.raw);
  return {
    async executeSql(text, values) {
      const result = await handle.raw.query(text, values);
      // Several statements in one text give one result each.
      const results = Array.isArray(result) ? (result as (typeof result)[]) : [result];
      return { rows: results.flatMap(({ rows }) => rows ?? []) };
    },
  };
}

async function makeQueue(raw: PgBoss, name: string): Promise<void> {
  const options = {
    // Retries are ours (run-batch.ts); these count how often a worker may die over a job.
    retryLimit: 20,
    retryDelay: 1,
    expireInSeconds: 300,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    deleteAfterSeconds: 600,
  };
  await raw.createQueue(name, { policy: "standard", ...options });
  await raw.updateQueue(name, options);
  // Fills the cache, so that sending inside a transaction never has to wait for another connection.
  await raw.findJobs(name, { limit: 1 });
}

interface Sending {
  readonly db: Db;
  readonly name: string;
  readonly jobs: readonly QueuedJob[];
}

async function send(raw: PgBoss, { db, name, jobs }: Sending): Promise<void> {
  const on = fromDrizzle(db as unknown as Parameters<typeof fromDrizzle>[0], sql);
  const plain = jobs.filter(({ singletonSeconds }) => singletonSeconds === undefined);
  if (plain.length > 0) {
    const rows = plain.map(({ payload, tries, startAfterSeconds }) => ({
      data: { payload, tries },
      ...(startAfterSeconds === undefined ? {} : { startAfter: startAfterSeconds }),
    }));
    await raw.insert(name, rows, { db: on });
  }
  for (const { payload, tries, singletonKey = name, singletonSeconds } of jobs) {
    if (singletonSeconds === undefined) continue;
    await raw.send(name, { payload, tries }, { db: on, singletonKey, singletonSeconds, singletonNextSlot: true });
  }
}
