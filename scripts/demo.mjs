// The demo in one command: portal and sandbox with a seeded company, or with --dev the same with reload.
import { join } from "node:path";
import { banner } from "./lib/banner.mjs";
import { ensureBuild } from "./lib/build.mjs";
import { family, healthy } from "./lib/children.mjs";
import { demoEnvironment, readSettings } from "./lib/demo-settings.mjs";
import { preflight } from "./lib/preflight.mjs";
import { whenOrphaned } from "./lib/processes.mjs";
import { fail, Refusal, timed } from "./lib/say.mjs";
import { ensureCompany } from "./lib/seed.mjs";
import { root } from "./lib/toolchain.mjs";

const portal = join(root, "apps", "portal");

async function main(args) {
  const settings = readSettings(process.env, args);
  const release = await preflight(settings);
  process.once("exit", release);

  let children;
  const leave = async (code, words) => {
    if (words) console.error(words);
    await children?.stop();
    process.exit(code);
  };
  children = family((reason) => leave(1, reason));
  let leaving = false;
  const stop = () => {
    if (leaving) return;
    leaving = true;
    console.log("\nStopping …");
    leave(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
  whenOrphaned(stop);

  // Next would end a process before its requests have their answers; ours are told when this one is gone.
  const own = settings.dev ? {} : { NEXT_MANUAL_SIG_HANDLE: "1", UPLINE_PARENT_PID: String(process.pid) };
  const env = { ...demoEnvironment(settings, process.env), ...own };
  try {
    if (!settings.dev) await timed("build", ensureBuild);
    await timed(settings.fresh ? "database, fresh" : "database", () => ensureCompany(settings, env));
    await timed("start", () => startAll(settings, env, children));
    console.log(banner(settings));
  } catch (error) {
    if (leaving) return;
    await leave(1, error instanceof Refusal ? error.message : error);
  }
}

/** PostgreSQL has its workers in a process of their own; the embedded database has one owner, the portal. */
async function startAll({ port, sandboxPort, data, folder, dev }, env, children) {
  const log = (name) => (dev ? undefined : join(data, "logs", `${name}.log`));
  children.start("sandbox", {
    args: [join(root, "apps", "sandbox", "src", "main.ts")],
    cwd: root,
    env,
    log: log("sandbox"),
  });
  const next = join(portal, "node_modules", "next", "dist", "bin", "next");
  const args = [next, dev ? "dev" : "start", "--port", String(port), "--hostname", "127.0.0.1"];
  children.start("portal", { args, cwd: portal, env, log: log("portal") });
  if (!folder) {
    const worker = join(root, "packages", "server", "bin", "worker.ts");
    children.start("worker", { args: [worker], cwd: root, env, log: log("worker") });
  }
  await Promise.all([
    healthy("sandbox", `http://127.0.0.1:${sandboxPort}/healthz`),
    healthy("portal", `http://127.0.0.1:${port}/healthz`),
  ]);
}

main(process.argv.slice(2)).catch(fail);
