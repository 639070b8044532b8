import { adminProcedure, router } from "../trpc/trpc.ts";
import { countOpen, listApprovals } from "./approvals.queries.ts";
import { Approve, approve, Decline, decline } from "./decide-approval.ts";

export const approvalsRouter = router({
  /** What waits for a second person, and what was decided lately. */
  list: adminProcedure().query(({ ctx }) => listApprovals(ctx)),

  /** How many requests wait, and how many of them for the viewer. */
  count: adminProcedure().query(({ ctx }) => countOpen(ctx)),

  /** Says yes to exactly what was seen; it happens at once. Refuses with `approver_is_requester`, `approval_outdated`. */
  approve: adminProcedure("finance", "plan")
    .input(Approve)
    .mutation(({ ctx, input }) => approve(ctx, input)),

  /** Says no, or takes one's own request back. */
  decline: adminProcedure("finance", "plan")
    .input(Decline)
    .mutation(({ ctx, input }) => decline(ctx, input)),
});
