import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./processes.mjs";
import { plainCause, Refusal, tail } from "./say.mjs";
import { contentHash, sourceFiles } from "./sources.mjs";
import { root } from "./toolchain.mjs";

/** The demo company in the database, made or brought up to date unless the same sources did it before. */
export async function ensureCompany({ data, databaseUrl, folder, fresh }, env) {
  const stamp = join(data, "seeded");
  const wanted = fingerprint(databaseUrl);
  const there = folder !== undefined && existsSync(join(folder, "PG_VERSION"));
  if (there && !fresh && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return { note: "unchanged" };
  rmSync(stamp, { force: true });
  const script = join(root, "packages", "server", "bin", "seed-demo.ts");
  const { code, output } = await run(process.execPath, [script, ...(fresh ? ["--fresh"] : [])], { cwd: root, env });
  if (code !== 0) {
    const cause = plainCause(output, "the database does not answer: check DATABASE_URL");
    throw new Refusal(cause ? `The database was not made: ${cause}.` : `The database was not made:\n${tail(output)}`);
  }
  writeFileSync(stamp, wanted);
  return { note: tail(output, 1) };
}

function fingerprint(databaseUrl) {
  const sources = sourceFiles("packages/*").filter((path) => !/\.test\.tsx?$/.test(path));
  return createHash("sha256").update(contentHash(sources)).update(databaseUrl).digest("hex");
}
