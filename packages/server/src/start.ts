import { type DbHandle, openDb, openProblem } from "@upline/db";
import type { Logger } from "pino";
import { type Auth, createAuth } from "./auth/auth.ts";
import { companyClock, followCompanyClock, type MovableClock } from "./clock.ts";
import { type Config, type Environment, loadConfig } from "./config.ts";
import { type Deps, neverCollected, randomIds, runAtOnce } from "./deps.ts";
import { type Boss, openBoss } from "./jobs/boss.ts";
import { QUEUES } from "./jobs/registry.ts";
import { startSchedule } from "./jobs/schedule.ts";
import { startWorkers } from "./jobs/worker.ts";
import { endStreams } from "./live/watch.ts";
import { smtpMailer } from "./notifications/mailer.ts";
import { leaveOnSignals, whenParentIsGone } from "./operations/leave.ts";
import { makeLogger, withoutValues } from "./operations/log.ts";
import { VERSION } from "./operations/version.ts";
import { setupAddress } from "./setup/setup-token.ts";

/** What a process does: answer people, work in the background, or neither (a script that fills the database). */
export type Role = "portal" | "worker" | "script";

/** One running process of the product. */
export interface App {
  readonly deps: Deps;
  readonly auth: Auth;
  /** Ends streams, lets running batches finish, closes the database. Calling it again waits for the first call. */
  stop(): Promise<void>;
}

/** Time for running batches. */
const GRACE_SECONDS = 5;

const KEY = Symbol.for("upline.app");
type Shared = { [KEY]?: Promise<App> };

/** The one app of this process, opened by the first caller. Kept on `globalThis`: a bundler may load this file twice. */
export function app(): Promise<App> {
  const shared = globalThis as Shared;
  shared[KEY] ??= open("portal", process.env);
  return shared[KEY];
}

/** Called once per process of the portal. Does nothing while the pages are being built. */
export async function start(): Promise<void> {
  if (process.env.NEXT_PHASE === "phase-production-build") return;
  const opening = app();
  leaveOnSignals(opening, parentPid(process.env));
  await opening.catch(sayAndLeave);
}

/** The background work as a process of its own. @throws never; wrong settings end the process in words */
export async function startWorker(): Promise<void> {
  const opening = open("worker", process.env);
  leaveOnSignals(opening, parentPid(process.env));
  await opening.catch(sayAndLeave);
}

/** The settings of this process, for a script that must know them before it opens the database. */
export const scriptSettings = (): Config => loadConfig(process.env);

/**
 * Deps for a script, for example the one that makes the demo company. The caller stops it.
 *
 * @param inMemory  an embedded database that is gone at the end, unless the script keeps a dump of it
 */
export function openForScript(inMemory = false): Promise<App> {
  whenParentIsGone(parentPid(process.env), () => process.exit(1));
  return open("script", process.env, inMemory ? "memory:" : undefined);
}

async function open(role: Role, env: Environment, instead?: string): Promise<App> {
  const config = loadConfig(env);
  const log = makeLogger(config.LOG_LEVEL, { role });
  const isEmbedded = config.DATABASE_URL.startsWith("file:");
  if (role === "worker" && isEmbedded) {
    throw new Error("The embedded database has one owner, the portal, which does the background work itself.");
  }
  const handle = await openDb(instead ?? config.DATABASE_URL, { applicationName: `upline ${role}` });
  try {
    await handle.migrate();
    return await assemble({ role, config, log, handle });
  } catch (error) {
    await handle.close().catch(() => {});
    throw error;
  }
}

interface Parts {
  readonly role: Role;
  readonly config: Config;
  readonly log: Logger;
  readonly handle: DbHandle;
}

async function assemble({ role, config, log, handle }: Parts): Promise<App> {
  const works = role === "worker" || (role === "portal" && handle.kind === "pglite");
  const clock = companyClock();
  const boss = await openBoss({ handle, log, isWorker: works, queues: QUEUES });
  const deps = depsOf({ role, config, log, handle }, clock, boss);
  const stopClock = await followCompanyClock(deps, clock);
  const stopSchedule = works ? startSchedule(deps) : async () => {};
  if (works) await startWorkers(deps, boss);
  log.info({ event: "started", engine: handle.kind, works, version: VERSION });
  if (role === "portal") await sayHowToSetUp(deps);

  let stopping: Promise<void> | null = null;
  const stop = async () => {
    endStreams();
    stopClock();
    await stopSchedule();
    await boss.stop(GRACE_SECONDS);
    deps.mailer?.close();
    await handle.close();
    log.info({ event: "stopped" });
  };
  return {
    deps,
    auth: createAuth(deps),
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

function depsOf({ role, config, log, handle }: Parts, clock: MovableClock, boss: Boss): Deps {
  return {
    db: handle.db,
    handle,
    clock,
    newId: randomIds(clock),
    config,
    viewer: { kind: "system" },
    log,
    jobs: boss,
    afterCommit: runAtOnce(log),
    beforeCommit: neverCollected,
    fetch,
    mailer: config.SMTP_URL ? smtpMailer(config.SMTP_URL, config.MAIL_FROM) : null,
    requestId: role,
  };
}

/** An empty installation is set up by whoever reads the terminal of its server: nobody else knows the address. */
async function sayHowToSetUp(deps: Deps): Promise<void> {
  const address = await setupAddress(deps);
  if (address !== null) console.log(`This installation is empty. Set it up at ${address}`);
}

/** Set by the demo, whose processes end with it. */
const parentPid = ({ UPLINE_PARENT_PID }: Environment): number | null =>
  UPLINE_PARENT_PID ? Number(UPLINE_PARENT_PID) : null;

/** Wrong settings, a taken folder, an unreachable database: one sentence, no stack. */
function sayAndLeave(error: unknown): never {
  console.error(startProblem(error));
  process.exit(1);
}

/** Why a process of ours could not start: one sentence, without addresses, passwords, or the values of a statement. */
export function startProblem(error: unknown): string {
  return openProblem(error) ?? (error instanceof Error ? withoutValues(error.message) : String(error));
}
