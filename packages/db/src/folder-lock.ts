import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Another process, or another handle of this one, has the folder open. */
export class DatabaseInUseError extends Error {
  override readonly name = "DatabaseInUseError";
}

/** Folders this process has open. On globalThis, because a bundler may load this module more than once. */
const shared = globalThis as typeof globalThis & { __uplineOpenFolders?: Set<string> };
shared.__uplineOpenFolders ??= new Set();
const openFolders = shared.__uplineOpenFolders;

const MOST_ATTEMPTS = 200;

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
    if (found !== null && takeOver(lock, found, mine)) break;
    if (attempt === MOST_ATTEMPTS)
      throw new DatabaseInUseError(`The lock file ${lock} cannot be taken over; remove it by hand.`);
    pause();
  }
  openFolders.add(folder);
  return () => {
    openFolders.delete(folder);
    if (read(lock) === mine) rmSync(/* turbopackIgnore: true */ lock, { force: true });
  };
}

/** The file appears with its whole text or not at all, so that nobody takes a lock for one that was cut off. */
function create(lock: string, text: string): boolean {
  const whole = `${lock}.${process.pid}`;
  try {
    writeFileSync(/* turbopackIgnore: true */ whole, text);
    linkSync(/* turbopackIgnore: true */ whole, /* turbopackIgnore: true */ lock);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(/* turbopackIgnore: true */ whole, { force: true });
  }
}

/**
 * Puts our lock in the place of a stale one. Of several processes that found it, only the one with the claim looks again
 * and replaces it; what it finds changed belongs to somebody who was quicker.
 */
function takeOver(lock: string, stale: string, mine: string): boolean {
  const claim = `${lock}.claim`;
  if (!create(claim, mine)) {
    const holder = pidIn(read(claim) ?? "");
    if (holder === null || !isAlive(holder)) rmSync(/* turbopackIgnore: true */ claim, { force: true });
    return false;
  }
  try {
    if (read(lock) !== stale) return false;
    const whole = `${lock}.${process.pid}`;
    writeFileSync(/* turbopackIgnore: true */ whole, mine);
    renameSync(/* turbopackIgnore: true */ whole, /* turbopackIgnore: true */ lock);
    return true;
  } finally {
    rmSync(/* turbopackIgnore: true */ claim, { force: true });
  }
}

/** Five milliseconds, in which whoever has the claim gets on. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
}

function pidIn(text: string): number | null {
  const [, pid] = /"pid":(\d+)/.exec(text) ?? [];
  return pid === undefined ? null : Number(pid);
}

function read(lock: string): string | null {
  try {
    return readFileSync(/* turbopackIgnore: true */ lock, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** An unreadable lock is one that was cut off while being written: nobody holds it. */
function refuseWhenHeld(folder: string, text: string): void {
  const pid = pidIn(text);
  const [, startedAt] = /"startedAt":"([^"]+)"/.exec(text) ?? [];
  if (pid === null || pid === process.pid || !isAlive(pid)) return;
  if (startedAt !== undefined && startedAfter(pid, Date.parse(startedAt))) return;
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
