import { auditEntry, planVersion, user } from "@upline/db";
import {
  classify,
  classOf,
  contentDiff,
  errorsOf,
  type PlanVersion,
  type PlanVersionId,
  problemKey,
  TEMPLATE_IDS,
  validatePlan,
} from "@upline/domain";
import { and, desc, eq } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { contentHash } from "./content-hash.ts";
import { templateAtHome } from "./create-draft.ts";
import { atHome, Document, loadPlan, loadRow, type PlanRow, planOf, problemsOf, versionOf } from "./document.ts";
import { publishedPlans } from "./plan-in-force.ts";

/** In the words of the screen; what is in force is derived, no job switches anything. */
export type PlanStatus = "draft" | "requested" | "scheduled" | "in_force" | "superseded" | "withdrawn";

/** All versions, newest first, each with what it changed against the one before. */
export async function listPlans(deps: Deps) {
  const rows = await deps.db
    .select()
    .from(planVersion)
    .orderBy(desc(planVersion.effectiveFrom), desc(planVersion.createdAt));
  const statusOf = await statuses(deps);
  const nameOf = await authorNames(deps);
  const plans = rows.map((row) => ({ row, plan: planOf(row) }));
  return plans.map(({ row, plan }, index) => {
    const before = plans.slice(index + 1).find((other) => other.row.status === "scheduled");
    return {
      ...summary(row),
      status: statusOf(row),
      /** A draft that has not the shape of a plan yet can be mended as text only. */
      isReadable: plan !== null,
      createdByName: nameOf(row.createdBy),
      publishedByName: nameOf(row.publishedBy),
      beforeId: before?.row.id ?? null,
      changes: before?.plan && plan ? contentDiff(before.plan, plan) : [],
    };
  });
}

/**
 * One version with its document, its problems, and the class of each bonus.
 *
 * @throws DomainError `plan_malformed` for a draft that has not the shape of a plan; `getDocument` reads that too
 */
export async function getPlan(deps: Deps, id: PlanVersionId) {
  const { row, plan } = await loadPlan(deps, id);
  return { ...(await described(deps, row, plan)), plan };
}

/** The same with the document as it is kept, whatever its shape. */
export async function getDocument(deps: Deps, id: PlanVersionId) {
  const row = await loadRow(deps, id);
  const plan = planOf(row);
  return {
    ...(await described(deps, row, plan)),
    plan,
    document: atHome(Document.parse(row.plan), row.planId, versionOf(row)),
  };
}

async function described(deps: Deps, row: PlanRow, plan: PlanVersion | null) {
  const statusOf = await statuses(deps);
  const versions = await publishedPlans(deps);
  const base = versions.findLast((version) => version.id !== row.id && version.from < deps.clock.now());
  const nameOf = await authorNames(deps);
  const hash = plan && contentHash(plan);
  return {
    ...summary(row),
    status: statusOf(row),
    contentHash: hash ?? "",
    isPreviewed: hash !== null && row.previewedHash === hash,
    createdByName: nameOf(row.createdBy),
    requestedByName: nameOf(row.requestedBy),
    changedByName: await changedBy(deps, row),
    problems: (await problemsOf(deps, row, row.plan)).map((problem) => ({ ...problem, key: problemKey(problem) })),
    tickedWarnings: row.tickedWarnings,
    classes: plan
      ? plan.bonuses.map((bonus) => ({ bonusId: bonus.id, label: bonus.label, class: classOf(plan, bonus) }))
      : [],
    base: base ? { id: base.id, version: base.version, plan: base.plan } : null,
    changes: base && plan ? contentDiff(base.plan, plan) : [],
  };
}

/** Who saved a draft last; null for one that is as it was made. */
async function changedBy(deps: Deps, { id, status }: PlanRow): Promise<string | null> {
  if (status !== "draft") return null;
  const { subjectType, subjectId, action } = auditEntry;
  const [last] = await deps.db
    .select({ name: auditEntry.actorName })
    .from(auditEntry)
    .where(and(eq(subjectType, "plan_version"), eq(subjectId, id), eq(action, "plans.saveDraft")))
    .orderBy(desc(auditEntry.id))
    .limit(1);
  return last?.name ?? null;
}

/** The ready plans at home in this company, with what stands in the way of publishing each. */
export async function listTemplates(deps: Deps) {
  const templates = await Promise.all(TEMPLATE_IDS.map((id) => templateAtHome(deps, id)));
  return templates.map((plan, index) => ({
    id: TEMPLATE_IDS[index] ?? "starter",
    plan,
    classes: classify(plan),
    problems: errorsOf(validatePlan(plan, { recorded: "sales" })),
  }));
}

async function authorNames(deps: Deps): Promise<(who: string | null) => string | null> {
  const authors = await deps.db.select({ id: user.id, name: user.name }).from(user);
  return (who) => authors.find(({ id }) => id === who)?.name ?? who;
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
