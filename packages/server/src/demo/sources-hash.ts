import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const PACKAGES = join(import.meta.dirname, "../../..");
const COUNTED = ["domain/src", "db/src", "db/migrations", "server/src"];

/** What the demo company is made from: a change of any of these sources makes it anew. 16 hex characters. */
export async function sourcesHash(): Promise<string> {
  const hash = createHash("sha256");
  for (const folder of COUNTED) {
    const entries = await readdir(join(PACKAGES, folder), { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile() && !/\.test\.ts$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const file of files) hash.update(file.slice(PACKAGES.length)).update(await readFile(file));
  }
  return hash.digest("hex").slice(0, 16);
}
