import type { PGlite } from "@electric-sql/pglite";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import type { Pool } from "pg";
import { folderOf, openPglite } from "./pglite.ts";
import { openPostgres } from "./postgres.ts";
import type * as schema from "./schema/index.ts";

/** The typed database of either engine; also the type of a transaction of it. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>;

/** Stops a subscription. */
export type Stop = () => Promise<void>;

export interface OpenOptions {
  /** Folder of the SQL migrations; found by itself in the repository when left out. */
  readonly migrationsFolder?: string;
  /** PostgreSQL: most connections of the pool. Default 10. */
  readonly max?: number;
  /** PostgreSQL: how long a caller waits for a connection, in milliseconds. Default 10,000. */
  readonly connectionTimeoutMs?: number;
  /** PostgreSQL: limit of one statement, in milliseconds. Default 30,000; 0 is none. */
  readonly statementTimeoutMs?: number;
  /** PostgreSQL: name shown in pg_stat_activity. Default "upline". */
  readonly applicationName?: string;
  /** PGlite: a saved database (`dump`) that a folder without one, or memory, begins with. */
  readonly startFrom?: Blob;
}

interface Handle {
  readonly db: Db;
  /**
   * Calls back on each NOTIFY of a channel (lower-case name). After a lost connection it calls once with "",
   * since notices may have been missed meanwhile.
   */
  listen(channel: string, callback: (payload: string) => void): Promise<Stop>;
  /** A bare NOTIFY, outside any transaction. */
  notify(channel: string, payload: string): Promise<void>;
  /** Brings the schema up to date; safe to run in several processes at once. */
  migrate(): Promise<void>;
  /** Ends every connection and gives the folder free. Calling it again does nothing. */
  close(): Promise<void>;
}

/** The embedded database: one process, one connection, no flush to disk. */
export interface PgliteHandle extends Handle {
  readonly kind: "pglite";
  readonly raw: PGlite;
  /** The whole database as a gzipped archive, for `startFrom`. */
  dump(): Promise<Blob>;
}

export interface PostgresHandle extends Handle {
  readonly kind: "postgres";
  readonly raw: Pool;
}

export type DbHandle = PgliteHandle | PostgresHandle;

/**
 * Opens a database; does not migrate it.
 *
 * @param url `postgres://…` or `postgresql://…`; `file:<folder>` for the embedded one; `memory:` for one that is gone at the end
 * @throws DatabaseInUseError when another process holds the folder
 * @throws Error when the address has none of these forms
 */
export async function openDb(url: string, options: OpenOptions = {}): Promise<DbHandle> {
  if (/^postgres(ql)?:/.test(url)) return openPostgres(url, options);
  if (url === "memory:" || url === "memory://") return openPglite(null, options);
  if (url.startsWith("file:")) return openPglite(folderOf(url), options);
  throw new Error("The database address begins with postgres:, postgresql:, file: or memory:.");
}
