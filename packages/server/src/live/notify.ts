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
  "inbox",
  "mail",
  "people",
  "audit",
  "plans",
  "health",
] as const;
export type LiveTopic = (typeof LIVE_TOPICS)[number];

/** A distributor, or everybody who works in the back office. */
export type Recipient = DistributorId | "admin";

/** Says in the caller's transaction that something has changed: a topic, never a number. Read after the commit. */
export async function notify(tx: Deps, recipient: Recipient, topic: LiveTopic): Promise<void> {
  await tx.db.insert(liveNotice).values({ recipient, topic, createdAt: tx.clock.wall() });
  tx.afterCommit(() => void wakeWatchers(tx));
}
