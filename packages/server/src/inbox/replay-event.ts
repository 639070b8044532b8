import { createHash } from "node:crypto";
import { inboxEvent } from "@upline/db";
import { DomainError, type InboxState, invariant, isReplayable, nextInboxState } from "@upline/domain";
import { eq } from "drizzle-orm";
import { audit } from "../audit/audit.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { enqueue } from "../jobs/enqueue.ts";
import { inboxQueue } from "./inbox-queue.ts";
import { type InboxRow, processInboxEvents } from "./process-inbox-events.job.ts";
import { stopWaiting } from "./waiting.ts";

export interface Replayed {
  readonly status: InboxState;
  /** Everything that the event asks for was there already; nothing was done twice. */
  readonly noEffect: boolean;
  readonly because: string | null;
}

/**
 * Sends a stored event down the normal path again. Because of the two keys the answer is usually that there is nothing
 * to do. The hash of the body is verified, not its signature: secrets change.
 *
 * @throws DomainError `event_not_found`; `event_not_replayable` while it is on its way, or when its body is gone
 */
export async function replayEvent(deps: Deps, inboxEventId: string): Promise<Replayed> {
  try {
    return await inTransaction(deps, async (tx) => {
      const row = await putBack(tx, inboxEventId);
      await processInboxEvents.run(tx, [{ inboxEventId: row.id }]);
      return resultOf(await lockEvent(tx, row.id));
    });
  } catch (error) {
    if (error instanceof DomainError && error.code.startsWith("event_")) throw error;
    // Acting on it failed and was undone: the queue tries it, on its own schedule, and tells the row what is wrong.
    return inTransaction(deps, async (tx) => {
      const row = await putBack(tx, inboxEventId);
      await enqueue(tx, inboxQueue, { inboxEventId: row.id });
      return { status: "received", noEffect: false, because: null };
    });
  }
}

async function putBack(tx: Deps, id: string): Promise<InboxRow> {
  const row = await lockEvent(tx, id);
  if (!isReplayable(row.status)) {
    throw new DomainError(
      "event_not_replayable",
      "This event is on its way already. Wait until it has been processed.",
    );
  }
  if (row.raw === null) {
    throw new DomainError(
      "event_not_replayable",
      "The body of this event is no longer kept, so it cannot be processed again.",
    );
  }
  invariant(
    createHash("sha256").update(row.raw).digest("hex") === row.rawSha256,
    "a stored body is the one that was verified",
  );
  const again = {
    status: nextInboxState(row.status, "received"),
    attempts: 0,
    nextAttemptAt: null,
    lastError: null,
  } as const;
  await tx.db
    .update(inboxEvent)
    .set({ ...again, because: null, detail: null, waitingFor: null })
    .where(eq(inboxEvent.id, row.id));
  await stopWaiting(tx, [row.id]);
  await audit(tx, {
    action: "inbox.replay",
    subjectType: "inbox_event",
    subjectId: row.id,
    before: { status: row.status, because: row.because },
  });
  return row;
}

async function lockEvent(tx: Deps, id: string): Promise<InboxRow> {
  const [row] = await tx.db
    .select()
    .from(inboxEvent)
    .where(eq(inboxEvent.id, id as InboxRow["id"]))
    .for("update");
  if (!row) throw new DomainError("event_not_found", "There is no event with this id.");
  return row;
}

function resultOf({ status, because }: InboxRow): Replayed {
  return { status, because, noEffect: status === "ignored" || (status === "processed" && because !== null) };
}
