import { planVersion } from "@upline/db";
import { DomainError, type PlanVersion, validatePlan } from "@upline/domain";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { audit } from "../audit/audit.ts";
import { actorOf } from "../auth/viewer.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { notify } from "../live/notify.ts";
import { emit } from "../outbox/emit.ts";
import { contentHash } from "./content-hash.ts";
import { loadPlan } from "./document.ts";
import { assertDraft, stale } from "./edit-draft.ts";
import { forgetPlans, publishedPlans } from "./plan-in-force.ts";

export const RequestPublish = z.strictObject({
  planVersionId: z.templateLiteral(["plv_", z.string()]),
  revision: z.int(),
  /** Codes of the warnings that the editor has ticked. */
  acceptedWarnings: z.array(z.string()).default([]),
});

export const ApprovePublish = z.strictObject({
  planVersionId: z.templateLiteral(["plv_", z.string()]),
  contentHash: z.string().length(64),
});

/**
 * Asks a second person to publish exactly this content. It must be free of errors, previewed on real data, its
 * warnings ticked, and start at a base period that has not begun.
 *
 * @throws DomainError `plan_version_stale`, `plan_not_publishable`
 */
export async function requestPublish(
  deps: Deps,
  input: z.output<typeof RequestPublish>,
): Promise<{ contentHash: string }> {
  return inTransaction(deps, async (tx) => {
    const { row, plan } = await loadPlan(tx, input.planVersionId);
    assertDraft(row);
    if (row.revision !== input.revision) throw stale(row);
    const hash = contentHash(plan);
    await assertPublishable(tx, plan, row.previewedHash === hash, input.acceptedWarnings);
    const request = { requestedBy: actorOf(tx.viewer).id, requestedAt: tx.clock.now(), requestedHash: hash };
    await tx.db.update(planVersion).set(request).where(eq(planVersion.id, row.id));
    await audit(tx, {
      action: "plans.requestPublish",
      subjectType: "plan_version",
      subjectId: row.id,
      after: { contentHash: hash },
    });
    await notify(tx, "admin", "plans");
    return { contentHash: hash };
  });
}

/**
 * Publishes what another person asked for: gives the number, freezes the content, and lets it start on its date.
 *
 * @throws DomainError `plan_version_stale` when the content is not the requested one, `approver_is_requester`,
 *   `plan_not_publishable` when nobody asked or its start has come meanwhile
 */
export async function approvePublish(deps: Deps, input: z.output<typeof ApprovePublish>): Promise<{ version: number }> {
  const done = await inTransaction(deps, async (tx) => {
    const { row, plan } = await loadPlan(tx, input.planVersionId);
    assertDraft(row);
    const approver = actorOf(tx.viewer).id;
    if (row.requestedHash === null)
      throw new DomainError("plan_not_publishable", "Nobody has asked to publish this draft yet.");
    if (row.requestedBy === approver) {
      throw new DomainError(
        "approver_is_requester",
        "You asked for this publication, so someone else must approve it.",
      );
    }
    if (row.requestedHash !== input.contentHash || contentHash(plan) !== input.contentHash) throw stale(row);
    await assertPublishable(tx, plan, true, null);
    const version = Math.max(0, ...(await publishedPlans(tx)).map((published) => published.version)) + 1;
    await tx.db
      .update(planVersion)
      .set({
        status: "scheduled",
        version,
        plan: { ...plan, version },
        contentHash: input.contentHash,
        publishedBy: approver,
        publishedAt: tx.clock.now(),
      })
      .where(and(eq(planVersion.id, row.id), eq(planVersion.status, "draft")));
    await audit(tx, {
      action: "plans.approvePublish",
      subjectType: "plan_version",
      subjectId: row.id,
      after: { version, contentHash: input.contentHash },
    });
    await emit(tx, {
      type: "plan.published",
      subject: "company",
      causeId: row.id,
      naturalKey: `plan.published:${row.id}`,
      data: { planVersionId: row.id, version, effectiveFrom: row.effectiveFrom },
    });
    await notify(tx, "admin", "plans");
    return { version };
  });
  forgetPlans(deps);
  return done;
}

/** @param accepted  ticked warnings, or null when they were ticked at the request */
async function assertPublishable(
  tx: Deps,
  plan: PlanVersion,
  previewed: boolean,
  accepted: readonly string[] | null,
): Promise<void> {
  const versions = (await publishedPlans(tx)).map((published) => published.plan);
  const problems = validatePlan(plan, { versions, now: tx.clock.now(), recorded: "sales" });
  const refuse = (message: string): never => {
    throw new DomainError("plan_not_publishable", message);
  };
  const error = problems.find(({ severity }) => severity === "error");
  if (error) refuse(`The plan has a problem at ${error.path}: ${error.code}. Mend it, then publish.`);
  const open =
    accepted === null
      ? undefined
      : problems.find(({ severity, code }) => severity === "warning" && !accepted.includes(code));
  if (open) refuse(`Tick the warning ${open.code} (${open.path}) before you publish.`);
  if (!previewed) refuse("Look at who rises and who falls with this content first. Then publish.");
}
