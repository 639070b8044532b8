import { z } from "zod";
import { adminProcedure, router } from "../trpc/trpc.ts";
import { createDraft, createFromTemplate, FromDocument, FromTemplate, importDraft } from "./create-draft.ts";
import { discardDraft, SaveDraft, saveDraft } from "./edit-draft.ts";
import { exportPlan } from "./export-plan.ts";
import { getDocument, getPlan, listPlans, listTemplates } from "./plans.queries.ts";
import { previewRanks } from "./preview-ranks.ts";
import { ApprovePublish, approvePublish, RequestPublish, requestPublish } from "./publish-plan-version.ts";
import { workedExamplesOf } from "./worked-examples.ts";

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

  /** The document of a version whatever its shape, with its problems. Refuses with `plan_version_not_found`. */
  document: adminProcedure()
    .input(One)
    .query(({ ctx, input }) => getDocument(ctx, input.planVersionId)),

  /** The ready plans as this company would use them, each with what stands in the way of publishing it here. */
  templates: adminProcedure().query(({ ctx }) => listTemplates(ctx)),

  /** What each bonus pays in the sample network, by the engine; nothing while the plan has errors. */
  workedExamples: adminProcedure()
    .input(One)
    .query(({ ctx, input }) => workedExamplesOf(ctx, input.planVersionId)),

  /** The document as text that `importDraft` takes back unchanged. */
  exportDocument: adminProcedure()
    .input(One)
    .query(({ ctx, input }) => exportPlan(ctx, input.planVersionId)),

  /** A new draft from a ready plan. */
  createFromTemplate: adminProcedure("plan")
    .input(FromTemplate)
    .mutation(({ ctx, input }) => createFromTemplate(ctx, input.templateId)),

  /** A new draft from an exported document; what is wrong with it is kept and named. */
  importDraft: adminProcedure("plan")
    .input(FromDocument)
    .mutation(({ ctx, input }) => importDraft(ctx, input)),

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
