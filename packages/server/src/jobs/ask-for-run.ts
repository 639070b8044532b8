import { jobRun, timedJob } from "@upline/db";
import { DomainError, plusMs } from "@upline/domain";
import { desc, eq } from "drizzle-orm";
import { z } from "zod";
import { audit } from "../audit/audit.ts";
import { actorOf } from "../auth/viewer.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { ABANDONED_MS } from "./schedule.ts";
import { demandTimed } from "./timed-job.ts";

export const AskForRun = z.strictObject({
  name: z.string().max(60),
  /** When the newest run that the person saw began; null when there was none. Two clicks on one page ask for one run. */
  after: z.string().max(40).nullable(),
});

/**
 * Asks for a run of a timed job now. A worker begins it within seconds, also while the job pauses.
 *
 * @returns whether it was asked for just now; false when the same run had been asked for, or has already been made
 * @throws DomainError `job_not_found`, `job_running`
 */
export async function askForRun(deps: Deps, { name, after }: z.output<typeof AskForRun>): Promise<{ isNew: boolean }> {
  demandTimed(name);
  return inTransaction(deps, async (tx) => {
    await tx.db.insert(timedJob).values({ name }).onConflictDoNothing();
    const [job] = await tx.db.select().from(timedJob).where(eq(timedJob.name, name)).for("update");
    const key = `${name}:by-hand:${after ?? "first"}`;
    if (job?.askedKey || (await tx.db.$count(jobRun, eq(jobRun.key, key))) > 0) return { isNew: false };
    await refuseWhileRunning(tx, name);
    const actor = actorOf(tx.viewer);
    await tx.db
      .update(timedJob)
      .set({ askedKey: key, askedAt: tx.clock.now(), askedBy: actor.name })
      .where(eq(timedJob.name, name));
    await audit(tx, { action: "jobs.runNow", subjectType: "job", subjectId: name });
    return { isNew: true };
  });
}

async function refuseWhileRunning(tx: Deps, name: string): Promise<void> {
  const [last] = await tx.db
    .select()
    .from(jobRun)
    .where(eq(jobRun.name, name))
    .orderBy(desc(jobRun.startedAt))
    .limit(1);
  const isRunning =
    last &&
    last.finishedAt === null &&
    last.failure === null &&
    last.startedAt > plusMs(tx.clock.wall(), -ABANDONED_MS);
  if (isRunning)
    throw new DomainError(
      "job_running",
      "This job is running at the moment. Wait for its result, then start it again.",
      {
        name,
      },
    );
}
