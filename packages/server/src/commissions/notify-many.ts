import { liveNotice } from "@upline/db";
import type { Deps } from "../deps.ts";
import type { LiveTopic, Recipient } from "../live/notify.ts";
import { wakeWatchers } from "../live/wake.ts";

const ROWS_PER_INSERT = 1000;

/** Says to many people at once that something of theirs has changed, in the caller's transaction. */
export async function notifyMany(tx: Deps, recipients: readonly Recipient[], topic: LiveTopic): Promise<void> {
  const createdAt = tx.clock.wall();
  for (let from = 0; from < recipients.length; from += ROWS_PER_INSERT) {
    const rows = recipients.slice(from, from + ROWS_PER_INSERT).map((recipient) => ({ recipient, topic, createdAt }));
    await tx.db.insert(liveNotice).values(rows);
  }
  if (recipients.length > 0) tx.afterCommit(() => wakeWatchers(tx));
}
