// A throw-away PostgreSQL server: its own folder, its own port, a user without rights on the machine.
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./ports.mjs";
import { run } from "./processes.mjs";
import { Refusal, tail } from "./say.mjs";

const STOP_MS = 10_000;
const START_MS = 30_000;
const USER = "upline";

/**
 * Starts a server from a folder of binaries; `stop()` ends it and removes its files. `crash()` ends it as a power cut
 * would, and `restart()` starts it again at the same address on what was on disk.
 */
export async function startCluster(bin, { durable }) {
  const folder = mkdtempSync(join(tmpdir(), "upline-pg-"));
  const owner = unprivileged();
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    if (owner) chownSync(folder, owner.uid, owner.gid);
    const password = randomBytes(16).toString("hex");
    await initialise(bin, { folder, owner, password });
    const port = await freePort();
    let child = await startServer(bin, { folder, owner, durable, port });
    const kill = () => {
      child.kill("SIGKILL");
      remove();
    };
    process.once("exit", kill);
    return {
      url: `postgres://${USER}:${password}@127.0.0.1:${port}/postgres`,
      note: version(bin),
      crash: () => ended(child, "SIGQUIT"),
      restart: async () => {
        child = await startServer(bin, { folder, owner, durable, port });
      },
      stop: async () => {
        await ended(child, "SIGINT");
        process.off("exit", kill);
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** PostgreSQL refuses to run as root: its own user where there is one, else nobody. */
function unprivileged() {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = ["-u", "-g"].map((flag) => spawnSync("id", [flag, name], { encoding: "utf8" }));
    if (uid.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new Refusal("PostgreSQL does not run as root, and this machine has neither a user postgres nor nobody.");
}

async function initialise(bin, { folder, owner, password }) {
  const secret = join(folder, "password");
  writeFileSync(secret, password, { mode: 0o600 });
  if (owner) chownSync(secret, owner.uid, owner.gid);
  const args = ["-D", join(folder, "data"), "-U", USER, "--auth=scram-sha-256", `--pwfile=${secret}`];
  const locale = ["--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"];
  const { code, output } = await run(join(bin, "initdb"), [...args, ...locale], { cwd: folder, ...owner });
  if (code !== 0) throw new Refusal(`initdb failed:\n${tail(output)}`);
}

async function startServer(bin, { folder, owner, durable, port }) {
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: folder,
    max_connections: 200,
    shared_buffers: "128MB",
    ...(durable ? {} : { fsync: "off", full_page_writes: "off" }),
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(join(bin, "postgres"), ["-D", join(folder, "data"), ...args], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
    ...owner,
  });
  await ready(child);
  return child;
}

/** Resolves when the server says that it takes connections; a server that ends first is a Refusal with its words. */
function ready(child) {
  return new Promise((resolve, reject) => {
    let said = "";
    const late = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Refusal(`PostgreSQL did not start in ${START_MS / 1000} s:\n${tail(said)}`));
    }, START_MS);
    child.on("exit", () => reject(new Refusal(`PostgreSQL did not start:\n${tail(said)}`)));
    child.stderr.setEncoding("utf8").on("data", (chunk) => {
      if (said.length < 100_000) said += chunk;
      if (!said.includes("ready to accept connections")) return;
      clearTimeout(late);
      resolve();
    });
  });
}

/** SIGINT is the server's fast shutdown, which ends sessions instead of waiting for them; SIGQUIT its immediate one. */
function ended(child, signal) {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const late = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
    child.once("exit", () => {
      clearTimeout(late);
      resolve();
    });
    child.kill(signal);
  });
}

function version(bin) {
  const { stdout } = spawnSync(join(bin, "postgres"), ["--version"], { encoding: "utf8" });
  return /\d+(\.\d+)?/.exec(stdout)?.[0] ?? "";
}
