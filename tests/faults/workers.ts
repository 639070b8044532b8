import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const WORKER = fileURLToPath(new URL("../../packages/server/bin/worker.ts", import.meta.url));
const START_MS = 60_000;

/** A process that this test started, and may end. */
export interface Process {
  readonly pid: number;
  /** Resolves when it said that it has started; rejects with its last words when it ends before. */
  readonly ready: Promise<void>;
  isAlive(): boolean;
  /** SIGKILL: no handler runs, nothing is closed. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM: the orderly end. @returns the exit code */
  stop(): Promise<number | null>;
}

/** A real worker process, as production starts it. */
export function startWorker(env: Readonly<Record<string, string>>): Process {
  return startProcess([WORKER], { env, says: '"event":"started"' });
}

/** Starts Node with these arguments; nothing of the caller's environment but the path is handed on. */
export function startProcess(
  args: readonly string[],
  {
    env,
    says,
    cwd,
  }: { readonly env: Readonly<Record<string, string>>; readonly says: string; readonly cwd?: string | undefined },
): Process {
  const path = { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "" };
  const options: SpawnOptions = { env: { ...path, ...env }, cwd, stdio: ["ignore", "pipe", "pipe"] };
  const child = spawn(process.execPath, args, options);
  const killWithUs = () => void child.kill("SIGKILL");
  process.once("exit", killWithUs);
  const gone = new Promise<number | null>((resolve) => {
    child.once("exit", (code) => {
      process.off("exit", killWithUs);
      resolve(code);
    });
  });
  const ready = readyWhen(child, says);
  ready.catch(() => {});
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return gone;
  };
  return {
    pid: child.pid ?? -1,
    ready,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    kill: () => end("SIGKILL").then(() => {}),
    stop: () => end("SIGTERM"),
  };
}

function readyWhen(child: ChildProcess, says: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    const late = setTimeout(() => reject(new Error(`it did not start in ${START_MS / 1000} s: ${said}`)), START_MS);
    late.unref();
    const hear = (text: string) => {
      said = (said + text).slice(-4_000);
      if (!said.includes(says)) return;
      clearTimeout(late);
      resolve();
    };
    child.stdout?.setEncoding("utf8").on("data", hear);
    child.stderr?.setEncoding("utf8").on("data", hear);
    child.once("exit", (code, signal) =>
      reject(new Error(`it ended with ${code ?? signal} before it started: ${said}`)),
    );
  });
}
