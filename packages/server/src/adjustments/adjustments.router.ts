import { adminProcedure, router } from "../trpc/trpc.ts";
import { RequestAdjustment, requestAdjustment } from "./request-adjustment.ts";

export const adjustmentsRouter = router({
  /** Asks a second person to add or take money by hand. Refuses with `reason_too_short`, `would_overdraw`. */
  request: adminProcedure("finance")
    .input(RequestAdjustment)
    .mutation(({ ctx, input }) => requestAdjustment(ctx, input)),
});
