import { inboxEvent, updateRows } from "@upline/db";
import { epochMs, type Instant, nextInboxState } from "@upline/domain";
import type { Deps } from "../deps.ts";
import { eventFinished } from "../operations/metrics.ts";
import { namesIn } from "./act-on-event.ts";
import type { InboxOutcome, NeutralEvent } from "./neutral.ts";
import type { InboxRow } from "./process-inbox-events.job.ts";
import { stopWaiting, waitFor } from "./waiting.ts";

/** What acting on a stored event came to. */
export interface ActedOn {
  readonly row: InboxRow;
  readonly events: readonly NeutralEvent[];
  readonly outcome: InboxOutcome;
}

/** Writes down what events came to, in the transaction that made it true. */
export async function saveInboxOutcomes(tx: Deps, list: readonly ActedOn[], pickedUpAt: Instant): Promise<void> {
  if (list.length === 0) return;
  const processedAt = tx.clock.wall();
  const rows = list.map(({ row, events, outcome }) => ({
    id: row.id,
    status: nextInboxState(row.status, outcome.state),
    because: outcome.because ?? (outcome.state === "processed" && outcome.noEffect ? "no_effect" : null),
    detail: outcome.state === "held" ? outcome.detail : null,
    waitingFor: outcome.state === "unmatched" ? outcome.waitingFor.map(({ kind, value }) => `${kind}:${value}`) : null,
    attempts: row.attempts + 1,
    nextAttemptAt: null,
    lastError: null,
    processedAt: tx.clock.now(),
    effects: effectsOf(row, outcome),
    timings: { ...row.timings, pickedUpAt, processedAt },
    ...namesIn(events),
  }));
  await updateRows(tx.db, inboxEvent, rows, { by: ["id"] });
  await stopWaiting(
    tx,
    list.flatMap(({ row, outcome }) => (row.attempts > 0 && outcome.state !== "unmatched" ? [row.id] : [])),
  );
  for (const { row, outcome } of list) {
    if (outcome.state === "unmatched") await waitFor(tx, row.id, outcome.waitingFor);
    const seconds = (epochMs(processedAt) - epochMs(row.receivedWallAt)) / 1000;
    tx.afterCommit(() => eventFinished(outcome.state, seconds));
  }
}

/** A replay that finds everything done keeps what the first run noted. */
function effectsOf(row: InboxRow, outcome: InboxOutcome): InboxRow["effects"] {
  const effects = "effects" in outcome ? (outcome.effects ?? null) : null;
  const isRepeat = outcome.state === "processed" && outcome.noEffect === true;
  return isRepeat && row.effects ? { ...effects, ...row.effects } : effects;
}
