import { inboxEvent } from "@upline/db";
import { type InboxEventId, plusMs } from "@upline/domain";
import { and, asc, eq, inArray } from "drizzle-orm";
import { ZodError } from "zod";
import type { Deps } from "../deps.ts";
import { defineJob, type Failure, GiveUp } from "../jobs/job.ts";
import { notify } from "../live/notify.ts";
import { withoutValues } from "../operations/log.ts";
import { actOnBatch } from "./act-on-batch.ts";
import { inboxQueue } from "./inbox-queue.ts";

export type InboxRow = typeof inboxEvent.$inferSelect;

/**
 * Acts on verified webhooks: facts, volume, commissions, ledger, outbox, and the processed mark, in one transaction.
 *
 * Up to 100 events share the transaction; when one fails, each is run alone. No e-mail and no HTTP call happens here:
 * those are rows with jobs of their own.
 */
export const processInboxEvents = defineJob({
  ...inboxQueue,
  retry: { limit: 8, firstAfterSeconds: 5, atMostSeconds: 3600 },
  batchSize: 100,

  async run(tx, payloads) {
    const pickedUpAt = tx.clock.wall();
    const rows = await lockInboxRows(
      tx,
      payloads.map(({ inboxEventId }) => inboxEventId),
    );
    // A row in another state was acted on before, under another job.
    await actOnBatch(
      tx,
      rows.filter(({ status }) => status === "received"),
      pickedUpAt,
    );
    if (rows.length > 0) await notify(tx, "admin", "inbox");
  },

  async onFailure(tx, { inboxEventId }, failure) {
    const lastError = withoutValues(failure.error.message).slice(0, 500);
    await tx.db
      .update(inboxEvent)
      .set({ attempts: failure.tries, lastError, ...nextStep(tx, failure) })
      .where(and(eq(inboxEvent.id, inboxEventId as InboxEventId), eq(inboxEvent.status, "received")));
    await notify(tx, "admin", "inbox");
  },
});

/** Always in the order of the ids, so that two workers never wait for each other in a circle. */
async function lockInboxRows(tx: Deps, ids: readonly string[]): Promise<InboxRow[]> {
  return tx.db
    .select()
    .from(inboxEvent)
    .where(inArray(inboxEvent.id, [...new Set(ids)] as InboxEventId[]))
    .orderBy(asc(inboxEvent.id))
    .for("update");
}

function nextStep(tx: Deps, { error, retryAfterSeconds }: Failure): Partial<InboxRow> {
  if (retryAfterSeconds !== null) return { nextAttemptAt: plusMs(tx.clock.wall(), retryAfterSeconds * 1000) };
  const dead = { status: "dead" as const, nextAttemptAt: null };
  if (error instanceof ZodError) return { ...dead, because: "unexpected_shape", detail: pathsIn(error) };
  if (error instanceof GiveUp) return { ...dead, because: "cannot_be_processed", detail: error.message };
  return { ...dead, because: "failed_too_often", detail: "It failed on every try. Its last error is in the log." };
}

/** Where the event has another form than its type promises; the values are not repeated. */
function pathsIn(error: ZodError): string {
  const paths = error.issues.slice(0, 5).map(({ path, message }) => `${path.join(".") || "the event"}: ${message}`);
  return paths.join("; ").slice(0, 500);
}
