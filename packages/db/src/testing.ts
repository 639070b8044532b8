import { randomBytes } from "node:crypto";
import { type DbHandle, type OpenOptions, openDb } from "./client.ts";
import { pgliteTemplate } from "./testing/pglite-template.ts";
import { postgresCopy } from "./testing/postgres-template.ts";

export type Engine = "pglite" | "postgres";

/** The engine that tests run on: TEST_ENGINE, else PGlite. */
export function testEngine(): Engine {
  return process.env.TEST_ENGINE === "postgres" ? "postgres" : "pglite";
}

/**
 * A migrated, empty database for one test file; `close()` throws it away. The first call after a change of the
 * migrations takes some seconds, later ones about one.
 *
 * @throws Error when PostgreSQL is wanted and TEST_DATABASE_URL names no server
 */
export async function freshDatabase({
  engine = testEngine(),
  ...options
}: { engine?: Engine } & OpenOptions = {}): Promise<DbHandle> {
  if (engine === "pglite") return openDb("memory:", { ...options, startFrom: await pgliteTemplate() });

  const server = process.env.TEST_DATABASE_URL;
  if (!server)
    throw new Error("TEST_DATABASE_URL names the PostgreSQL server for tests; scripts/postgres.mjs lends one.");
  const copy = await postgresCopy(server, `upline_test_${randomBytes(6).toString("hex")}`);
  const handle = await openDb(copy.url, options);
  return {
    ...handle,
    close: async () => {
      await handle.close();
      await copy.drop();
    },
  };
}
