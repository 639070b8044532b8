import { inboxEvent } from "@upline/db";
import { plusMs } from "@upline/domain";
import { and, asc, eq, lt, sql } from "drizzle-orm";
import { type Deps, inTransaction } from "../deps.ts";
import { enqueue } from "../jobs/enqueue.ts";
import { inboxQueue } from "./inbox-queue.ts";
import { wakeMissed } from "./wake-missed.ts";

const YOUNG_MS = 10_000;
const AT_ONCE = 1_000;

/**
 * Queues again what is stored and has no live job: should the queue ever lose one, its event is late and not lost.
 * Wakes what waits for something that is there.
 *
 * @returns how many were queued
 */
export async function sweepInbox(deps: Deps): Promise<number> {
  return inTransaction(deps, async (tx) => {
    await wakeMissed(tx);
    const forgotten = await tx.db
      .select({ id: inboxEvent.id })
      .from(inboxEvent)
      .where(
        and(
          eq(inboxEvent.status, "received"),
          lt(inboxEvent.receivedWallAt, plusMs(tx.clock.wall(), -YOUNG_MS)),
          sql`not exists (select from pgboss.job j where j.name = ${inboxQueue.name} and j.state < 'completed'
            and j.data -> 'payload' ->> 'inboxEventId' = ${inboxEvent.id})`,
        ),
      )
      .orderBy(asc(inboxEvent.id))
      .limit(AT_ONCE);
    await enqueue(
      tx,
      inboxQueue,
      forgotten.map(({ id }) => ({ inboxEventId: id })),
    );
    if (forgotten.length > 0) tx.log.warn({ event: "inbox_swept", count: forgotten.length });
    return forgotten.length;
  });
}
