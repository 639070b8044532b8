import { liveNotice } from "@upline/db";
import type { DistributorId } from "@upline/domain";
import type { Deps } from "../deps.ts";
import { wakeWatchers } from "./wake.ts";

/** What a notice can be about; a page reads its numbers again when one of its topics is named. */
export const LIVE_TOPICS = [
  "commissions",
  "ranks",
  "team",
  "orders",
  "parties",
  "inbox",
  "mail",
  "people",
  "audit",
  "plans",
  "approvals",
  "payouts",
  "runs",
  "health",
] as const;
export type LiveTopic = (typeof LIVE_TOPICS)[number];

/** A distributor, or everybody who works in the back office. */
export type Recipient = DistributorId | "admin";

interface Notice {
  readonly recipient: Recipient;
  readonly topic: LiveTopic;
}

const ROWS_PER_INSERT = 1000;

/**
 * Says in the caller's transaction that something has changed: a topic, never a number. Once per transaction, recipient
 * and topic, whatever the number of events behind it: a page reads its numbers again after the commit.
 */
export async function notify(tx: Deps, recipients: Recipient | readonly Recipient[], topic: LiveTopic): Promise<void> {
  const list = typeof recipients === "string" ? [recipients] : recipients;
  if (list.length > 0)
    tx.beforeCommit(
      writeNotices,
      list.map((recipient) => ({ recipient, topic })),
    );
}

async function writeNotices(tx: Deps, notices: readonly Notice[]): Promise<void> {
  const createdAt = tx.clock.wall();
  const once = [...new Map(notices.map((notice) => [`${notice.recipient} ${notice.topic}`, notice])).values()];
  for (let from = 0; from < once.length; from += ROWS_PER_INSERT) {
    const rows = once.slice(from, from + ROWS_PER_INSERT).map((notice) => ({ ...notice, createdAt }));
    await tx.db.insert(liveNotice).values(rows);
  }
  tx.afterCommit(() => void wakeWatchers(tx));
}
