import { invariant } from "@upline/domain";
import pg from "pg";
import type { Stop } from "./client.ts";

type Callback = (payload: string) => void;

export interface Listener {
  listen(channel: string, callback: Callback): Promise<Stop>;
  close(): Promise<void>;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

/**
 * One connection that only listens; it is made with the first subscription and made again whenever it breaks.
 * After a break each callback is called with "", since notices may have been missed.
 */
export function openListener(url: string, applicationName: string): Listener {
  const callbacks = new Map<string, Set<Callback>>();
  let current: Promise<pg.Client> | null = null;
  let retry: NodeJS.Timeout | null = null;
  let isClosed = false;

  /** Listens to every channel known by then; a break from here on leads to `reconnect`. */
  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: url, application_name: applicationName, keepAlive: true });
    client.on("error", () => {}); // "end" follows
    client.on("notification", ({ channel, payload }) => call(channel, payload ?? ""));
    await client.connect();
    client.once("end", () => reconnect(FIRST_PAUSE_MS));
    return client;
  }

  function call(channel: string, payload: string): void {
    for (const callback of callbacks.get(channel) ?? []) callback(payload);
  }

  function reconnect(pauseMs: number): void {
    current = null;
    if (isClosed) return;
    retry = setTimeout(async () => {
      retry = null;
      current = connect();
      try {
        const client = await current;
        for (const channel of callbacks.keys()) await client.query(`listen "${channel}"`);
        for (const channel of callbacks.keys()) call(channel, "");
      } catch {
        // A client that was connected has its own "end"; only one that never was is tried again from here.
        if (current !== null && (await isRefused(current))) reconnect(Math.min(pauseMs * 2, LONGEST_PAUSE_MS));
      }
    }, pauseMs);
  }

  async function subscribe(channel: string): Promise<void> {
    if (retry !== null) return; // listens to it when it is connected again
    current ??= connect();
    const attempt = current;
    try {
      const client = await attempt;
      await client.query(`listen "${channel}"`);
    } catch (error) {
      if (current === attempt && (await isRefused(attempt))) current = null;
      throw error;
    }
  }

  return {
    async listen(channel, callback) {
      invariant(/^[a-z_][a-z0-9_]{0,62}$/.test(channel), "a channel is a lower-case name");
      const group = callbacks.get(channel) ?? new Set<Callback>();
      callbacks.set(channel, group.add(callback));
      const stop = async () => {
        group.delete(callback);
        if (group.size > 0 || callbacks.get(channel) !== group) return;
        callbacks.delete(channel);
        const client = isClosed ? null : await current?.catch(() => null);
        await client?.query(`unlisten "${channel}"`).catch(() => {});
      };
      try {
        await subscribe(channel);
      } catch (error) {
        await stop();
        throw error;
      }
      return stop;
    },
    async close() {
      isClosed = true;
      if (retry !== null) clearTimeout(retry);
      const client = await current?.catch(() => null);
      await client?.end();
    },
  };
}

async function isRefused(attempt: Promise<unknown>): Promise<boolean> {
  return attempt.then(
    () => false,
    () => true,
  );
}
