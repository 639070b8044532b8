import { planVersion } from "@upline/db";
import {
  DomainError,
  type Instant,
  localDate,
  PlanVersion,
  type PlanVersionId,
  type Problem,
  periodOf,
  validatePlan,
} from "@upline/domain";
import { and, eq, max } from "drizzle-orm";
import { z } from "zod";
import { audit } from "../audit/audit.ts";
import { actorOf } from "../auth/viewer.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { notify } from "../live/notify.ts";
import { planChanges } from "./plan-changes.ts";
import { publishedPlans } from "./plan-in-force.ts";
import { loadPlan, type PlanRow } from "./plans.queries.ts";

const STARTS_TRIED = 36;

export const SaveDraft = z.strictObject({
  planVersionId: z.templateLiteral(["plv_", z.string()]),
  /** The revision that the editor started from. */
  revision: z.int(),
  plan: PlanVersion,
});

/** A new draft with the content of another version, to start on the nearest day that a version still can. */
export async function createDraft(deps: Deps, fromId: PlanVersionId): Promise<{ id: PlanVersionId }> {
  return inTransaction(deps, async (tx) => {
    const { row, plan } = await loadPlan(tx, fromId);
    const [latest] = await tx.db
      .select({ version: max(planVersion.version) })
      .from(planVersion)
      .where(eq(planVersion.planId, row.planId));
    const id = tx.newId("plv");
    const now = tx.clock.now();
    const published = (await publishedPlans(tx)).map((version) => version.plan);
    const version = (latest?.version ?? 0) + 1;
    const label = plan.label.replace(`version ${plan.version}`, `version ${version}`);
    const draft = { ...plan, version, label };
    const effectiveFrom = firstFreeDay(draft, published, now);
    await tx.db.insert(planVersion).values({
      id,
      planId: row.planId,
      label,
      status: "draft",
      effectiveFrom,
      plan: { ...draft, effectiveFrom },
      createdBy: actorOf(tx.viewer).id,
      createdAt: now,
      updatedAt: now,
    });
    await audit(tx, {
      action: "plans.createDraft",
      subjectType: "plan_version",
      subjectId: id,
      after: { from: fromId },
    });
    await notify(tx, "admin", "plans");
    return { id };
  });
}

/** The nearest start of a base period that leaves enough notice and that no other version has. */
function firstFreeDay(plan: PlanVersion, versions: readonly PlanVersion[], now: Instant): string {
  const { timeZone } = plan;
  const cadence = plan.periods.find(({ id }) => id === plan.basePeriod);
  if (!cadence) return plan.effectiveFrom;
  let { end } = periodOf(cadence, now, timeZone);
  for (let tries = 0; tries < STARTS_TRIED; tries += 1) {
    const effectiveFrom = localDate(end, timeZone);
    const problems = validatePlan({ ...plan, effectiveFrom }, { versions, now, recorded: "sales" });
    if (!problems.some(({ path }) => path === "effectiveFrom")) return effectiveFrom;
    ({ end } = periodOf(cadence, end, timeZone));
  }
  return plan.effectiveFrom;
}

/**
 * Stores a draft under its next revision. Problems of the plan are returned, not thrown: a draft may be unfinished.
 * A request for publication is void once the content changes.
 *
 * @throws DomainError `plan_version_stale` when somebody else saved since; `plan_not_publishable` for a published version
 */
export async function saveDraft(
  deps: Deps,
  input: z.output<typeof SaveDraft>,
): Promise<{ revision: number; problems: readonly Problem[] }> {
  return inTransaction(deps, async (tx) => {
    const { row, plan: before } = await loadPlan(tx, input.planVersionId);
    assertDraft(row);
    const plan = { ...input.plan, planId: before.planId, version: before.version };
    const revision = input.revision + 1;
    const saved = await tx.db
      .update(planVersion)
      .set({
        plan,
        label: plan.label,
        effectiveFrom: plan.effectiveFrom,
        revision,
        updatedAt: tx.clock.now(),
        requestedBy: null,
        requestedAt: null,
        requestedHash: null,
      })
      .where(and(eq(planVersion.id, row.id), eq(planVersion.revision, input.revision)))
      .returning({ id: planVersion.id });
    if (saved.length === 0) throw stale(row);
    const after = planChanges(before, plan).map(({ values }) => values);
    await audit(tx, { action: "plans.saveDraft", subjectType: "plan_version", subjectId: row.id, after });
    await notify(tx, "admin", "plans");
    return { revision, problems: validatePlan(plan, { recorded: "sales" }) };
  });
}

/** Throws a draft away. Published versions cannot be discarded. */
export async function discardDraft(deps: Deps, id: PlanVersionId): Promise<void> {
  await inTransaction(deps, async (tx) => {
    const { row } = await loadPlan(tx, id);
    assertDraft(row);
    await tx.db.delete(planVersion).where(and(eq(planVersion.id, id), eq(planVersion.status, "draft")));
    await audit(tx, {
      action: "plans.discard",
      subjectType: "plan_version",
      subjectId: id,
      before: { label: row.label, revision: row.revision },
    });
    await notify(tx, "admin", "plans");
  });
}

export function assertDraft(row: PlanRow): void {
  if (row.status === "draft") return;
  throw new DomainError(
    "plan_not_publishable",
    "This version is published and never changes again. Make a draft from it.",
  );
}

export const stale = (row: PlanRow) =>
  new DomainError(
    "plan_version_stale",
    "Someone changed this draft since you opened it. Nothing was saved. Load it again to see the difference.",
    {
      revision: row.revision,
    },
  );
