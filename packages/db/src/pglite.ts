import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { PGlite } from "@electric-sql/pglite";
import type { OpenOptions, PgliteHandle } from "./client.ts";
import { lockFolder } from "./folder-lock.ts";
import { migrationsFolder } from "./migrations-folder.ts";
import * as schema from "./schema/index.ts";

/** The folder of a `file:` address: `file:.data/db`, `file:/var/db`, or `file:///var/db`. */
export function folderOf(url: string): string {
  const folder = url.startsWith("file://") ? fileURLToPath(url) : url.slice("file:".length);
  if (folder === "") throw new Error("The database address file: names a folder, as in file:.data/db.");
  return resolve(/* turbopackIgnore: true */ folder);
}

/** Opens the embedded database in a folder, or in memory for null. */
export async function openPglite(folder: string | null, options: OpenOptions): Promise<PgliteHandle> {
  const unlock = folder === null ? () => {} : lockFolder(folder);
  try {
    return await open(folder, options, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

async function open(folder: string | null, options: OpenOptions, unlock: () => void): Promise<PgliteHandle> {
  const { PGlite } = await import("@electric-sql/pglite");
  const { drizzle } = await import("drizzle-orm/pglite");
  const isNew = folder === null || !existsSync(/* turbopackIgnore: true */ resolve(folder, "PG_VERSION"));
  const raw = await PGlite.create({
    ...(folder === null ? {} : { dataDir: folder }),
    ...(isNew && options.startFrom ? { loadDataDir: options.startFrom } : {}),
    relaxedDurability: false,
  });
  takeTurns(raw);
  const db = drizzle(raw, { schema, casing: "snake_case" });

  let isClosed = false;
  return {
    kind: "pglite",
    db,
    raw,
    listen: async (channel, callback) => {
      const stop = await raw.listen(channel, callback);
      return () => stop();
    },
    notify: async (channel, payload) => {
      await raw.query("select pg_notify($1, $2)", [channel, payload]);
    },
    migrate: async () => {
      const { migrate } = await import("drizzle-orm/pglite/migrator");
      await migrate(db, { migrationsFolder: options.migrationsFolder ?? migrationsFolder() });
    },
    dump: () => raw.dumpDataDir("gzip"),
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      try {
        await raw.close();
      } finally {
        unlock();
      }
    },
  };
}

/** A page may wait this long behind the statements of others. */
const TURN_MS = 5;

/**
 * The engine computes in this thread, and its answers come before any socket or timer has its turn: statements in a
 * row, of whatever length, would be one long pause for everything else. After a few milliseconds the next one waits
 * for a turn of the event loop.
 */
function takeTurns(raw: PGlite): void {
  const exec = raw.execProtocolRaw.bind(raw);
  let busySince: number | null = null;
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  raw.execProtocolRaw = async (message, options) => {
    if (busySince !== null && performance.now() - busySince > TURN_MS) await turn();
    if (busySince === null) {
      busySince = performance.now();
      setImmediate(() => {
        busySince = null;
      });
    }
    return exec(message, options);
  };
}
