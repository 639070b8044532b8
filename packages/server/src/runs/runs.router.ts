import { adminProcedure, router } from "../trpc/trpc.ts";
import { cancelRun } from "./cancel-run.ts";
import { OneRun, postApproved } from "./post-approved.ts";
import { RunAndReason, requestRun } from "./request-run.ts";
import { reviewRun } from "./review-run.ts";
import { ListRunLines, ListRuns, listRunLines, listRuns, nextRuns } from "./runs.queries.ts";
import { StartRun, startRun } from "./start-run.ts";

export const runsRouter = router({
  /** Commission runs, newest first. */
  list: adminProcedure()
    .input(ListRuns)
    .query(({ ctx, input }) => listRuns(ctx, input)),

  /** Which period of each cadence can be closed next, and from when on. */
  next: adminProcedure().query(({ ctx }) => nextRuns(ctx)),

  /** One run with everything to review. Refuses with `run_not_found`. */
  get: adminProcedure()
    .input(OneRun)
    .query(({ ctx, input }) => reviewRun(ctx, input.runId)),

  /** Lines of a run, largest first. */
  lines: adminProcedure()
    .input(ListRunLines)
    .query(({ ctx, input }) => listRunLines(ctx, input)),

  /** Freezes an ended period and evaluates it. Refuses with `period_not_ended`, `period_already_closed`. */
  start: adminProcedure("finance")
    .input(StartRun)
    .mutation(({ ctx, input }) => startRun(ctx, input)),

  /** Asks a second person. Refuses with `run_state_changed`, `run_result_changed`. */
  request: adminProcedure("finance")
    .input(RunAndReason)
    .mutation(({ ctx, input }) => requestRun(ctx, input)),

  /** Posts an approved run. Refuses with `run_state_changed`. */
  post: adminProcedure("finance")
    .input(OneRun)
    .mutation(({ ctx, input }) => postApproved(ctx, input)),

  /** Gives a run up before it is posted. Refuses with `run_state_changed`. */
  cancel: adminProcedure("finance")
    .input(RunAndReason)
    .mutation(({ ctx, input }) => cancelRun(ctx, input)),
});
