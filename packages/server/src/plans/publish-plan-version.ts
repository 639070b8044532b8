import { planVersion, type TickedWarning } from "@upline/db";
import { DomainError, type PlanVersion, problemKey } from "@upline/domain";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { audit } from "../audit/audit.ts";
import { actorOf } from "../auth/viewer.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { notify } from "../live/notify.ts";
import { emit } from "../outbox/emit.ts";
import { contentHash } from "./content-hash.ts";
import { loadPlan, type PlanRow, problemsOf } from "./document.ts";
import { assertDraft, stale } from "./draft.ts";
import { forgetPlans, publishedPlans } from "./plan-in-force.ts";
import { assertScenariosPass } from "./scenarios.ts";

const Draft = { planVersionId: z.templateLiteral(["plv_", z.string()]) };

export const TickWarning = z.strictObject({
  ...Draft,
  /** Names the warning with its place and values; one of other values has another key. */
  key: z.string().max(2_000),
  isTicked: z.boolean(),
});

export const RequestPublish = z.strictObject({ ...Draft, revision: z.int() });

export const ApprovePublish = z.strictObject({ ...Draft, contentHash: z.string().length(64) });

/**
 * Says of one warning that it is meant, or takes that back. Who did it, and when, stays with the version.
 *
 * @throws DomainError `plan_version_stale` for a warning that the draft no longer has
 */
export async function tickWarning(deps: Deps, { planVersionId, key, isTicked }: z.output<typeof TickWarning>) {
  return inTransaction(deps, async (tx) => {
    const { row, plan } = await loadPlan(tx, planVersionId);
    assertDraft(row);
    const warnings = (await problemsOf(tx, row, plan)).filter(({ severity }) => severity === "warning");
    const found = warnings.find((warning) => problemKey(warning) === key);
    if (!found) throw stale(row);
    const who = actorOf(tx.viewer);
    const others = row.tickedWarnings.filter((ticked) => ticked.key !== key);
    const own: TickedWarning = { key, by: who.id, byName: who.name, at: tx.clock.now() };
    const tickedWarnings = isTicked ? [...others, own] : others;
    await tx.db.update(planVersion).set({ tickedWarnings }).where(eq(planVersion.id, row.id));
    const after = { warning: found.code, path: found.path, isTicked };
    await audit(tx, { action: "plans.tickWarning", subjectType: "plan_version", subjectId: row.id, after });
    await notify(tx, "admin", "plans");
    return { tickedWarnings };
  });
}

/**
 * Asks a second person to publish exactly this content. It must be free of errors, previewed on real data, its warnings
 * ticked, its scenarios green, and start at a base period that has not begun.
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
    await assertPublishable(tx, row, plan);
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
 * Publishes what another person asked for: gives the number, freezes the content, and lets it start on its date. The very
 * first version of a plan may be approved by whoever asked for it.
 *
 * @throws DomainError `plan_version_stale` when the content is not the requested one, `approver_is_requester`,
 *   `plan_not_publishable` when nobody asked or a gate has closed meanwhile
 */
export async function approvePublish(deps: Deps, input: z.output<typeof ApprovePublish>): Promise<{ version: number }> {
  const done = await inTransaction(deps, async (tx) => {
    const { row, plan } = await loadPlan(tx, input.planVersionId);
    assertDraft(row);
    const approver = actorOf(tx.viewer).id;
    if (row.requestedHash === null)
      throw new DomainError("plan_not_publishable", "Nobody has asked to publish this draft yet.");
    const published = await publishedPlans(tx);
    if (row.requestedBy === approver && published.length > 0) {
      throw new DomainError(
        "approver_is_requester",
        "You asked for this publication, so someone else must approve it.",
      );
    }
    if (row.requestedHash !== input.contentHash || contentHash(plan) !== input.contentHash) throw stale(row);
    await assertPublishable(tx, row, plan);
    const version = await nextNumber(tx, row.planId);
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

/** A number is given once: a withdrawn version keeps its own. */
async function nextNumber({ db }: Deps, planId: string): Promise<number> {
  const rows = await db
    .select({ version: planVersion.version })
    .from(planVersion)
    .where(eq(planVersion.planId, planId));
  return Math.max(0, ...rows.map(({ version }) => version ?? 0)) + 1;
}

/** The gates in front of a publication, in the order in which a person passes them. */
async function assertPublishable(tx: Deps, row: PlanRow, plan: PlanVersion): Promise<void> {
  const problems = await problemsOf(tx, row, plan);
  const refuse = (message: string, details: Record<string, string> = {}): never => {
    throw new DomainError("plan_not_publishable", message, details);
  };
  const error = problems.find(({ severity }) => severity === "error");
  if (error) {
    const { code, path } = error;
    refuse(`The plan has a problem at ${path || "its top"}: ${code}. Mend it, then publish.`, { problem: code, path });
  }
  const ticked = new Set(row.tickedWarnings.map(({ key }) => key));
  const open = problems.find((problem) => !ticked.has(problemKey(problem)));
  if (open) {
    const { code, path } = open;
    refuse(`Tick the warning ${code} (${path}) before you publish.`, { problem: code, path });
  }
  await assertScenariosPass(tx, row.id, plan);
  if (row.previewedHash !== contentHash(plan)) {
    refuse("Look at the preview of exactly this content first. Then publish.");
  }
}
