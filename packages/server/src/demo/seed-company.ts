import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { company, lockFolder, openDb } from "@upline/db";
import { epochMs } from "@upline/domain";
import { sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { openForScript, scriptSettings } from "../start.ts";
import { DEMO_START, seedDemo } from "./seed-demo.ts";
import { sourcesHash } from "./sources-hash.ts";

const COMPANY = "Meadow & Oak";
const DAY_MS = 86_400_000;

/**
 * The demo company in the database of the environment. On the embedded database the finished company is kept as a
 * dump beside it, so that the next fresh start loads it in a second; the dump's name holds the hash of the sources it
 * was made with.
 *
 * @param daysLater  how many days after the demo's first day the company's clock starts on the embedded database
 * @returns one line for the terminal
 * @throws Error in words when the database belongs to another company
 */
export async function seedCompany(fresh: boolean, daysLater = 0): Promise<string> {
  const { DATABASE_URL: url, DEMO } = scriptSettings();
  if (!DEMO) throw new Error("The demo company has sign-ins with known passwords: it is made with DEMO=1 only.");
  const folder = url.startsWith("file:") ? url.slice("file:".length) : null;
  if (folder === null) return seedServer(fresh);
  const unlock = lockFolder(resolve(folder));
  try {
    return await seedFolder(folder, fresh, daysLater);
  } finally {
    unlock();
  }
}

async function seedFolder(folder: string, fresh: boolean, daysLater: number): Promise<string> {
  if (fresh) rmSync(folder, { recursive: true, force: true });
  if (existsSync(join(folder, "PG_VERSION"))) return "the company is there";
  const dumpFile = join(dirname(folder), "cache", `meadow-and-oak-${await sourcesHash()}.tar.gz`);
  const made = existsSync(dumpFile) ? null : await makeDump(dumpFile);
  const loaded = await loadDump(folder, dumpFile, daysLater);
  return made ?? loaded;
}

/** Made in memory, which is several times faster than on a folder; the dump is what lasts. */
async function makeDump(dumpFile: string): Promise<string> {
  const app = await openForScript(true);
  try {
    const words = await make(app.deps);
    if (app.deps.handle.kind === "pglite") await keepDump(dumpFile, await app.deps.handle.dump());
    return words;
  } finally {
    await app.stop();
  }
}

async function seedServer(fresh: boolean): Promise<string> {
  const app = await openForScript();
  try {
    const [row] = await app.deps.db.select({ name: company.name }).from(company);
    if (row && row.name !== COMPANY)
      throw new Error(`This database belongs to ${row.name}. The demo needs a database of its own.`);
    if (row && !fresh) return "the company is there";
    if (row) {
      throw new Error(
        "On a PostgreSQL server a fresh demo needs an empty database. Create one and set DATABASE_URL to it.",
      );
    }
    return await make(app.deps);
  } finally {
    await app.stop();
  }
}

/** A half-made company is of no use: everything happens before the clock is set, and the clock says that it is done. */
async function make(deps: Deps): Promise<string> {
  const startedAt = performance.now();
  await seedDemo(deps, (line) => console.log(line));
  await setClock(deps);
  return `made ${COMPANY} in ${Math.round((performance.now() - startedAt) / 1000)} s`;
}

/** The company's clock starts on its first demo day, whenever that is on the wall. */
async function setClock(deps: Pick<Deps, "db">, daysLater = 0): Promise<void> {
  const clockOffsetMs = epochMs(DEMO_START) + daysLater * DAY_MS - Date.now();
  await deps.db.update(company).set({ clockOffsetMs });
}

/** Loaded beside its place and moved there when it is whole: a start that was broken off leaves nothing behind. */
async function loadDump(folder: string, dumpFile: string, daysLater: number): Promise<string> {
  const startedAt = performance.now();
  const beside = `${folder}.new`;
  rmSync(beside, { recursive: true, force: true });
  const handle = await openDb(`file:${beside}`, { startFrom: new Blob([readFileSync(dumpFile)]) });
  try {
    await handle.migrate();
    await setClock(handle, daysLater);
    await handle.db.execute(sql`analyze`);
  } finally {
    await handle.close();
  }
  renameSync(beside, folder);
  return `loaded ${COMPANY} in ${Math.round(performance.now() - startedAt)} ms`;
}

async function keepDump(dumpFile: string, dump: Blob): Promise<void> {
  const folder = dirname(dumpFile);
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder)) rmSync(join(folder, old), { force: true });
  const partial = `${dumpFile}.partial`;
  writeFileSync(partial, new Uint8Array(await dump.arrayBuffer()));
  renameSync(partial, dumpFile);
}
