// Finds a real PostgreSQL for tests: TEST_DATABASE_URL, binaries on this machine, or Debian's package. What it
// starts lives in a temporary folder and ends with the caller.
// As a command it lends one to another: node scripts/postgres.mjs npx vitest run --project postgres packages/db
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { aptInstall } from "./lib/apt.mjs";
import { startCluster } from "./lib/cluster.mjs";
import { runAttached } from "./lib/processes.mjs";
import { fail, Refusal } from "./lib/say.mjs";

const OLDEST = 15;
const DEBIAN = "/usr/lib/postgresql";

/**
 * @param options.durable  true keeps fsync on, for measuring; tests do without
 * @returns `{ url, note, stop }`, or `{ why }` none can be had
 */
export async function openPostgres({ durable = false } = {}) {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, note: "TEST_DATABASE_URL", stop: async () => {} };
  const folder = findBinaries() ?? ((await aptInstall("postgresql")) ? findBinaries() : undefined);
  if (folder) return startCluster(folder, { durable });
  return {
    why: `No PostgreSQL ${OLDEST} or newer was found: install it (Debian: apt install postgresql) or set TEST_DATABASE_URL.`,
  };
}

/** The folder with initdb and postgres: Debian's newest, else the first on PATH. */
function findBinaries() {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).filter((name) => Number(name) >= OLDEST) : [];
  const debian = versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(DEBIAN, version, "bin"));
  const path = (process.env.PATH ?? "").split(delimiter);
  return [...debian, ...path].find((bin) => existsSync(join(bin, "initdb")) && existsSync(join(bin, "postgres")));
}

async function main([command, ...args]) {
  if (!command) throw new Refusal("Say which command shall have the database: node scripts/postgres.mjs <command> …");
  const database = await openPostgres();
  if (!database.url) throw new Refusal(database.why);
  try {
    return await runAttached(command, args, { env: { ...process.env, TEST_DATABASE_URL: database.url } });
  } finally {
    await database.stop();
  }
}

if (process.argv[1] === import.meta.filename) {
  main(process.argv.slice(2)).then((code) => process.exit(code), fail);
}
