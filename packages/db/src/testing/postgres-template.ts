import pg from "pg";
import { openDb } from "../client.ts";
import { migrationsHash } from "./migrations-hash.ts";

const TEMPLATE_LOCK = "7234091151";

/**
 * A database copied from a migrated template on this server; the template is made by the first who needs it.
 *
 * @param server address of any database on the server, by a login that may create databases
 * @param name   of the new database: letters, digits, underscores
 */
export async function postgresCopy(server: string, name: string): Promise<{ url: string; drop(): Promise<void> }> {
  const template = `upline_template_${migrationsHash()}`;
  await onServer(server, async (client) => {
    // Held over the copy as well: PostgreSQL copies no database while somebody is connected to it.
    await client.query("select pg_advisory_lock($1::bigint)", [TEMPLATE_LOCK]);
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [template]);
    if (rowCount === 0) await buildTemplate(client, server, template);
    await client.query(`create database ${name} template ${template}`);
  });
  return {
    url: withDatabase(server, name),
    drop: () =>
      onServer(server, async (client) => void (await client.query(`drop database if exists ${name} with (force)`))),
  };
}

/** Renamed when it is complete, so that a run that was stopped half-way leaves no half template. */
async function buildTemplate(client: pg.Client, server: string, template: string): Promise<void> {
  const unfinished = `${template}_unfinished`;
  await client.query(`drop database if exists ${unfinished} with (force)`);
  await client.query(`create database ${unfinished}`);
  const handle = await openDb(withDatabase(server, unfinished));
  try {
    await handle.migrate();
  } finally {
    await handle.close();
  }
  await client.query(`alter database ${unfinished} rename to ${template}`);
}

async function onServer<Result>(server: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
