import { planVersion } from "@upline/db";
import { contentDiff, PlanVersion, type PlanVersionId, type Problem } from "@upline/domain";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { audit } from "../audit/audit.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { notify } from "../live/notify.ts";
import { atHome, columnsOf, Document, loadRow, planOf, problemsOf, versionOf } from "./document.ts";
import { assertDraft, stale } from "./draft.ts";

export const SaveDraft = z.strictObject({
  planVersionId: z.templateLiteral(["plv_", z.string()]),
  /** The revision that the editor started from. */
  revision: z.int(),
  /** Any object: a draft may be unfinished, and a field that is not known is a problem, not a loss. */
  plan: Document,
});

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
    const row = await loadRow(tx, input.planVersionId);
    assertDraft(row);
    const before = planOf(row);
    const plan = atHome(input.plan, row.planId, versionOf(row));
    const revision = input.revision + 1;
    const saved = await tx.db
      .update(planVersion)
      .set({
        plan,
        ...columnsOf(plan, row),
        revision,
        updatedAt: tx.clock.now(),
        requestedBy: null,
        requestedAt: null,
        requestedHash: null,
      })
      .where(and(eq(planVersion.id, row.id), eq(planVersion.revision, input.revision)))
      .returning({ id: planVersion.id });
    if (saved.length === 0) throw stale(row);
    const shaped = PlanVersion.safeParse(plan).data;
    const after = before && shaped ? contentDiff(before, shaped) : { rewritten: true };
    await audit(tx, { action: "plans.saveDraft", subjectType: "plan_version", subjectId: row.id, after });
    await notify(tx, "admin", "plans");
    return { revision, problems: await problemsOf(tx, row, plan) };
  });
}

/** Throws a draft away. Published versions cannot be discarded. */
export async function discardDraft(deps: Deps, id: PlanVersionId): Promise<void> {
  await inTransaction(deps, async (tx) => {
    const row = await loadRow(tx, id);
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
