import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import type { OpenOptions, PostgresHandle } from "./client.ts";
import { migrationsFolder } from "./migrations-folder.ts";
import { openListener } from "./postgres-listener.ts";
import { PreparingClient } from "./prepared.ts";
import * as schema from "./schema/index.ts";

/** One number for "somebody migrates this database". */
const MIGRATION_LOCK = 7_234_091_150n;

/** Opens a pool. No connection is made yet. */
export function openPostgres(url: string, options: OpenOptions): PostgresHandle {
  const name = options.applicationName ?? "upline";
  const raw = new pg.Pool({
    connectionString: url,
    application_name: name,
    max: options.max ?? 10,
    connectionTimeoutMillis: options.connectionTimeoutMs ?? 10_000,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    // Both engines compute days and hours in UTC. Compiling a statement takes longer than any of ours runs.
    options: "-c TimeZone=UTC -c jit=off",
    keepAlive: true,
    Client: PreparingClient,
  });
  // A connection that breaks while idle is replaced by the next caller, and one that breaks in use fails the query of its
  // caller; without a listener either would end the process.
  raw.on("error", () => {});
  raw.on("connect", (client) => void client.on("error", () => {}));
  const listener = openListener(url, `${name} listener`);
  const db = drizzle(raw, { schema, casing: "snake_case" });
  db.transaction = transactionsOf(raw, db);

  let isClosed = false;
  return {
    kind: "postgres",
    db,
    raw,
    listen: (channel, callback) => listener.listen(channel, callback),
    notify: async (channel, payload) => {
      await raw.query("select pg_notify($1, $2)", [channel, payload]);
    },
    migrate: () => migrateAlone(url, options.migrationsFolder ?? migrationsFolder()),
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      await listener.close();
      await raw.end();
    },
  };
}

type PostgresDb = NodePgDatabase<typeof schema>;

/**
 * Transactions on connections that are always given back. Drizzle's own keep the one whose `begin` fails, as all do in
 * the moment when the server goes away, and a pool that has lost all of its connections so stands still for good.
 *
 * @see https://github.com/drizzle-team/drizzle-orm, `NodePgSession.transaction`
 */
function transactionsOf(pool: pg.Pool, { _: { session } }: PostgresDb): PostgresDb["transaction"] {
  return async (work, config) => {
    const client = await pool.connect();
    try {
      const own = Object.create(session, { client: { value: client } }) as typeof session;
      return await own.transaction(work, config);
    } finally {
      client.release();
    }
  };
}

/** On a connection of its own: the lock belongs to it, and it may take longer than a query of the application. */
async function migrateAlone(url: string, folder: string): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "upline migrations",
    connectionTimeoutMillis: 10_000,
  });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1::bigint)", [String(MIGRATION_LOCK)]);
    // A migration that cannot get a table at once fails and is repeated, rather than making everybody queue behind it.
    await client.query("set lock_timeout = '2s'");
    await client.query("set client_min_messages = warning");
    await migrate(drizzle(client), { migrationsFolder: folder });
  } finally {
    await client.end();
  }
}
