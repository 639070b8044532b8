// Starting other programs. Parses on Node 18.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { constants } from "node:os";

const KEPT_OUTPUT_BYTES = 4 * 1024 * 1024;

/**
 * Runs a program with its output captured (the last 4 MiB of it, or `maxOutputBytes`); it ends with this process.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions & { maxOutputBytes?: number }} options
 * @returns {Promise<{ code: number, output: string }>} `{ code, output }`; code 127 when the program could not be started at all
 */
export function run(command, args, { maxOutputBytes = KEPT_OUTPUT_BYTES, ...options } = {}) {
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    const keep = (chunk) => {
      output = (output + chunk).slice(-maxOutputBytes);
    };
    child.stdout.setEncoding("utf8").on("data", keep);
    child.stderr.setEncoding("utf8").on("data", keep);
    const kill = () => child.kill();
    process.once("exit", kill);
    child.on("error", (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.on("close", (code, signal) => {
      process.off("exit", kill);
      resolve({ code: exitCode(code, signal), output });
    });
  });
}

/** Runs a program on this terminal, hands every signal on to it, and returns its exit code. */
export function runAttached(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: "inherit" });
    const handOn = (signal) => child.kill(signal);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, handOn);
    const unwatch = whenOrphaned(() => handOn("SIGTERM"));
    const end = (code) => {
      unwatch();
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.off(signal, handOn);
      resolve(code);
    };
    child.on("error", (error) => {
      console.error(error.message);
      end(127);
    });
    child.on("close", (code, signal) => end(exitCode(code, signal)));
  });
}

const ORPHAN_CHECK_MS = 500;

/**
 * Calls back when the parent is gone. npm hands a signal to a shell, which dies of it and tells nobody, and a killed npm
 * leaves that shell behind: a script that npm started has to notice by itself. A script that was started without npm may
 * outlive its parent.
 * @returns a function that ends the watch
 */
export function whenOrphaned(callback) {
  if (!process.env.npm_lifecycle_event) return () => {};
  const parent = process.ppid;
  const { shell, parent: npm } = parentOf(parent);
  const watch = setInterval(() => {
    if (process.ppid === parent && (!shell || parentOf(parent).parent === npm)) return;
    clearInterval(watch);
    callback();
  }, ORPHAN_CHECK_MS).unref();
  return () => clearInterval(watch);
}

/** The parent of a process, and whether the process is a shell between npm and its script. Linux only; elsewhere unknown. */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [command, flag] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    return {
      shell: /(^|\/)(ba|da|a|z|k)?sh$/.test(command) && flag === "-c",
      parent: stat.split(") ").at(-1).split(" ")[1],
    };
  } catch {
    return { shell: false, parent: undefined };
  }
}

/** The exit code a shell would show: 128 + n for signal n. */
export function exitCode(code, signal) {
  return code ?? 128 + (constants.signals[signal] ?? 0);
}
