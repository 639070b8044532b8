import { randomUUID } from "node:crypto";
import { jobRun, period as periodTable } from "@upline/db";
import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { type Deps, inTransaction } from "../deps.ts";
import { defineOutboundJob } from "../jobs/job.ts";
import { notify } from "../live/notify.ts";
import { untilQuiet } from "../live/wake.ts";
import { perDatabase } from "../per-database.ts";
import { congratulate } from "../ranks/congratulate.ts";
import { allOf, ESTIMATE_RUN, evaluateOpen, isBasePeriod, type OpenEvaluations, openStamp } from "./evaluate-open.ts";
import { readEstimate, type SavedEstimate, saveEstimate } from "./save-estimate.ts";

/** However many payments come in, estimates are computed at most this often. */
export const REFRESH_EVERY_SECONDS = 1;

/**
 * Where pages and background work share one thread, open pages read what was posted before anything is estimated: they
 * were told by the same commit that asked for the estimate.
 */
const PAGES_FIRST = { quietMs: 200, atMostMs: 600 };

/** One refresh at a time in the whole company. */
const ESTIMATE_LOCK = 8_417_002;

/**
 * Brings the estimates of the open periods up to date with the facts so far: standings, the lines that a close would
 * post now, and ranks reached. Only what changed is written, and only people whose figures moved are told.
 */
export const refreshEstimate = defineOutboundJob({
  name: "estimate.refresh",
  payload: z.strictObject({}),
  retry: { limit: 5, firstAfterSeconds: 1, atMostSeconds: 60 },
  run: async (deps) => {
    if (deps.handle.kind === "pglite") await untilQuiet(deps, PAGES_FIRST);
    await refreshEstimates(deps);
  },
});

/** What the job does, for those who want the estimates now: the seed and tests. */
export async function refreshEstimates(deps: Deps): Promise<void> {
  // Outside a transaction: the embedded database has one connection, and the pages that were just told wait for it.
  const found = await evaluateOpen(deps);
  await inTransaction(deps, (tx) => save(tx, found));
}

/** What this process saved last, so that the next difference need not be read; another process's save makes it void. */
interface Remembered {
  readonly save: string;
  readonly byPeriod: ReadonlyMap<string, SavedEstimate>;
}
const memory = perDatabase<Remembered>("saved estimates");

async function save(tx: Deps, found: OpenEvaluations): Promise<void> {
  const { stamp, periods } = found;
  await tx.db.execute(sql`select pg_advisory_xact_lock(${sql.raw(String(ESTIMATE_LOCK))})`);
  const ids = periods.map(({ period }) => period.id);
  const [last] = await tx.db.select({ result: jobRun.result }).from(jobRun).where(eq(jobRun.key, ESTIMATE_RUN));
  // Whoever evaluated later may have saved first: the present is never replaced by what was before it.
  if ([stamp, await openStamp(tx, ids)].includes(String(last?.result?.stamp))) return;

  const known = memory.get(tx.handle);
  const trusted = known !== undefined && known.save === last?.result?.save ? known.byPeriod : null;
  const all = allOf(found);
  const closed = await closedOf(
    tx,
    all.map(({ period }) => period.id),
  );
  const byPeriod = new Map<string, SavedEstimate>();
  for (const open of all.filter(({ period }) => !closed.has(period.id))) {
    const before = trusted?.get(open.period.id) ?? (await readEstimate(tx, open.period.id));
    const { moved, saved } = await saveEstimate(tx, open, before);
    byPeriod.set(open.period.id, saved);
    // Where somebody stands is decided by base periods alone.
    if (isBasePeriod(open)) await congratulate(tx, open, moved.standings);
    await notify(tx, moved.earners, "commissions");
    await notify(tx, moved.standings, "ranks");
    if (moved.standings.length > 0) await notify(tx, "admin", "ranks");
  }
  const now = tx.clock.now();
  const run = randomUUID();
  const row = { startedAt: now, finishedAt: now, result: { stamp, save: run } };
  await tx.db
    .insert(jobRun)
    .values({ key: ESTIMATE_RUN, name: "estimate.refresh", ...row })
    .onConflictDoUpdate({ target: jobRun.key, set: row });
  tx.afterCommit(() => void memory.set(tx.handle, { save: run, byPeriod }));
}

/** Which of these were closed since they were evaluated: a closed period has no estimate. */
async function closedOf({ db }: Deps, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db
    .select({ id: periodTable.id })
    .from(periodTable)
    .where(and(inArray(periodTable.id, [...ids]), eq(periodTable.status, "closed")));
  return new Set(rows.map(({ id }) => id));
}
