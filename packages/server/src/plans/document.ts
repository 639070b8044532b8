import { planVersion } from "@upline/db";
import { DomainError, type Json, PlanVersion, type PlanVersionId, type Problem, validatePlan } from "@upline/domain";
import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { publishedPlans } from "./plan-in-force.ts";

export type PlanRow = typeof planVersion.$inferSelect;

/** A plan as people hand it in: any object. What is wrong with it is said, nothing of it is left out. */
export const Document = z.record(z.string(), z.unknown());
export type Document = Readonly<Record<string, Json | undefined>>;

const MOST_CHARACTERS = 1_000_000;

/** @throws DomainError `plan_version_not_found` */
export async function loadRow(deps: Deps, id: PlanVersionId): Promise<PlanRow> {
  const [row] = await deps.db.select().from(planVersion).where(eq(planVersion.id, id));
  if (!row) throw new DomainError("plan_version_not_found", "There is no such plan version.");
  return row;
}

/** The document of a version, and the plan it is; null while it has not the shape of one. */
export function planOf(row: PlanRow): PlanVersion | null {
  return PlanVersion.safeParse(row.plan).data ?? null;
}

/** The number that the document of a version bears. */
export function versionOf(row: PlanRow): number {
  return z.object({ version: z.int() }).safeParse(row.plan).data?.version ?? 1;
}

/** @throws DomainError `plan_version_not_found`, or `plan_malformed` for a draft that has not the shape of a plan */
export async function loadPlan(
  deps: Deps,
  id: PlanVersionId,
): Promise<{ readonly row: PlanRow; readonly plan: PlanVersion }> {
  const row = await loadRow(deps, id);
  const plan = planOf(row);
  if (plan) return { row, plan };
  throw new DomainError("plan_malformed", "This draft has not the shape of a plan yet. Mend its text first.");
}

/** Everything that is wrong with a version beside the published ones. A published one keeps its first day. */
export async function problemsOf(
  deps: Deps,
  row: Pick<PlanRow, "id" | "status">,
  document: unknown,
): Promise<Problem[]> {
  const versions = (await publishedPlans(deps)).filter(({ id }) => id !== row.id).map(({ plan }) => plan);
  const now = row.status === "draft" ? { now: deps.clock.now() } : {};
  return validatePlan(document, { recorded: "sales", versions, ...now });
}

/**
 * A document under the name and number that it has here. Everything else stays as it was handed in, known or not.
 *
 * @throws DomainError `input_malformed` for one that is too large to keep
 */
export function atHome(document: z.output<typeof Document>, planId: string, version: number): Document {
  const text = JSON.stringify({ ...document, planId, version });
  if (text.length > MOST_CHARACTERS) {
    throw new DomainError("input_malformed", "A plan has at most a million characters. This one is longer.");
  }
  return JSON.parse(text);
}

/** What a row keeps beside its document; what the document does not say stays as it was. */
export function columnsOf(document: Document, before: Pick<PlanRow, "label" | "effectiveFrom">) {
  const { label, effectiveFrom } = document;
  const isDate = typeof effectiveFrom === "string" && z.iso.date().safeParse(effectiveFrom).success;
  return {
    label: typeof label === "string" && label !== "" ? label.slice(0, 120) : before.label,
    effectiveFrom: isDate ? effectiveFrom : before.effectiveFrom,
  };
}
