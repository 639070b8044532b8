// db:generate writes a migration from the schema, db:migrate brings a database up to date, seed makes the demo company.
import { join } from "node:path";
import { demoEnvironment, readSettings } from "./lib/demo-settings.mjs";
import { runAttached } from "./lib/processes.mjs";
import { fail, Refusal } from "./lib/say.mjs";
import { root } from "./lib/toolchain.mjs";

const db = join(root, "packages", "db");

async function main([what, ...args]) {
  if (what === "generate") {
    return runAttached(join(db, "node_modules", ".bin", "drizzle-kit"), ["generate", ...args], { cwd: db });
  }
  if (what === "seed") {
    const settings = readSettings(process.env, args);
    const script = join(root, "packages", "server", "bin", "seed-demo.ts");
    const flags = settings.fresh ? ["--fresh"] : [];
    return runAttached(process.execPath, [script, ...flags], {
      cwd: root,
      env: demoEnvironment(settings, process.env),
    });
  }
  if (!process.env.DATABASE_URL) {
    throw new Refusal(
      "DATABASE_URL is not set: give postgres://… or file:<folder> of the database to bring up to date.",
    );
  }
  return runAttached(process.execPath, [join(db, "bin", "migrate.ts"), ...args], { cwd: root });
}

main(process.argv.slice(2)).then((code) => process.exit(code), fail);
