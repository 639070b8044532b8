import { outboxEvent } from "@upline/db";
import type { Deps } from "../deps.ts";
import type { OutboxEventType } from "./events.ts";

/** Something that became true and that others may want to know. */
export interface News {
  readonly type: OutboxEventType;
  /** The distributor, order or other object it is about. */
  readonly subject: string;
  /** The row that caused it. */
  readonly causeId: string;
  /** Cause, kind and subject in one text: the same news twice adds nothing. */
  readonly naturalKey: string;
  /** JSON-ready: money as `{ amount, currency }`, points as decimal text. */
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Writes outbox events in the caller's transaction, so that news exists exactly when what it tells is committed.
 *
 * @returns the ids of those that are new; news that was written before adds none
 */
export async function emit(tx: Deps, news: News | readonly News[]): Promise<string[]> {
  const list: readonly News[] = "type" in news ? [news] : news;
  if (list.length === 0) return [];
  const createdAt = tx.clock.now();
  const rows = list.map(({ data, ...item }) => ({ ...item, id: tx.newId("evt"), data: JSON.stringify(data), createdAt }));
  const written = await tx.db
    .insert(outboxEvent)
    .values(rows)
    .onConflictDoNothing({ target: outboxEvent.naturalKey })
    .returning({ id: outboxEvent.id });
  return written.map(({ id }) => id);
}
