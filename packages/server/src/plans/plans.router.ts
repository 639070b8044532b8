import { z } from "zod";
import { adminProcedure, router } from "../trpc/trpc.ts";
import { createDraft, discardDraft, SaveDraft, saveDraft } from "./edit-draft.ts";
import { getPlan, listPlans } from "./plans.queries.ts";
import { previewRanks } from "./preview-ranks.ts";
import { ApprovePublish, approvePublish, RequestPublish, requestPublish } from "./publish-plan-version.ts";

const One = z.strictObject({ planVersionId: z.templateLiteral(["plv_", z.string()]) });

export const plansRouter = router({
  /** All versions with what each changed. */
  list: adminProcedure().query(({ ctx }) => listPlans(ctx)),

  /** One version with problems and classes. Refuses with `plan_version_not_found`. */
  get: adminProcedure()
    .input(One)
    .query(({ ctx, input }) => getPlan(ctx, input.planVersionId)),

  /** A new draft with the content of another version. */
  createDraft: adminProcedure("plan")
    .input(z.strictObject({ fromId: z.templateLiteral(["plv_", z.string()]) }))
    .mutation(({ ctx, input }) => createDraft(ctx, input.fromId)),

  /** Stores a draft. Refuses with `plan_version_stale` or `plan_not_publishable`. */
  saveDraft: adminProcedure("plan")
    .input(SaveDraft)
    .mutation(({ ctx, input }) => saveDraft(ctx, input)),

  /** The last closed period under the draft: who rises, who falls, what the payout would be. Books nothing. */
  previewRanks: adminProcedure("plan", "finance")
    .input(One)
    .mutation(({ ctx, input }) => previewRanks(ctx, input.planVersionId)),

  /** Asks a second person. Refuses with `plan_version_stale` or `plan_not_publishable`. */
  requestPublish: adminProcedure("plan")
    .input(RequestPublish)
    .mutation(({ ctx, input }) => requestPublish(ctx, input)),

  /** Publishes. Refuses with `plan_version_stale`, `approver_is_requester`, or `plan_not_publishable`. */
  approvePublish: adminProcedure("plan", "finance")
    .input(ApprovePublish)
    .mutation(({ ctx, input }) => approvePublish(ctx, input)),

  /** Throws a draft away. */
  discard: adminProcedure("plan")
    .input(One)
    .mutation(({ ctx, input }) => discardDraft(ctx, input.planVersionId)),
});
