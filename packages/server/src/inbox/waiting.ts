import { inboxEvent, waitingReference } from "@upline/db";
import type { InboxEventId } from "@upline/domain";
import { and, asc, eq, inArray } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { enqueue } from "../jobs/enqueue.ts";
import { inboxQueue } from "./inbox-queue.ts";
import type { WaitingFor } from "./neutral.ts";

/** Notes what an unmatched event waits for, instead of what it waited for before. */
export async function waitFor(tx: Deps, inboxEventId: InboxEventId, references: readonly WaitingFor[]): Promise<void> {
  await stopWaiting(tx, [inboxEventId]);
  if (references.length === 0) return;
  await tx.db
    .insert(waitingReference)
    .values(references.map(({ kind, value }) => ({ kind, value, inboxEventId })))
    .onConflictDoNothing();
}

/** Forgets what these events waited for. */
export async function stopWaiting(tx: Deps, inboxEventIds: readonly InboxEventId[]): Promise<void> {
  if (inboxEventIds.length === 0) return;
  await tx.db.delete(waitingReference).where(inArray(waitingReference.inboxEventId, [...inboxEventIds]));
}

/**
 * Something that events may wait for has arrived: they are put back in line, in the transaction that created it.
 *
 * @param values  every name that it may be called by: our id, its number, codes, foreign ids
 */
export async function wakeWaiting(tx: Deps, kind: WaitingFor["kind"], values: readonly string[]): Promise<void> {
  const names = values.filter((value) => value !== "");
  if (names.length === 0) return;
  const woken = await tx.db
    .delete(waitingReference)
    .where(and(eq(waitingReference.kind, kind), inArray(waitingReference.value, names)))
    .returning({ id: waitingReference.inboxEventId });
  const ids = [...new Set(woken.map(({ id }) => id))].sort();
  if (ids.length === 0) return;
  // Rows are locked in the order of their ids, as everywhere.
  const parked = await tx.db
    .select({ id: inboxEvent.id })
    .from(inboxEvent)
    .where(and(inArray(inboxEvent.id, ids), eq(inboxEvent.status, "unmatched")))
    .orderBy(asc(inboxEvent.id))
    .for("update");
  const waiting = parked.map(({ id }) => id);
  if (waiting.length === 0) return;
  await tx.db
    .update(inboxEvent)
    .set({ status: "received", because: null, detail: null, waitingFor: null })
    .where(inArray(inboxEvent.id, waiting));
  await enqueue(
    tx,
    inboxQueue,
    waiting.map((inboxEventId) => ({ inboxEventId })),
  );
}
