import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Another process, or another handle of this one, has the folder open. */
export class DatabaseInUseError extends Error {
  override readonly name = "DatabaseInUseError";
}

/** Folders this process has open. On globalThis, because a bundler may load this module more than once. */
const shared = globalThis as typeof globalThis & { __uplineOpenFolders?: Set<string> };
shared.__uplineOpenFolders ??= new Set();
const openFolders = shared.__uplineOpenFolders;

/**
 * Takes `<folder>.lock` for this process. A lock whose process is gone is taken over.
 *
 * Two processes can open one PGlite folder without an error, and each then sees only its own rows.
 *
 * @returns gives the folder free
 * @throws DatabaseInUseError before anything is opened
 */
export function lockFolder(folder: string): () => void {
  const lock = `${folder}.lock`;
  if (openFolders.has(folder))
    throw new DatabaseInUseError(`The database in ${folder} is already open in this process.`);

  mkdirSync(/* turbopackIgnore: true */ dirname(folder), { recursive: true });
  const mine = JSON.stringify({ pid: process.pid, startedAt: new Date().toISOString() });
  for (let attempt = 0; !create(lock, mine); attempt += 1) {
    const found = read(lock);
    if (found !== null) refuseWhenHeld(folder, found);
    if (attempt === 20) throw new DatabaseInUseError(`The lock file ${lock} cannot be taken over; remove it by hand.`);
    if (found !== null) setAside(lock, found);
  }
  openFolders.add(folder);
  return () => {
    openFolders.delete(folder);
    if (read(lock) === mine) rmSync(/* turbopackIgnore: true */ lock, { force: true });
  };
}

function create(lock: string, text: string): boolean {
  try {
    writeFileSync(/* turbopackIgnore: true */ lock, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function read(lock: string): string | null {
  return existsSync(/* turbopackIgnore: true */ lock) ? readFileSync(/* turbopackIgnore: true */ lock, "utf8") : null;
}

/** An unreadable lock is one that was cut off while being written: nobody holds it. */
function refuseWhenHeld(folder: string, text: string): void {
  const [, pid] = /"pid":(\d+)/.exec(text) ?? [];
  const [, startedAt] = /"startedAt":"([^"]+)"/.exec(text) ?? [];
  if (pid === undefined || Number(pid) === process.pid || !isAlive(Number(pid))) return;
  if (startedAt !== undefined && startedAfter(Number(pid), Date.parse(startedAt))) return;
  throw new DatabaseInUseError(`The database in ${folder} is in use by process ${pid}; stop it first.`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Whether the process began after the lock was written, so that it only happens to have the old number. Linux only. */
function startedAfter(pid: number, lockedAtMs: number): boolean {
  try {
    const stat = readFileSync(/* turbopackIgnore: true */ `/proc/${pid}/stat`, "utf8");
    const ticks = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]);
    const [, bootSeconds] = /^btime (\d+)$/m.exec(readFileSync("/proc/stat", "utf8")) ?? [];
    // Ticks are hundredths of a second; two seconds of slack for the rounding of the boot time.
    return Number(bootSeconds) * 1000 + ticks * 10 > lockedAtMs + 2000;
  } catch {
    return false;
  }
}

/** Removes a stale lock, unless another process was quicker and the file is now its own. */
function setAside(lock: string, stale: string): void {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(/* turbopackIgnore: true */ lock, /* turbopackIgnore: true */ aside);
  } catch {
    return;
  }
  const moved = read(aside);
  if (moved !== null && moved !== stale) create(lock, moved);
  rmSync(/* turbopackIgnore: true */ aside, { force: true });
}
