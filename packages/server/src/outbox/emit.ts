import { createHash } from "node:crypto";
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

type Row = typeof outboxEvent.$inferInsert;

const ROWS_PER_INSERT = 500;

/**
 * Writes outbox events in the caller's transaction, so that news exists exactly when what it tells is committed. Ids are
 * made from the news itself: told twice, it is one row with one id.
 *
 * @returns the ids, in the order given
 */
export async function emit(tx: Deps, news: News | readonly News[]): Promise<string[]> {
  const list: readonly News[] = "type" in news ? [news] : news;
  const createdAt = tx.clock.now();
  const rows = list.map(
    ({ data, ...item }): Row => ({ ...item, id: eventIdOf(item.naturalKey), data: JSON.stringify(data), createdAt }),
  );
  if (rows.length > 0) tx.beforeCommit(writeNews, rows);
  return rows.map(({ id }) => id);
}

/** 25 hex digits of the news' hash: 100 bits, no two of them alike. */
const eventIdOf = (naturalKey: string): string =>
  `evt_${createHash("sha256").update(naturalKey).digest("hex").slice(0, 25)}`;

async function writeNews(tx: Deps, rows: readonly Row[]): Promise<void> {
  const once = [...new Map(rows.map((row) => [row.naturalKey, row])).values()];
  for (let from = 0; from < once.length; from += ROWS_PER_INSERT) {
    await tx.db
      .insert(outboxEvent)
      .values(once.slice(from, from + ROWS_PER_INSERT))
      .onConflictDoNothing({ target: outboxEvent.naturalKey });
  }
}
