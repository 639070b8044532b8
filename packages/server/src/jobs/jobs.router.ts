import { z } from "zod";
import { adminProcedure, router } from "../trpc/trpc.ts";
import { AskForRun, askForRun } from "./ask-for-run.ts";
import { getJob, ListRuns, listJobs, listRuns } from "./jobs.queries.ts";
import { PauseJob, pauseJob } from "./pause-job.ts";

export const jobsRouter = router({
  /** Every timed job with its next starts and its newest run. */
  list: adminProcedure().query(({ ctx }) => listJobs(ctx)),

  get: adminProcedure()
    .input(z.strictObject({ name: z.string().max(60) }))
    .query(({ ctx, input }) => getJob(ctx, input.name)),

  /** The runs of a job, newest first. */
  runs: adminProcedure()
    .input(ListRuns)
    .query(({ ctx, input }) => listRuns(ctx, input)),

  /** Asks for a run now. Refuses with `job_running`. */
  runNow: adminProcedure("finance")
    .input(AskForRun)
    .mutation(({ ctx, input }) => askForRun(ctx, input)),

  /** Stops time from starting a job, or lets it again. */
  pause: adminProcedure("finance")
    .input(PauseJob)
    .mutation(({ ctx, input }) => pauseJob(ctx, input)),
});
