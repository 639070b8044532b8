import { z } from "zod";
import { adminProcedure, router } from "../trpc/trpc.ts";
import { ComparePlans, comparePlans } from "./compare-plans.ts";
import { createDraft, createFromTemplate, FromDocument, FromTemplate, importDraft } from "./create-draft.ts";
import { discardDraft, SaveDraft, saveDraft } from "./edit-draft.ts";
import { estimatedPayoutOf } from "./estimated-payout.ts";
import { exportPlan } from "./export-plan.ts";
import { getDocument, getPlan, listPlans, listTemplates } from "./plans.queries.ts";
import { listPreviewPeriods, Preview, previewPlanVersion } from "./preview-plan-version.ts";
import {
  ApprovePublish,
  approvePublish,
  RequestPublish,
  requestPublish,
  TickWarning,
  tickWarning,
} from "./publish-plan-version.ts";
import { RemoveScenario, removeScenario, runScenarios, SaveScenario, saveScenario } from "./scenarios.ts";
import { listProducts, SimulateOrder, simulateOrder } from "./simulate-order.ts";
import { ValidatePlan, validateDraft } from "./validate-draft.ts";
import { WithdrawPlan, withdrawPlanVersion } from "./withdraw-plan-version.ts";
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

  /** What each bonus would have paid in the last closed period; nothing while the plan has errors. Books nothing. */
  estimatedPayout: adminProcedure("plan", "finance")
    .input(One)
    .query(({ ctx, input }) => estimatedPayoutOf(ctx, input.planVersionId)),

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

  /** What is wrong with a document, whatever it is. Stores nothing. */
  validate: adminProcedure()
    .input(ValidatePlan)
    .query(({ ctx, input }) => validateDraft(ctx, input)),

  /** Every difference of one version from another. Refuses with `plan_version_not_found`. */
  compare: adminProcedure()
    .input(ComparePlans)
    .query(({ ctx, input }) => comparePlans(ctx, input)),

  /** The closed periods that a preview can look at. */
  previewPeriods: adminProcedure().query(({ ctx }) => listPreviewPeriods(ctx)),

  /** Closed periods under the draft: what is paid, who gains, who rises. Books nothing. */
  preview: adminProcedure("plan", "finance")
    .input(Preview)
    .mutation(({ ctx, input }) => previewPlanVersion(ctx, input)),

  /** What a simulated order can be made of. */
  simulateProducts: adminProcedure().query(({ ctx }) => listProducts(ctx)),

  /** Who would be paid what for one order, and why the others would not. Books nothing. */
  simulateOrder: adminProcedure()
    .input(SimulateOrder)
    .query(({ ctx, input }) => simulateOrder(ctx, input)),

  /** The cases of a version, each tried under it. */
  runScenarios: adminProcedure()
    .input(One)
    .query(({ ctx, input }) => runScenarios(ctx, input.planVersionId)),

  /** Keeps a case of a draft. Refuses with `plan_not_publishable` or `not_found`. */
  saveScenario: adminProcedure("plan")
    .input(SaveScenario)
    .mutation(({ ctx, input }) => saveScenario(ctx, input)),

  /** Takes a case away from a draft. */
  removeScenario: adminProcedure("plan")
    .input(RemoveScenario)
    .mutation(({ ctx, input }) => removeScenario(ctx, input)),

  /** Says of one warning that it is meant. Refuses with `plan_version_stale`. */
  tickWarning: adminProcedure("plan")
    .input(TickWarning)
    .mutation(({ ctx, input }) => tickWarning(ctx, input)),

  /** Asks a second person. Refuses with `plan_version_stale` or `plan_not_publishable`. */
  requestPublish: adminProcedure("plan")
    .input(RequestPublish)
    .mutation(({ ctx, input }) => requestPublish(ctx, input)),

  /** Publishes. Refuses with `plan_version_stale`, `approver_is_requester`, or `plan_not_publishable`. */
  approvePublish: adminProcedure("plan", "finance")
    .input(ApprovePublish)
    .mutation(({ ctx, input }) => approvePublish(ctx, input)),

  /** Takes a published version back before its first day. Refuses with `plan_not_publishable`. */
  withdraw: adminProcedure("plan", "finance")
    .input(WithdrawPlan)
    .mutation(({ ctx, input }) => withdrawPlanVersion(ctx, input)),

  /** Throws a draft away. */
  discard: adminProcedure("plan")
    .input(One)
    .mutation(({ ctx, input }) => discardDraft(ctx, input.planVersionId)),
});
