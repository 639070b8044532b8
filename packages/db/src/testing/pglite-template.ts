import { existsSync, mkdirSync, openAsBlob, readdirSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { openDb } from "../client.ts";
import { migrationsFolder } from "../migrations-folder.ts";
import { keepFirst } from "./keep-first.ts";
import { migrationsHash } from "./migrations-hash.ts";

const KEPT_TEMPLATES = 4;

/** A migrated PGlite as an archive, made once per state of the migrations and kept in node_modules/.cache/upline. */
export async function pgliteTemplate(): Promise<Blob> {
  const folder = join(migrationsFolder(), "..", "..", "..", "node_modules", ".cache", "upline");
  const file = join(folder, `pglite-${pgliteVersion()}-${migrationsHash()}.tar`);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    await build(file);
    removeOld(folder);
  }
  return openAsBlob(file);
}

/** Two test processes may both build it; the first one's file is used by both. */
async function build(file: string): Promise<void> {
  const handle = await openDb("memory:");
  try {
    await handle.migrate();
    if (handle.kind !== "pglite") return;
    // Not compressed: four times the speed of loading is worth 40 MB.
    const archive = await handle.raw.dumpDataDir("none");
    keepFirst(file, Buffer.from(await archive.arrayBuffer()));
  } finally {
    await handle.close();
  }
}

function removeOld(folder: string): void {
  const templates = readdirSync(folder).filter((name) => /^pglite-.*\.tar$/.test(name));
  const newestFirst = templates
    .map((name) => ({ path: join(folder, name), writtenAt: statSync(join(folder, name)).mtimeMs }))
    .sort((one, other) => other.writtenAt - one.writtenAt);
  for (const { path } of newestFirst.slice(KEPT_TEMPLATES)) rmSync(path, { force: true });
}

/** An archive is only readable by the PostgreSQL that wrote it. */
function pgliteVersion(): string {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve("@electric-sql/pglite"));
  const { version } = require(join(folder, "..", "package.json")) as { readonly version: string };
  return version;
}
