import { planVersion } from "@upline/db";
import {
  type Instant,
  isCurrency,
  localDate,
  minorDigits,
  type PlanVersion,
  type PlanVersionId,
  periodOf,
  planTemplate,
  TEMPLATE_IDS,
  type TemplateId,
  validatePlan,
} from "@upline/domain";
import { desc, max } from "drizzle-orm";
import { z } from "zod";
import { type AuditNote, audit } from "../audit/audit.ts";
import { actorOf } from "../auth/viewer.ts";
import { companyOf } from "../company/company.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { notify } from "../live/notify.ts";
import { atHome, columnsOf, Document, loadPlan } from "./document.ts";
import { publishedPlans } from "./plan-in-force.ts";
import { carryScenarios } from "./scenarios.ts";

const STARTS_TRIED = 36;
/** What a document that says nothing about itself is called. */
const UNNAMED = { label: "Imported plan", effectiveFrom: "" };

export const FromTemplate = z.strictObject({ templateId: z.enum(TEMPLATE_IDS) });
export const FromDocument = z.strictObject({ plan: Document });

/** A new draft with the content of another version, to start on the nearest day that a version still can. */
export async function createDraft(deps: Deps, fromId: PlanVersionId): Promise<{ id: PlanVersionId }> {
  return inTransaction(deps, async (tx) => {
    const { row, plan } = await loadPlan(tx, fromId);
    const { version } = await nextNumber(tx);
    const label = plan.label.replace(`version ${row.version ?? plan.version}`, `version ${version}`);
    const draft = await onFirstFreeDay(tx, { ...plan, version, label });
    const kept = await keepDraft(tx, draft, { action: "plans.createDraft", after: { from: fromId } });
    await carryScenarios(tx, fromId, kept.id);
    return kept;
  });
}

/** A new draft from a ready plan, at home in this company: its zone, its currency, the nearest first day. */
export async function createFromTemplate(deps: Deps, templateId: TemplateId): Promise<{ id: PlanVersionId }> {
  return inTransaction(deps, async (tx) => {
    const { planId, version } = await nextNumber(tx);
    const plan = await templateAtHome(tx, templateId);
    const label = `${plan.label}, version ${version}`;
    const draft = await onFirstFreeDay(tx, { ...plan, planId: planId ?? plan.planId, version, label });
    return keepDraft(tx, draft, { action: "plans.createFromTemplate", after: { templateId } });
  });
}

/**
 * A new draft from a document that was exported, here or elsewhere. It is kept as it is, under the next number; what is
 * wrong with it is said in the editor.
 */
export async function importDraft(deps: Deps, { plan }: z.output<typeof FromDocument>): Promise<{ id: PlanVersionId }> {
  return inTransaction(deps, async (tx) => {
    const { planId, version } = await nextNumber(tx);
    const own = typeof plan.planId === "string" ? plan.planId : "plan";
    const document = atHome(plan, planId ?? own, version);
    return keepDraft(tx, document, { action: "plans.importDraft", after: columnsOf(document, UNNAMED) });
  });
}

/** A template as this company would use it. */
export async function templateAtHome(deps: Deps, id: TemplateId): Promise<PlanVersion> {
  const { timeZone, currency } = await companyOf(deps);
  const { effectiveFrom } = planTemplate(id);
  return planTemplate(id, {
    timeZone,
    currency,
    minorDigits: isCurrency(currency) ? minorDigits(currency) : 2,
    effectiveFrom,
  });
}

/** The name of the company's plan, null before its first version, and the number that its next version has. */
async function nextNumber({ db }: Deps): Promise<{ readonly planId: string | null; readonly version: number }> {
  const [newest] = await db
    .select({ planId: planVersion.planId })
    .from(planVersion)
    .orderBy(desc(planVersion.createdAt), desc(planVersion.id))
    .limit(1);
  const [latest] = await db.select({ version: max(planVersion.version) }).from(planVersion);
  return { planId: newest?.planId ?? null, version: (latest?.version ?? 0) + 1 };
}

async function keepDraft(
  tx: Deps,
  plan: PlanVersion | ReturnType<typeof atHome>,
  note: Pick<AuditNote, "action" | "after">,
): Promise<{ id: PlanVersionId }> {
  const id = tx.newId("plv");
  const now = tx.clock.now();
  const document = atHome(plan, String(plan.planId), Number(plan.version));
  const today = now.slice(0, "2026-01-01".length);
  await tx.db.insert(planVersion).values({
    id,
    planId: String(plan.planId),
    status: "draft",
    ...columnsOf(document, { label: `Version ${plan.version}`, effectiveFrom: today }),
    plan: document,
    createdBy: actorOf(tx.viewer).id,
    createdAt: now,
    updatedAt: now,
  });
  await audit(tx, { ...note, subjectType: "plan_version", subjectId: id });
  await notify(tx, "admin", "plans");
  return { id };
}

/** The plan on the nearest start of a base period that leaves enough notice and that no other version has. */
async function onFirstFreeDay(deps: Deps, plan: PlanVersion): Promise<PlanVersion> {
  const versions = (await publishedPlans(deps)).map((version) => version.plan);
  return { ...plan, effectiveFrom: firstFreeDay(plan, versions, deps.clock.now()) };
}

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
