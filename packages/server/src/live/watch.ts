import { type TrackedEnvelope, tracked } from "@trpc/server";
import { liveNotice } from "@upline/db";
import { epochMs, plusMs } from "@upline/domain";
import { and, asc, desc, gt, gte, inArray, or } from "drizzle-orm";
import { isAdmin } from "../auth/viewer.ts";
import type { Deps } from "../deps.ts";
import type { LiveTopic, Recipient } from "./notify.ts";
import { LIVE_CHANNEL } from "./wake.ts";

/** What a browser learns: something of this topic has changed, or nothing has for a while. */
export interface LiveNews {
  readonly topic: LiveTopic | "beat";
}

const BEAT_MS = 5_000;
/** A notice is numbered when it is written and seen when it is committed: a later number may be seen first. */
const OVERLAP_MS = 10_000;
const AT_ONCE = 500;

/**
 * Follows the notices for the viewer, until `signal` ends it or the process shuts down. With the id of the last one
 * that a client has seen, the missed ones come first.
 *
 * Numbers are given out before the commit, so each look goes back ten seconds and leaves out what was sent before.
 */
export async function* watch(
  deps: Deps,
  lastEventId: string | null,
  signal: AbortSignal,
): AsyncGenerator<TrackedEnvelope<LiveNews>> {
  const recipients = recipientsOf(deps);
  if (recipients.length === 0) return;
  const bell = makeBell();
  const stop = await deps.handle.listen(LIVE_CHANNEL, bell.ring);
  const end = () => bell.ring();
  signal.addEventListener("abort", end, { once: true });
  shutdowns().add(end);
  try {
    const place = await startOf(deps, recipients, lastEventId);
    yield tracked(String(place.after), { topic: "beat" });
    while (!signal.aborted && !isShuttingDown()) {
      const found = await look(deps, recipients, place);
      const topics = new Set(found.map(({ topic }) => topic as LiveTopic));
      for (const topic of topics) yield tracked(String(place.after), { topic });
      if (found.length === AT_ONCE) continue;
      const rang = await bell.wait(BEAT_MS);
      if (!rang) yield tracked(String(place.after), { topic: "beat" });
    }
  } finally {
    shutdowns().delete(end);
    signal.removeEventListener("abort", end);
    await stop().catch(() => {});
  }
}

/** Where a client stands: the highest number it was told, and what it was told of the last seconds. */
interface Place {
  after: bigint;
  sent: Map<bigint, number>;
}

function recipientsOf({ viewer }: Deps): Recipient[] {
  if (viewer.kind !== "user") return [];
  return [...(viewer.distributorId ? [viewer.distributorId] : []), ...(isAdmin(viewer) ? (["admin"] as const) : [])];
}

async function startOf(deps: Deps, recipients: readonly Recipient[], lastEventId: string | null): Promise<Place> {
  const [newest] = await deps.db.select({ id: liveNotice.id }).from(liveNotice).orderBy(desc(liveNotice.id)).limit(1);
  const top = newest?.id ?? 0n;
  const asked = lastEventId !== null && /^\d{1,18}$/.test(lastEventId) ? BigInt(lastEventId) : top;
  const place: Place = { after: asked < top ? asked : top, sent: new Map() };
  // A new client reads its numbers now: what is already committed is no news to it.
  if (lastEventId === null) await look(deps, recipients, place);
  return place;
}

async function look(deps: Deps, recipients: readonly Recipient[], place: Place) {
  const now = deps.clock.wall();
  const rows = await deps.db
    .select({ id: liveNotice.id, topic: liveNotice.topic })
    .from(liveNotice)
    .where(
      and(
        inArray(liveNotice.recipient, [...recipients]),
        or(gt(liveNotice.id, place.after), gte(liveNotice.createdAt, plusMs(now, -OVERLAP_MS))),
      ),
    )
    .orderBy(asc(liveNotice.id))
    .limit(AT_ONCE);
  const news = rows.filter(({ id }) => !place.sent.has(id));
  const nowMs = epochMs(now);
  for (const { id } of news) {
    place.sent.set(id, nowMs);
    if (id > place.after) place.after = id;
  }
  for (const [id, at] of place.sent) if (at < nowMs - 2 * OVERLAP_MS) place.sent.delete(id);
  return news;
}

/** Remembers a ring that comes while nobody waits. */
function makeBell(): { readonly ring: () => void; readonly wait: (ms: number) => Promise<boolean> } {
  let hasRung = false;
  let wake: (() => void) | null = null;
  return {
    ring: () => {
      hasRung = true;
      wake?.();
    },
    async wait(ms) {
      if (!hasRung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      wake = null;
      const rang = hasRung;
      hasRung = false;
      return rang;
    },
  };
}

/** Kept on `globalThis`: a bundler may load this file more than once, and the shutdown must reach every stream. */
interface Streams {
  isEnding: boolean;
  readonly open: Set<() => void>;
}
const KEY = Symbol.for("upline.streams");

function streams(): Streams {
  const shared = globalThis as { [KEY]?: Streams };
  shared[KEY] ??= { isEnding: false, open: new Set() };
  return shared[KEY];
}

const shutdowns = (): Set<() => void> => streams().open;
const isShuttingDown = (): boolean => streams().isEnding;

/** Ends every open stream of this process; an open one would keep the server from closing. */
export function endStreams(): void {
  streams().isEnding = true;
  for (const end of streams().open) end();
}
