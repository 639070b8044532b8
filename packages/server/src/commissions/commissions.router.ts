import { z } from "zod";
import { subjectOf } from "../auth/can-view.ts";
import { router, signedInProcedure } from "../trpc/trpc.ts";
import { explainLine } from "./explain-line.ts";
import { ListEarnings, listEarnings } from "./list-earnings.ts";
import { ListNotPaid, listNotPaid } from "./not-paid.ts";
import { estimateOf, listPeriods, summarize } from "./summarize.ts";

const ofPeriod = z.strictObject({
  periodId: z.string().max(40).nullish(),
  distributorId: z.string().max(60).nullish(),
});

/** A distributor reads his own figures; the back office reads those of the person it names. */
export const commissionsRouter = router({
  /** Posted money of a period by state and day, and all-time balances. */
  summarize: signedInProcedure
    .input(ofPeriod)
    .query(async ({ ctx, input }) => summarize(ctx, await subjectOf(ctx, input.distributorId), input.periodId)),

  /** What the close of the open period would post now; null for a closed one. Never to be added to posted money. */
  estimate: signedInProcedure
    .input(ofPeriod)
    .query(async ({ ctx, input }) => estimateOf(ctx, await subjectOf(ctx, input.distributorId), input.periodId)),

  /** Lines, newest first, with their sum. */
  list: signedInProcedure.input(ListEarnings).query(({ ctx, input }) => listEarnings(ctx, input)),

  /** Why a line is what it is. Refuses with `line_not_found` for somebody else's. */
  explain: signedInProcedure
    .input(z.strictObject({ lineId: z.string().max(60) }))
    .query(({ ctx, input }) => explainLine(ctx, input.lineId)),

  /** Orders of the team without a line, one reason each. */
  notPaid: signedInProcedure.input(ListNotPaid).query(({ ctx, input }) => listNotPaid(ctx, input)),

  /** Base periods, newest first. */
  periods: signedInProcedure.query(({ ctx }) => listPeriods(ctx)),
});
