// What could stop the demo half-way, found out before anything is touched.
import { mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseInUseError, lockFolder } from "../../packages/db/src/folder-lock.ts";
import { demandFree } from "./ports.mjs";
import { Refusal } from "./say.mjs";
import { writable } from "./toolchain.mjs";

const MEBIBYTE = 1024 * 1024;

/** Least free space for the database, its dump, and the logs. */
const DATA_MEBIBYTES = 300;

/**
 * Checks ports, folder, space, and that nobody else uses the data.
 * @returns a function that gives the data folder free again
 */
export async function preflight({ port, sandboxPort, mailPort, data, folder }) {
  await demandFree(port, { name: "PORT", use: "the portal" });
  await demandFree(sandboxPort, { name: "SANDBOX_PORT", use: "the sandbox" });
  await demandFree(mailPort, { name: "SANDBOX_PORT", use: "the sandbox's mail catcher, SANDBOX_PORT + 1" });
  demandWritable(data);
  if (folder) demandWritable(dirname(folder));
  demandSpace(data, DATA_MEBIBYTES);
  const release = take(join(data, "demo"), data);
  // The database has a lock of its own, which the portal takes later: here only a look whether it is free.
  if (folder) take(folder, dirname(folder))();
  return release;
}

function demandWritable(folder) {
  writable(() => {
    mkdirSync(folder, { recursive: true });
    const probe = join(folder, `.probe-${process.pid}`);
    writeFileSync(probe, "x".repeat(4096));
    rmSync(probe);
  });
}

/** Refuses when a folder's disk has less than some MiB left. */
export function demandSpace(folder, mebibytes) {
  const { bavail, bsize } = statfsSync(folder);
  const free = Math.floor((bavail * bsize) / MEBIBYTE);
  if (free >= mebibytes) return;
  throw new Refusal(`There is not enough disk space in ${folder}: ${free} MB are free, ${mebibytes} MB are needed.`);
}

function take(folder, data) {
  try {
    return lockFolder(folder);
  } catch (error) {
    if (!(error instanceof DatabaseInUseError)) throw error;
    const [, pid] = /process (\d+)/.exec(error.message) ?? [];
    const who = pid ? `process ${pid}` : "another process";
    throw new Refusal(`${data} is in use by ${who}: stop it, or choose another folder with UPLINE_DATA_DIR=….`);
  }
}
