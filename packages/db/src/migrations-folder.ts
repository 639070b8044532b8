import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The folder of the SQL migrations: the nearest `packages/db/migrations` at or above the working directory, else the one
 * beside this file. A bundle moves this file but not the working directory, so that comes first.
 *
 * @throws Error when neither is there; the option `migrationsFolder` names it then
 */
export function migrationsFolder(): string {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    const found = join(/* turbopackIgnore: true */ folder, "packages", "db", "migrations");
    if (hasJournal(found)) return found;
    if (dirname(folder) === folder) break;
  }
  const here: string | undefined = import.meta.dirname;
  const beside = here === undefined ? null : join(/* turbopackIgnore: true */ here, "..", "migrations");
  if (beside !== null && hasJournal(beside)) return beside;
  throw new Error(
    "The database migrations (packages/db/migrations) were not found; start inside the repository or name the folder.",
  );
}

function hasJournal(folder: string): boolean {
  return existsSync(/* turbopackIgnore: true */ join(folder, "meta", "_journal.json"));
}
