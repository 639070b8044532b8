import { timedJob } from "@upline/db";
import { z } from "zod";
import { audit } from "../audit/audit.ts";
import { actorOf } from "../auth/viewer.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { demandTimed } from "./timed-job.ts";

export const PauseJob = z.strictObject({ name: z.string().max(60), isPaused: z.boolean() });

/**
 * Stops time from starting a job, or lets it again; then the newest start that was missed is made up for.
 *
 * @throws DomainError `job_not_found`
 */
export async function pauseJob(deps: Deps, { name, isPaused }: z.output<typeof PauseJob>): Promise<void> {
  demandTimed(name);
  await inTransaction(deps, async (tx) => {
    const set = isPaused
      ? { pausedAt: tx.clock.wall(), pausedBy: actorOf(tx.viewer).name }
      : { pausedAt: null, pausedBy: null };
    await tx.db
      .insert(timedJob)
      .values({ name, ...set })
      .onConflictDoUpdate({ target: timedJob.name, set });
    await audit(tx, { action: isPaused ? "jobs.pause" : "jobs.resume", subjectType: "job", subjectId: name });
  });
}
