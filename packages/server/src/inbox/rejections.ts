import { createHash } from "node:crypto";
import { rejectedRequest } from "@upline/db";
import { epochMs } from "@upline/domain";
import { type Deps, inTransaction } from "../deps.ts";
import { notify } from "../live/notify.ts";
import { addressPrefix, clientAddress } from "../operations/client-address.ts";
import type { RefusedBecause } from "./provider.ts";

/** Why the door refused a request, with what is known of its size. */
export interface Refusal {
  readonly status: 400 | 401 | 405 | 408 | 413 | 415;
  readonly reason: RefusedBecause | "method" | "compressed" | "too_large" | "unfinished";
  readonly rawBody?: Uint8Array;
  readonly sizeBytes?: number;
}

const ROWS_PER_MINUTE = 20;
const MINUTE_MS = 60_000;

interface Minute {
  readonly minute: number;
  rows: number;
  /** Refusals beyond the rows, and the last of them. */
  more: number;
  last: Refusal | null;
}

const minutes = new WeakMap<object, Map<string, Minute>>();

/**
 * Logs a refused request: a row without body or header values, at most 20 per provider and minute, and then one row at
 * the end of the minute that counts the rest. The answer does not wait for it, and never depends on it.
 */
export function reject(deps: Deps, slug: string, headers: Headers, refusal: Refusal): void {
  const of = minutes.get(deps.handle) ?? new Map<string, Minute>();
  minutes.set(deps.handle, of);
  const minute = Math.floor(epochMs(deps.clock.wall()) / MINUTE_MS);
  const kept = of.get(slug);
  const now = kept?.minute === minute ? kept : { minute, rows: 0, more: 0, last: null };
  of.set(slug, now);

  if (now.rows < ROWS_PER_MINUTE) {
    now.rows += 1;
    void write(deps, slug, refusal, { address: clientAddress(headers, deps.config.TRUSTED_PROXIES), count: 1 });
    return;
  }
  now.more += 1;
  now.last = refusal;
  if (now.more > 1) return;
  const untilItsEnd = MINUTE_MS - (epochMs(deps.clock.wall()) % MINUTE_MS);
  setTimeout(() => {
    if (now.last)
      void write(deps, slug, { status: now.last.status, reason: now.last.reason }, { address: null, count: now.more });
  }, untilItsEnd).unref();
}

interface Seen {
  readonly address: string | null;
  readonly count: number;
}

async function write(
  deps: Deps,
  provider: string,
  { status, reason, rawBody, sizeBytes }: Refusal,
  seen: Seen,
): Promise<void> {
  try {
    await inTransaction(deps, async (tx) => {
      await tx.db.insert(rejectedRequest).values({
        id: tx.newId("rej"),
        at: tx.clock.wall(),
        provider,
        reason,
        status,
        addressPrefix: seen.address === null ? null : addressPrefix(seen.address),
        sizeBytes: rawBody?.byteLength ?? sizeBytes ?? null,
        bodySha256: rawBody ? createHash("sha256").update(rawBody).digest("hex") : null,
        count: seen.count,
      });
      await notify(tx, "admin", "inbox");
    });
  } catch (err) {
    deps.log.warn({ event: "rejection_not_logged", provider, reason, err });
  }
}
