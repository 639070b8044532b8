import { liveNotice } from "@upline/db";
import type { Deps } from "../deps.ts";
import type { LiveTopic, Recipient } from "../live/notify.ts";
import { wakeWatchers } from "../live/wake.ts";

const ROWS_PER_INSERT = 1000;
const told = new WeakMap<object, Set<string>>();

/**
 * Says to people that something of theirs has changed, in the caller's transaction. Once per transaction, person and
 * topic: a page reads its numbers again after the commit, whatever the number of events behind it.
 */
export async function notifyMany(tx: Deps, recipients: readonly Recipient[], topic: LiveTopic): Promise<void> {
  const known = told.get(tx.db) ?? new Set<string>();
  told.set(tx.db, known);
  const fresh = recipients.filter((recipient) => !known.has(`${recipient} ${topic}`));
  const createdAt = tx.clock.wall();
  for (let from = 0; from < fresh.length; from += ROWS_PER_INSERT) {
    const rows = fresh.slice(from, from + ROWS_PER_INSERT).map((recipient) => ({ recipient, topic, createdAt }));
    await tx.db.insert(liveNotice).values(rows);
  }
  if (fresh.length === 0) return;
  for (const recipient of fresh) known.add(`${recipient} ${topic}`);
  tx.afterCommit(() => wakeWatchers(tx));
}
