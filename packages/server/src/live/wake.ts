import type { Deps } from "../deps.ts";

/** Channel on which a process tells the others that notices were committed. */
export const LIVE_CHANNEL = "upline_live";

const WINDOW_MS = 50;
const waiting = new WeakMap<object, { again: boolean }>();

/**
 * Makes every `watch` of every process look for notices. Called after the commit, as a bare NOTIFY of its own: inside
 * the transaction it would make committing transactions wait for each other. At most one per 50 ms and process.
 */
export async function wakeWatchers({ handle, log }: Pick<Deps, "handle" | "log">): Promise<void> {
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
