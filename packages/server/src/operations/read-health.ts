import { inboxEvent, selectRows } from "@upline/db";
import { epochMs, type InboxState, type Instant } from "@upline/domain";
import { count, max, min, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { DEAD_LETTERS } from "../jobs/dead-letters.ts";

/** How the inbox stands, as a person and a monitor ask for it. */
export interface InboxHealth {
  readonly counts: Readonly<Record<InboxState, number>>;
  /** Age of the oldest event that waits for its effects; null when none waits. */
  readonly oldestAgeSeconds: number | null;
  readonly lastProcessedAt: Instant | null;
}

/** @throws when the database does not answer */
export async function readInboxHealth(deps: Deps): Promise<InboxHealth> {
  const rows = await deps.db
    .select({
      status: inboxEvent.status,
      events: count(),
      oldest: min(inboxEvent.receivedWallAt),
      processed: max(inboxEvent.processedAt),
    })
    .from(inboxEvent)
    .groupBy(inboxEvent.status);
  const of = (status: InboxState) => rows.find((row) => row.status === status);
  const countOf = (status: InboxState) => of(status)?.events ?? 0;
  const oldest = of("received")?.oldest ?? null;
  const ageMs = oldest === null ? null : Math.max(0, epochMs(deps.clock.wall()) - epochMs(oldest));
  return {
    counts: {
      received: countOf("received"),
      processed: countOf("processed"),
      ignored: countOf("ignored"),
      unmatched: countOf("unmatched"),
      held: countOf("held"),
      dead: countOf("dead"),
    },
    oldestAgeSeconds: ageMs === null ? null : Math.round(ageMs / 1000),
    lastProcessedAt: rows.reduce<Instant | null>(
      (last, { processed }) => (last !== null && last > (processed ?? "") ? last : processed),
      null,
    ),
  };
}

/** A queue of pg-boss: what waits and runs, what ended as a dead letter, and how long the oldest ready job has waited. */
export interface QueueHealth {
  readonly name: string;
  readonly queued: number;
  readonly active: number;
  readonly failed: number;
  readonly oldestReadySeconds: number;
}

/** @returns [] where the queue has not been made yet */
export async function readQueues(deps: Deps): Promise<readonly QueueHealth[]> {
  const [there] = await selectRows<{ there: boolean }>(
    deps.db,
    sql`select to_regclass('pgboss.job') is not null as there`,
  );
  if (!there?.there) return [];
  // A dead letter counts for the job that it came from.
  const rows = await selectRows<Record<string, string>>(
    deps.db,
    sql`select coalesce(case when name = ${DEAD_LETTERS} then data -> 'payload' ->> 'name' end, name) as name,
      count(*) filter (where name <> ${DEAD_LETTERS} and state in ('created', 'retry'))::text as queued,
      count(*) filter (where name <> ${DEAD_LETTERS} and state = 'active')::text as active,
      count(*) filter (where name = ${DEAD_LETTERS} or state = 'failed')::text as failed,
      coalesce(max(extract(epoch from now() - start_after)) filter (
        where name <> ${DEAD_LETTERS} and state in ('created', 'retry') and start_after < now()), 0)::int::text as oldest
      from pgboss.job group by 1 order by 1`,
  );
  return rows.map(({ name = "", queued, active, failed, oldest }) => ({
    name,
    queued: Number(queued),
    active: Number(active),
    failed: Number(failed),
    oldestReadySeconds: Number(oldest),
  }));
}
