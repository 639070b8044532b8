import { planVersion } from "@upline/db";
import { DomainError, startOfDate } from "@upline/domain";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { audit } from "../audit/audit.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { notify } from "../live/notify.ts";
import { emit } from "../outbox/emit.ts";
import { loadPlan } from "./document.ts";
import { forgetPlans } from "./plan-in-force.ts";

export const WithdrawPlan = z.strictObject({
  planVersionId: z.templateLiteral(["plv_", z.string()]),
  reason: z.string().trim().min(3).max(500),
});

/**
 * Takes back a published version before its first day; the version in force stays. It keeps its number and its content.
 *
 * @throws DomainError `plan_not_publishable` for a version that is not scheduled or has begun
 */
export async function withdrawPlanVersion(
  deps: Deps,
  { planVersionId, reason }: z.output<typeof WithdrawPlan>,
): Promise<void> {
  await inTransaction(deps, async (tx) => {
    const { row, plan } = await loadPlan(tx, planVersionId);
    if (row.status !== "scheduled")
      throw new DomainError("plan_not_publishable", "Only a version that is published and waits can be withdrawn.");
    if (startOfDate(row.effectiveFrom, plan.timeZone) <= tx.clock.now())
      throw new DomainError("plan_not_publishable", "This version has begun, so it stays. Publish a new one after it.");
    const updatedAt = tx.clock.now();
    await tx.db
      .update(planVersion)
      .set({ status: "withdrawn", updatedAt })
      .where(and(eq(planVersion.id, row.id), eq(planVersion.status, "scheduled")));
    await audit(tx, {
      action: "plans.withdraw",
      subjectType: "plan_version",
      subjectId: row.id,
      reason,
      before: { status: "scheduled", effectiveFrom: row.effectiveFrom },
      after: { status: "withdrawn" },
    });
    await emit(tx, {
      type: "plan.withdrawn",
      subject: "company",
      causeId: row.id,
      naturalKey: `plan.withdrawn:${row.id}`,
      data: { planVersionId: row.id, version: row.version, effectiveFrom: row.effectiveFrom },
    });
    await notify(tx, "admin", "plans");
  });
  forgetPlans(deps);
}
