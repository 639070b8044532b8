import { createHash } from "node:crypto";
import { auditEntry, inboxEvent } from "@upline/db";
import { DomainError, INBOX_STATES, type InboxState, invariant, isReplayable, nextInboxState } from "@upline/domain";
import { and, desc, eq } from "drizzle-orm";
import { z } from "zod";
import { audit } from "../audit/audit.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { enqueue } from "../jobs/enqueue.ts";
import { inboxQueue } from "./inbox-queue.ts";
import { type InboxRow, processInboxEvents } from "./process-inbox-events.job.ts";
import { stopWaiting } from "./waiting.ts";

const REPLAY_ACTION = "inbox.replay";
const REPLAYS_SHOWN = 10;

/** What a replay came to. */
export interface Replayed {
  readonly status: InboxState;
  /** Everything that the event asks for was there already; nothing was done twice. */
  readonly noEffect: boolean;
  readonly because: string | null;
}

/**
 * Sends a stored event down the normal path again. Because of the two keys the answer is usually that there is nothing
 * to do; then the event keeps the record of its first run, and the replay stands in the audit log only. The hash of the
 * body is verified, not its signature: secrets change.
 *
 * @throws DomainError `event_not_found`; `event_not_replayable` while it is on its way, when its body is gone, or when
 *   a finished event fails now
 */
export async function replayEvent(deps: Deps, inboxEventId: string): Promise<Replayed> {
  try {
    return await inTransaction(deps, async (tx) => {
      const before = await putBack(tx, inboxEventId);
      await processInboxEvents.run(tx, [{ inboxEventId: before.id }]);
      const replayed = resultOf(await lockEvent(tx, before.id));
      if (replayed.noEffect && isFinished(before)) await keepRecord(tx, before);
      await noteReplay(tx, before, replayed);
      return replayed;
    });
  } catch (error) {
    if (error instanceof DomainError && error.code.startsWith("event_")) throw error;
    deps.log.warn({ event: "replay_failed", inboxEventId, requestId: deps.requestId, err: error });
    // Acting on it failed and was undone: the queue tries it, on its own schedule, and tells the row what is wrong.
    return inTransaction(deps, async (tx) => {
      const before = await putBack(tx, inboxEventId);
      if (isFinished(before)) {
        throw new DomainError(
          "event_not_replayable",
          "Running it again failed, so everything stays as it was. The reason is in the log.",
        );
      }
      await enqueue(tx, inboxQueue, { inboxEventId: before.id });
      const replayed: Replayed = { status: "received", noEffect: false, because: null };
      await noteReplay(tx, before, replayed);
      return replayed;
    });
  }
}

/** Ended for good: nothing about it is open. */
const isFinished = ({ status }: InboxRow): boolean => status === "processed" || status === "ignored";

/** @returns the event as it stood before */
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
  return row;
}

/** What the first run wrote down stays: its reason, its times, its effects. */
async function keepRecord(tx: Deps, { id, because, detail, timings, effects, processedAt, attempts }: InboxRow) {
  await tx.db
    .update(inboxEvent)
    .set({ because, detail, timings, effects, processedAt, attempts })
    .where(eq(inboxEvent.id, id));
}

async function noteReplay(tx: Deps, before: InboxRow, after: Replayed): Promise<void> {
  await audit(tx, {
    action: REPLAY_ACTION,
    subjectType: "inbox_event",
    subjectId: before.id,
    before: { status: before.status, because: before.because },
    after,
  });
}

const Noted = z.object({ status: z.enum(INBOX_STATES), noEffect: z.boolean(), because: z.string().nullable() });

/** Who ran an event again, when, and what came of it; oldest first, the last ten. */
export async function listReplays(deps: Deps, inboxEventId: string) {
  const rows = await deps.db
    .select({ id: auditEntry.id, at: auditEntry.at, by: auditEntry.actorName, after: auditEntry.after })
    .from(auditEntry)
    .where(
      and(
        eq(auditEntry.subjectType, "inbox_event"),
        eq(auditEntry.subjectId, inboxEventId),
        eq(auditEntry.action, REPLAY_ACTION),
      ),
    )
    .orderBy(desc(auditEntry.id))
    .limit(REPLAYS_SHOWN);
  return rows.toReversed().flatMap(({ id, at, by, after }) => {
    const noted = Noted.safeParse(after);
    return noted.success ? [{ id: String(id), at, by, ...noted.data }] : [];
  });
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
