import { createHash } from "node:crypto";
import { inboxEvent } from "@upline/db";
import { and, eq, inArray, sql } from "drizzle-orm";
import { type Deps, inTransaction } from "../deps.ts";
import { enqueue } from "../jobs/enqueue.ts";
import { duplicatesReceived, eventsAccepted } from "../operations/metrics.ts";
import { inboxQueue } from "./inbox-queue.ts";
import type { Delivery, InboundProvider, RefusedBecause, Verdict, VerifiedEvent } from "./provider.ts";
import { notePreviousUsed, type SwitchedOn } from "./provider-settings.ts";
import { headersToKeep, withoutControls } from "./what-is-kept.ts";

/** A request as the door read it. `startedAt` is of the process's monotonic clock, for the measured steps. */
export interface Arrival extends Omit<Delivery, "toleranceSeconds"> {
  readonly startedAt: number;
}

export type Receipt =
  | { readonly ok: true; readonly stored: readonly string[]; readonly duplicates: number }
  | { readonly ok: false; readonly because: RefusedBecause };

type Genuine = Extract<Verdict, { ok: true }>;

/**
 * Verifies the raw bytes and commits the events with one job each, in one transaction. An event that was stored before
 * adds nothing: the unique key on (provider, event reference) decides, not a look beforehand.
 *
 * @throws whatever kept the transaction from being committed
 */
export async function receiveWebhook(
  deps: Deps,
  provider: InboundProvider,
  on: SwitchedOn,
  arrival: Arrival,
): Promise<Receipt> {
  const verdict = verified(deps, provider, on, arrival);
  if (!verdict.ok) return verdict;
  const verifiedMs = elapsed(arrival);

  const stored = await inTransaction(deps, async (tx) => {
    const rows = verdict.events.map((event, item) =>
      rowOf(tx, { provider, arrival, verdict, event, item, verifiedMs }),
    );
    const inserted = await tx.db
      .insert(inboxEvent)
      .values(rows)
      .onConflictDoNothing({ target: [inboxEvent.provider, inboxEvent.eventRef, inboxEvent.item] })
      .returning({ id: inboxEvent.id, eventRef: inboxEvent.eventRef });
    await enqueue(
      tx,
      inboxQueue,
      inserted.map(({ id }) => ({ inboxEventId: id })),
    );
    return inserted;
  });

  eventsAccepted(provider.slug, stored.length);
  const isNew = new Set(stored.map(({ eventRef }) => eventRef));
  const repeated = verdict.events.map(({ eventRef }) => withoutControls(eventRef)).filter((ref) => !isNew.has(ref));
  // Not waited for: the row may be locked by the batch that is acting on it, and the answer has been decided.
  if (repeated.length > 0) void countDuplicates(deps, provider.slug, repeated);
  if (verdict.verifiedWith === "previous") void notePreviousUsed(deps, provider).catch(() => {});
  return { ok: true, stored: stored.map(({ id }) => id), duplicates: repeated.length };
}

/** `verify` is total; should it throw all the same, nothing is accepted. */
function verified(deps: Deps, provider: InboundProvider, { settings }: SwitchedOn, arrival: Arrival): Verdict {
  try {
    const toleranceSeconds = deps.config.WEBHOOK_TOLERANCE_SECONDS;
    return provider.verify({ ...arrival, toleranceSeconds }, settings);
  } catch (err) {
    deps.log.error({ event: "verifier_threw", provider: provider.slug, requestId: deps.requestId, err });
    return { ok: false, because: "wrong_signature" };
  }
}

interface Storing {
  readonly provider: InboundProvider;
  readonly arrival: Arrival;
  readonly verdict: Genuine;
  readonly event: VerifiedEvent;
  readonly item: number;
  readonly verifiedMs: number;
}

function rowOf(tx: Deps, { provider, arrival, verdict, event, item, verifiedMs }: Storing) {
  const { rawBody, headers, receivedAt } = arrival;
  return {
    id: tx.newId("ibx"),
    provider: provider.slug,
    eventRef: withoutControls(event.eventRef),
    item,
    type: withoutControls(event.type),
    mode: event.mode ?? tx.config.PAYMENTS_MODE,
    occurredAt: event.occurredAt,
    receivedAt: tx.clock.now(),
    receivedWallAt: receivedAt,
    verifiedWith: verdict.verifiedWith,
    raw: rawBody,
    rawSha256: createHash("sha256").update(rawBody).digest("hex"),
    sizeBytes: rawBody.byteLength,
    headers: headersToKeep(headers, provider.signatureHeaders),
    status: "received" as const,
    timings: { verifiedMs, storedMs: elapsed(arrival) },
    requestId: tx.requestId,
  };
}

async function countDuplicates(deps: Deps, slug: string, refs: readonly string[]): Promise<void> {
  duplicatesReceived(slug, refs.length);
  try {
    await deps.db
      .update(inboxEvent)
      .set({ duplicates: sql`${inboxEvent.duplicates} + 1`, lastDuplicateAt: deps.clock.wall() })
      .where(and(eq(inboxEvent.provider, slug), inArray(inboxEvent.eventRef, [...refs])));
  } catch (err) {
    deps.log.warn({ event: "duplicate_not_counted", provider: slug, err });
  }
}

/** Milliseconds since the request arrived, to the hundredth. */
function elapsed({ startedAt }: Arrival): number {
  return Math.round((performance.now() - startedAt) * 100) / 100;
}
