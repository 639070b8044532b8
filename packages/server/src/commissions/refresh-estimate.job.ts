import { jobRun } from "@upline/db";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { defineJob } from "../jobs/job.ts";
import { notify } from "../live/notify.ts";
import { congratulate } from "../ranks/congratulate.ts";
import { evaluateOpen } from "./evaluate-open.ts";
import { saveEstimate } from "./save-estimate.ts";

/** However many payments come in, estimates are computed at most this often. */
export const REFRESH_EVERY_SECONDS = 1;

/** One refresh at a time in the whole company. */
const ESTIMATE_LOCK = 8_417_002;

/**
 * Brings the estimates of the open periods up to date with the facts so far: standings, the lines that a close would
 * post now, and ranks reached. Only what changed is written, and only people whose figures moved are told.
 */
export const refreshEstimate = defineJob({
  name: "estimate.refresh",
  payload: z.strictObject({}),
  retry: { limit: 5, firstAfterSeconds: 1, atMostSeconds: 60 },
  batchSize: 20,
  run: refreshEstimates,
});

/** What the job does, for those who want the estimates now: the seed and tests. */
export async function refreshEstimates(tx: Deps): Promise<void> {
  await tx.db.execute(sql`select pg_advisory_xact_lock(${sql.raw(String(ESTIMATE_LOCK))})`);
  const { stamp, periods } = await evaluateOpen(tx);
  const key = "estimate";
  const [last] = await tx.db.select({ result: jobRun.result }).from(jobRun).where(sql`${jobRun.key} = ${key}`);
  if (last?.result?.stamp === stamp) return;

  for (const open of periods) {
    const moved = await saveEstimate(tx, open);
    await congratulate(tx, open, moved.standings);
    await notify(tx, moved.earners, "commissions");
    await notify(tx, moved.standings, "ranks");
    if (moved.standings.length > 0) await notify(tx, "admin", "ranks");
  }
  const now = tx.clock.now();
  const row = { startedAt: now, finishedAt: now, result: { stamp } };
  await tx.db
    .insert(jobRun)
    .values({ key, name: "estimate.refresh", ...row })
    .onConflictDoUpdate({ target: jobRun.key, set: row });
}
