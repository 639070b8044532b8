// The production processes: `npm start` is the portal, `npm run worker` the background work beside it.
import { join } from "node:path";
import { ensureBuild } from "./lib/build.mjs";
import { absolute } from "./lib/demo-settings.mjs";
import { demandFree, portNumber } from "./lib/ports.mjs";
import { runAttached } from "./lib/processes.mjs";
import { fail, Refusal, timed } from "./lib/say.mjs";
import { root } from "./lib/toolchain.mjs";

async function main([what]) {
  for (const name of ["DATABASE_URL", "APP_SECRET"]) {
    if (!process.env[name]) throw new Refusal(`${name} is not set: docs/configuration.md says what it has to be.`);
  }
  const env = { ...process.env, DATABASE_URL: absolute(process.env.DATABASE_URL) };
  if (what === "worker") {
    if (env.DATABASE_URL.startsWith("file:")) {
      throw new Refusal("The embedded database has one owner, the portal, which does the background work itself.");
    }
    return runAttached(process.execPath, [join(root, "packages", "server", "bin", "worker.ts")], { cwd: root, env });
  }
  const port = portNumber("PORT", process.env.PORT || "3000");
  await demandFree(port, { name: "PORT", use: "the portal" });
  await timed("build", ensureBuild);
  const portal = join(root, "apps", "portal");
  const next = join(portal, "node_modules", "next", "dist", "bin", "next");
  // Next would end the process before its requests have their answers; the portal does it by itself.
  const manual = { ...env, NEXT_MANUAL_SIG_HANDLE: "1" };
  return runAttached(process.execPath, [next, "start", "--port", String(port)], { cwd: portal, env: manual });
}

main(process.argv.slice(2)).then((code) => process.exit(code), fail);
