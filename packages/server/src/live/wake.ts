import { setTimeout as pause } from "node:timers/promises";
import type { Deps } from "../deps.ts";
import { perDatabase } from "../per-database.ts";

/** Channel on which a process tells the others that notices were committed. */
export const LIVE_CHANNEL = "upline_live";

const WINDOW_MS = 50;
const waiting = new WeakMap<object, { again: boolean }>();
const lastCall = perDatabase<number>("last call to watchers");

/**
 * Makes every `watch` of every process look for notices. Called after the commit, as a bare NOTIFY of its own: inside
 * the transaction it would make committing transactions wait for each other. At most one per 50 ms and process.
 */
export async function wakeWatchers({ handle, log }: Pick<Deps, "handle" | "log">): Promise<void> {
  lastCall.set(handle, performance.now());
  const open = waiting.get(handle);
  if (open) {
    open.again = true;
    return;
  }
  const window = { again: false };
  waiting.set(handle, window);
  setTimeout(() => {
    waiting.delete(handle);
    if (window.again) void wakeWatchers({ handle, log });
  }, WINDOW_MS).unref();
  try {
    await handle.notify(LIVE_CHANNEL, "");
  } catch (err) {
    log.warn({ event: "live_wake_failed", err });
  }
}

/**
 * Waits until this process has told nobody anything for a while, so that open pages can read what they were told of
 * before heavy work begins.
 *
 * @param quietMs   how long nothing shall have been told
 * @param atMostMs  the longest wait
 */
export async function untilQuiet(
  { handle }: Pick<Deps, "handle">,
  { quietMs, atMostMs }: { readonly quietMs: number; readonly atMostMs: number },
): Promise<void> {
  const until = performance.now() + atMostMs;
  for (;;) {
    const now = performance.now();
    const rest = Math.min((lastCall.get(handle) ?? 0) + quietMs, until) - now;
    if (rest <= 0) return;
    await pause(rest);
  }
}
