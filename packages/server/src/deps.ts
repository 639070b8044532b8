import { randomBytes } from "node:crypto";
import type { Db, DbHandle } from "@upline/db";
import { type Clock, epochMs, type IdPrefix, InvariantError, makeId } from "@upline/domain";
import { is } from "drizzle-orm";
import { PgTransaction } from "drizzle-orm/pg-core";
import type { Logger } from "pino";
import type { Viewer } from "./auth/viewer.ts";
import type { Config } from "./config.ts";
import type { JobQueue } from "./jobs/job.ts";
import type { Mailer } from "./notifications/mailer.ts";

/** The ports and settings of the product, and on whose behalf they are used. Built in `start.ts`; tests build their own. */
export interface Deps {
  /** Inside `inTransaction` the open transaction, otherwise the database. */
  readonly db: Db;
  /** The engine behind `db`, and its channel for notices between processes. */
  readonly handle: DbHandle;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly config: Config;
  /** It comes from the session or the job, never from input. */
  readonly viewer: Viewer;
  readonly log: Logger;
  /** Written to by `enqueue` only. */
  readonly jobs: JobQueue;
  /** Runs the effect once the transaction is committed; outside a transaction at once. Not run when it is rolled back. */
  readonly afterCommit: AfterCommit;
  /** Collects rows that nobody reads inside the transaction; each writer gets all of its rows once, before the commit. */
  readonly beforeCommit: BeforeCommit;
  readonly fetch: typeof fetch;
  /** Null when no mail server is configured: then no mail is written either. */
  readonly mailer: Mailer | null;
  readonly requestId: string;
}

/** A new id of the kind that the prefix names; `req` names a request in the logs. */
export type NewId = <P extends IdPrefix | "req">(prefix: P) => `${P}_${string}`;
export type Effect = () => void | Promise<void>;
export type AfterCommit = (effect: Effect) => void;
/** Writes rows of one kind in one statement. */
export type Writer<Row> = (tx: Deps, rows: readonly Row[]) => Promise<void>;
export type BeforeCommit = <Row>(write: Writer<Row>, rows: readonly Row[]) => void;

const TRIES = 5;
const DEADLOCK_OR_SERIALISATION = new Set(["40P01", "40001"]);

/**
 * Hands `work` the same deps with `db` inside a transaction. A deadlock or serialisation failure is tried again, at
 * most five times in all. What `work` gave to `afterCommit` runs once, after the commit, in its order; a failing
 * effect is logged and changes nothing.
 *
 * Within a transaction it opens a savepoint, and the effects wait for the outer commit.
 */
export async function inTransaction<T>(deps: Deps, work: (tx: Deps) => Promise<T>): Promise<T> {
  const isNested = is(deps.db, PgTransaction);
  for (let tries = 1; ; tries += 1) {
    const effects: Effect[] = [];
    const collected = new Map<Writer<unknown>, unknown[]>();
    try {
      const result = await deps.db.transaction(async (db) => {
        const tx: Deps = {
          ...deps,
          db: db as unknown as Db,
          afterCommit: (effect) => void effects.push(effect),
          beforeCommit: collector(collected),
        };
        const done = await work(tx);
        if (!isNested) for (const [write, rows] of collected) await write(tx, rows);
        return done;
      });
      if (isNested) effects.forEach(deps.afterCommit);
      else await runEffects(deps, effects);
      if (isNested) for (const [write, rows] of collected) deps.beforeCommit(write, rows);
      return result;
    } catch (error) {
      if (isNested || tries === TRIES || !DEADLOCK_OR_SERIALISATION.has(sqlState(error) ?? "")) throw error;
    }
  }
}

/** Hands `read` the same deps at one moment: what others commit meanwhile is not seen, and nothing can be written. */
export async function inSnapshot<T>(deps: Deps, read: (tx: Deps) => Promise<T>): Promise<T> {
  if (is(deps.db, PgTransaction)) return read(deps);
  return deps.db.transaction((db) => read({ ...deps, db: db as unknown as Db }), {
    isolationLevel: "repeatable read",
    accessMode: "read only",
  });
}

/** `beforeCommit` that keeps the rows until the end of the transaction. */
function collector(collected: Map<Writer<unknown>, unknown[]>): BeforeCommit {
  return <Row>(write: Writer<Row>, rows: readonly Row[]) => {
    const known = collected.get(write as Writer<unknown>);
    if (known) known.push(...rows);
    else collected.set(write as Writer<unknown>, [...rows]);
  };
}

/** `beforeCommit` of deps that are in no transaction: what is collected belongs to a transaction, so there is none. */
export const neverCollected: BeforeCommit = () => {
  throw new InvariantError("rows are collected inside a transaction");
};

/** The five-character code of a database error, wherever the driver and the query builder put it. */
export function sqlState(error: unknown): string | null {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if ("code" in at && typeof at.code === "string" && /^[0-9A-Z]{5}$/.test(at.code)) return at.code;
  }
  return null;
}

/** Ids made from the wall clock and the machine's random numbers. */
export const randomIds =
  (clock: Pick<Clock, "wall">): NewId =>
  <P extends IdPrefix | "req">(prefix: P) =>
    makeId(prefix as IdPrefix, epochMs(clock.wall()), randomBytes(10)) as `${P}_${string}`;

/** `afterCommit` of deps that are in no transaction. */
export const runAtOnce =
  (log: Pick<Logger, "error">): AfterCommit =>
  (effect) => {
    void runEffect(log, effect);
  };

async function runEffects({ log }: Deps, effects: readonly Effect[]): Promise<void> {
  for (const effect of effects) await runEffect(log, effect);
}

async function runEffect(log: Pick<Logger, "error">, effect: Effect): Promise<void> {
  try {
    await effect();
  } catch (err) {
    log.error({ event: "after_commit_failed", err });
  }
}
