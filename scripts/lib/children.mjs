// The long-running processes of the demo: started together, stopped together, none outliving the others.
import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { exitCode } from "./processes.mjs";
import { Refusal, tail } from "./say.mjs";

const STOP_MS = 10_000;
const HEALTH_MS = 120_000;
const POLL_MS = 100;

/** An empty family; `onDeath(reason)` is called once, when a member ends that was not told to. */
export function family(onDeath) {
  const members = [];
  let stopping = false;

  /**
   * Starts a Node program in a group of its own, so that Ctrl-C reaches it through `stop` alone.
   * @param program.log  file for its output; left out: this terminal
   */
  const start = (name, { args, cwd, env, log }) => {
    const output = log ? openLog(log) : "inherit";
    const child = spawn(process.execPath, args, { cwd, env, detached: true, stdio: ["ignore", output, output] });
    if (log) closeSync(output);
    const member = { name, child, ended: false };
    members.push(member);
    child.on("error", (error) => end(error.message));
    child.on("exit", (code, signal) => end(signal ? `signal ${signal}` : `exit code ${exitCode(code, signal)}`));
    const end = (how) => {
      member.ended = true;
      if (stopping) return;
      const words = log ? `\n${tail(readFileSync(log, "utf8"), 15)}\nIts whole log: ${log}` : "";
      onDeath(`The ${name} ended by itself (${how}); everything is stopped.${words}`);
    };
  };

  /** SIGTERM to all, SIGKILL to those that are still there after ten seconds. */
  const stop = async () => {
    stopping = true;
    const alive = members.filter(({ ended }) => !ended);
    const gone = alive.map(({ child }) => new Promise((resolve) => child.once("exit", resolve)));
    for (const { child } of alive) child.kill("SIGTERM");
    const late = setTimeout(killAll, STOP_MS);
    await Promise.all(gone);
    clearTimeout(late);
  };

  const killAll = () => {
    for (const { child, ended } of members) if (!ended) killGroup(child.pid);
  };
  process.once("exit", killAll);
  return { start, stop };
}

/** Waits until an address answers 200. */
export async function healthy(name, url) {
  const deadline = Date.now() + HEALTH_MS;
  let last = "no answer";
  while (Date.now() < deadline) {
    try {
      const reply = await fetch(url, { signal: AbortSignal.timeout(5_000) });
      const body = await reply.text();
      if (reply.status === 200) return;
      last = `status ${reply.status} ${body.slice(0, 300)}`;
    } catch (error) {
      last = error.cause?.code ?? error.message;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Refusal(`The ${name} did not become healthy within ${HEALTH_MS / 1000} s at ${url}: ${last}`);
}

function openLog(path) {
  mkdirSync(dirname(path), { recursive: true });
  return openSync(path, "w");
}

function killGroup(pid) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It was gone already.
  }
}
