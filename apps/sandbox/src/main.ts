import { readConfig } from "./config.ts";
import { startSandbox } from "./sandbox.ts";

/** A stop that hangs on something is cut off before anybody has to kill the process. */
const LONGEST_STOP_MS = 1_500;

try {
  const config = readConfig(process.env);
  const sandbox = await startSandbox(config);
  console.log(`Sandbox: http://127.0.0.1:${sandbox.httpPort}, mail catcher on port ${sandbox.smtpPort}`);

  const stop = () => {
    setTimeout(() => process.exit(0), LONGEST_STOP_MS).unref();
    sandbox.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGTERM", stop);
  whenParentIsGone(process.env.UPLINE_PARENT_PID, stop);
  process.once("SIGINT", stop);
} catch (error) {
  console.error(`The sandbox did not start. ${sentenceOf(error)}`);
  process.exit(1);
}

function sentenceOf(error: unknown): string {
  const { code, port, message } = error as { code?: string; port?: number; message?: string };
  if (code === "EADDRINUSE") return `Port ${port} is taken; set SANDBOX_PORT to another one.`;
  if (code === "EACCES") return `Port ${port} may not be used by this user; set SANDBOX_PORT to another one.`;
  return message ?? String(error);
}

/** The demo's processes end with it, also when it is killed and can tell nobody. */
function whenParentIsGone(pid: string | undefined, call: () => void): void {
  if (!pid) return;
  const watch = setInterval(() => {
    if (process.ppid === Number(pid)) return;
    clearInterval(watch);
    call();
  }, 1_000).unref();
}
