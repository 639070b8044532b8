import { inboxEvent } from "@upline/db";
import { epochMs, type Instant, nextInboxState } from "@upline/domain";
import { eq } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { eventFinished } from "../operations/metrics.ts";
import type { Acted } from "./act-on-event.ts";
import type { InboxRow } from "./process-inbox-events.job.ts";
import { stopWaiting, waitFor } from "./waiting.ts";

/** Writes down what an event came to, in the transaction that made it true. */
export async function saveInboxOutcome(tx: Deps, row: InboxRow, acted: Acted, pickedUpAt: Instant): Promise<void> {
  const { outcome, paymentRef, orderRef } = acted;
  const processedAt = tx.clock.wall();
  const isWaiting = outcome.state === "unmatched";
  await tx.db
    .update(inboxEvent)
    .set({
      status: nextInboxState(row.status, outcome.state),
      because: outcome.because ?? (outcome.state === "processed" && outcome.noEffect ? "no_effect" : null),
      detail: outcome.state === "held" ? outcome.detail : null,
      waitingFor: isWaiting ? outcome.waitingFor.map(({ kind, value }) => `${kind}:${value}`) : null,
      attempts: row.attempts + 1,
      nextAttemptAt: null,
      lastError: null,
      processedAt: tx.clock.now(),
      effects: effectsOf(row, acted),
      timings: { ...row.timings, pickedUpAt, processedAt },
      paymentRef,
      orderRef,
    })
    .where(eq(inboxEvent.id, row.id));
  if (isWaiting) await waitFor(tx, row.id, outcome.waitingFor);
  else if (row.attempts > 0) await stopWaiting(tx, [row.id]);
  const seconds = (epochMs(processedAt) - epochMs(row.receivedWallAt)) / 1000;
  tx.afterCommit(() => eventFinished(outcome.state, seconds));
}

/** A replay that finds everything done keeps what the first run noted. */
function effectsOf(row: InboxRow, { outcome }: Acted): InboxRow["effects"] {
  const effects = "effects" in outcome ? (outcome.effects ?? null) : null;
  const isRepeat = outcome.state === "processed" && outcome.noEffect === true;
  return isRepeat && row.effects ? { ...effects, ...row.effects } : effects;
}
