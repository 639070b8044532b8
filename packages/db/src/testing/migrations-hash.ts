import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { migrationsFolder } from "../migrations-folder.ts";

/** Names the state of the migrations, so that a template made from others is never taken. */
export function migrationsHash(): string {
  const folder = migrationsFolder();
  const hash = createHash("sha256");
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith(".sql")) hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash
    .update(readFileSync(join(folder, "meta", "_journal.json")))
    .digest("hex")
    .slice(0, 16);
}
