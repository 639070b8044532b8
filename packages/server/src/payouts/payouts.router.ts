import { z } from "zod";
import { subjectOf } from "../auth/can-view.ts";
import { adminProcedure, distributorProcedure, router, signedInProcedure } from "../trpc/trpc.ts";
import { askNow } from "./ask-about-payout.ts";
import { CancelOne, cancelOne } from "./cancel-one.ts";
import { ChangeMethod, changeMethod } from "./change-method.ts";
import { ownPayouts } from "./own-payouts.ts";
import { getBatch, ListBatches, listBatches, payoutOutlook } from "./payouts.queries.ts";
import { BatchAndReason, cancelBatch, requestBatch } from "./request-batch.ts";
import { RetryPayouts, retryPayouts } from "./retry-payouts.ts";
import { runCycleNow } from "./run-cycle.ts";

const OneBatch = z.strictObject({ batchId: z.templateLiteral(["pob_", z.string().max(40)]) });
const OnePayout = z.strictObject({ payoutId: z.templateLiteral(["pyt_", z.string().max(40)]) });
const OfPerson = z.strictObject({ distributorId: z.string().max(40).optional() });

export const payoutsRouter = router({
  /** Batches, newest first. */
  batches: adminProcedure()
    .input(ListBatches)
    .query(({ ctx, input }) => listBatches(ctx, input)),

  /** When the next batch is built, and how payouts leave. */
  outlook: adminProcedure().query(({ ctx }) => payoutOutlook(ctx)),

  /** One batch with its payouts. Refuses with `payout_batch_not_found`. */
  batch: adminProcedure()
    .input(OneBatch)
    .query(({ ctx, input }) => getBatch(ctx, input.batchId)),

  /** Builds the batch of the running cycle, unless it is there. */
  runCycle: adminProcedure("finance").mutation(({ ctx }) => runCycleNow(ctx)),

  /** Asks a second person to send a batch. Refuses with `payout_state_changed`, `payouts_frozen`, `payouts_over_limit`. */
  request: adminProcedure("finance")
    .input(BatchAndReason)
    .mutation(({ ctx, input }) => requestBatch(ctx, input)),

  /** Gives the money of a batch back. Refuses with `payout_state_changed`. */
  cancelBatch: adminProcedure("finance")
    .input(BatchAndReason)
    .mutation(({ ctx, input }) => cancelBatch(ctx, input)),

  /** Gives the money of one payout back before it is sent. Refuses with `payout_state_changed`. */
  cancel: adminProcedure("finance")
    .input(CancelOne)
    .mutation(({ ctx, input }) => cancelOne(ctx, input)),

  /** Tries those again that did not arrive. Refuses with `payout_state_changed`. */
  retry: adminProcedure("finance")
    .input(RetryPayouts)
    .mutation(({ ctx, input }) => retryPayouts(ctx, input)),

  /** Asks the provider about one payout now. */
  ask: adminProcedure("finance")
    .input(OnePayout)
    .mutation(({ ctx, input }) => askNow(ctx, input.payoutId)),

  /** A person's payouts and account. */
  own: signedInProcedure.input(OfPerson).query(async ({ ctx, input }) => {
    return ownPayouts(ctx, await subjectOf(ctx, input.distributorId));
  }),

  /** Another account for one's own payouts. Refuses with `credentials_wrong`, `account_malformed`. */
  changeMethod: distributorProcedure
    .input(ChangeMethod)
    .mutation(({ ctx, input }) => changeMethod(ctx, ctx.distributorId, input)),
});
