import { invariant } from "@upline/domain";
import pg from "pg";
import type { Stop } from "./client.ts";

type Callback = (payload: string) => void;

export interface Listener {
  listen(channel: string, callback: Callback): Promise<Stop>;
  close(): Promise<void>;
}

const LONGEST_PAUSE_MS = 10_000;

/**
 * One connection that only listens; it is made with the first subscription and made again whenever it breaks.
 * After a break each callback is called with "", since notices may have been missed.
 */
export function openListener(url: string, applicationName: string): Listener {
  const callbacks = new Map<string, Set<Callback>>();
  let current: Promise<pg.Client> | null = null;
  let retry: NodeJS.Timeout | undefined;
  let isClosed = false;

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: url, application_name: applicationName, keepAlive: true });
    client.on("notification", ({ channel, payload }) => call(channel, payload ?? ""));
    client.on("error", () => {}); // "end" follows
    await client.connect();
    for (const channel of callbacks.keys()) await client.query(`listen "${channel}"`);
    client.on("end", () => reconnect(250));
    return client;
  }

  function call(channel: string, payload: string): void {
    for (const callback of callbacks.get(channel) ?? []) callback(payload);
  }

  function reconnect(pauseMs: number): void {
    if (isClosed) return;
    current = null;
    retry = setTimeout(() => {
      current = connect();
      current.then(
        () => {
          for (const channel of callbacks.keys()) call(channel, "");
        },
        () => reconnect(Math.min(pauseMs * 2, LONGEST_PAUSE_MS)),
      );
    }, pauseMs);
  }

  return {
    async listen(channel, callback) {
      invariant(/^[a-z_][a-z0-9_]{0,62}$/.test(channel), "a channel is a lower-case name");
      const known = callbacks.get(channel);
      const group = known ?? new Set<Callback>();
      callbacks.set(channel, group.add(callback));
      if (current === null && retry === undefined) {
        current = connect();
        current.catch(() => {
          current = null;
        });
      }
      const client = await current;
      if (known === undefined && client) await client.query(`listen "${channel}"`);
      return async () => {
        group.delete(callback);
        if (group.size > 0 || callbacks.get(channel) !== group) return;
        callbacks.delete(channel);
        const connected = await current?.catch(() => null);
        if (!isClosed) await connected?.query(`unlisten "${channel}"`).catch(() => {});
      };
    },
    async close() {
      isClosed = true;
      clearTimeout(retry);
      const client = await current?.catch(() => null);
      await client?.end();
    },
  };
}
