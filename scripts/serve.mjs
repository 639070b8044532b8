// The production processes: `npm start` is the portal, `npm run worker` the background work beside it.
import { join } from "node:path";
import { ensureBuild } from "./lib/build.mjs";
import { runAttached } from "./lib/processes.mjs";
import { fail, Refusal, timed } from "./lib/say.mjs";
import { root } from "./lib/toolchain.mjs";

async function main([what]) {
  for (const name of ["DATABASE_URL", "APP_SECRET"]) {
    if (!process.env[name]) throw new Refusal(`${name} is not set: docs/configuration.md says what it has to be.`);
  }
  if (what === "worker") {
    if (process.env.DATABASE_URL.startsWith("file:")) {
      throw new Refusal("The embedded database has one owner, the portal, which does the background work itself.");
    }
    return runAttached(process.execPath, [join(root, "packages", "server", "bin", "worker.ts")], { cwd: root });
  }
  await timed("build", ensureBuild);
  const portal = join(root, "apps", "portal");
  const next = join(portal, "node_modules", "next", "dist", "bin", "next");
  return runAttached(process.execPath, [next, "start", "--port", process.env.PORT || "3000"], { cwd: portal });
}

main(process.argv.slice(2)).then((code) => process.exit(code), fail);
