import { planVersion, user } from "@upline/db";
import { classOf, DomainError, PlanVersion, type PlanVersionId, validatePlan } from "@upline/domain";
import { desc, eq } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { contentHash } from "./content-hash.ts";
import { planChanges } from "./plan-changes.ts";
import { publishedPlans } from "./plan-in-force.ts";

export type PlanRow = typeof planVersion.$inferSelect;

/** In the words of the screen; what is in force is derived, no job switches anything. */
export type PlanStatus = "draft" | "requested" | "scheduled" | "in_force" | "superseded" | "withdrawn";

/** @throws DomainError `plan_version_not_found` */
export async function loadPlan(
  deps: Deps,
  id: PlanVersionId,
): Promise<{ readonly row: PlanRow; readonly plan: PlanVersion }> {
  const [row] = await deps.db.select().from(planVersion).where(eq(planVersion.id, id));
  if (!row) throw new DomainError("plan_version_not_found", "There is no such plan version.");
  return { row, plan: PlanVersion.parse(row.plan) };
}

/** All versions, newest first, each with what it changed against the one before. */
export async function listPlans(deps: Deps) {
  const rows = await deps.db
    .select()
    .from(planVersion)
    .orderBy(desc(planVersion.effectiveFrom), desc(planVersion.createdAt));
  const statusOf = await statuses(deps);
  const plans = rows.map((row) => ({ row, plan: PlanVersion.parse(row.plan) }));
  return plans.map(({ row, plan }, index) => {
    const before = plans.slice(index + 1).find((other) => other.row.status === "scheduled")?.plan;
    return { ...summary(row), status: statusOf(row), changes: before ? planChanges(before, plan) : [] };
  });
}

/** One version with its document, its problems, and the class of each bonus. */
export async function getPlan(deps: Deps, id: PlanVersionId) {
  const { row, plan } = await loadPlan(deps, id);
  const statusOf = await statuses(deps);
  const versions = await publishedPlans(deps);
  const base = versions.findLast((version) => version.id !== row.id && version.from < deps.clock.now());
  const authors = await deps.db.select({ id: user.id, name: user.name }).from(user);
  const nameOf = (who: string | null) => authors.find((author) => author.id === who)?.name ?? who;
  return {
    ...summary(row),
    status: statusOf(row),
    plan,
    contentHash: contentHash(plan),
    isPreviewed: row.previewedHash === contentHash(plan),
    createdByName: nameOf(row.createdBy),
    requestedByName: nameOf(row.requestedBy),
    problems: validatePlan(plan, {
      recorded: "sales",
      versions: versions.filter(({ id: other }) => other !== row.id).map((version) => version.plan),
      // A published version keeps its first day, however long ago that was.
      ...(row.status === "draft" ? { now: deps.clock.now() } : {}),
    }),
    classes: plan.bonuses.map((bonus) => ({ bonusId: bonus.id, label: bonus.label, class: classOf(plan, bonus) })),
    base: base ? { id: base.id, version: base.version, plan: base.plan } : null,
    changes: base ? planChanges(base.plan, plan) : [],
  };
}

function summary(row: PlanRow) {
  const { id, planId, version, label, effectiveFrom, revision, createdBy, createdAt, updatedAt } = row;
  const { publishedAt, publishedBy, requestedBy, requestedAt } = row;
  return {
    id,
    planId,
    version,
    label,
    effectiveFrom,
    revision,
    createdBy,
    createdAt,
    updatedAt,
    publishedAt,
    publishedBy,
    requestedBy,
    requestedAt,
  };
}

async function statuses(deps: Deps): Promise<(row: PlanRow) => PlanStatus> {
  const versions = await publishedPlans(deps);
  const now = deps.clock.now();
  const current = versions.findLast(({ from }) => from <= now);
  return (row) => {
    if (row.status === "draft") return row.requestedHash === null ? "draft" : "requested";
    if (row.status === "withdrawn") return "withdrawn";
    if (row.id === current?.id) return "in_force";
    const from = versions.find(({ id }) => id === row.id)?.from;
    return from !== undefined && from > now ? "scheduled" : "superseded";
  };
}
