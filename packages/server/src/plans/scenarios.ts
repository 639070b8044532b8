import { planScenario } from "@upline/db";
import {
  DomainError,
  PlanScenario,
  type PlanScenarioId,
  type PlanVersion,
  type PlanVersionId,
  runScenario,
  type ScenarioOutcome,
} from "@upline/domain";
import { and, asc, eq } from "drizzle-orm";
import { z } from "zod";
import { audit } from "../audit/audit.ts";
import { actorOf } from "../auth/viewer.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { notify } from "../live/notify.ts";
import { loadPlan, problemsOf } from "./document.ts";
import { assertDraft } from "./draft.ts";
import { amountOf, explainedLine } from "./explained-line.ts";

const Draft = { planVersionId: z.templateLiteral(["plv_", z.string()]) };
const ScenarioId = z.templateLiteral(["psc_", z.string()]);

export const SaveScenario = z.strictObject({
  ...Draft,
  /** Absent for a new one. */
  scenarioId: ScenarioId.optional(),
  scenario: PlanScenario,
});
export const RemoveScenario = z.strictObject({ ...Draft, scenarioId: ScenarioId });

const MOST = 100;

export interface StoredScenario {
  readonly id: PlanScenarioId;
  readonly scenario: PlanScenario;
}

/** The cases of a version, in the order in which they were written. */
export async function scenariosOf({ db }: Deps, id: PlanVersionId): Promise<readonly StoredScenario[]> {
  const rows = await db
    .select()
    .from(planScenario)
    .where(eq(planScenario.planVersionId, id))
    .orderBy(asc(planScenario.createdAt), asc(planScenario.id));
  return rows.map((row) => ({ id: row.id as PlanScenarioId, scenario: PlanScenario.parse(row.scenario) }));
}

/** Every case of a version, tried under it; nothing is tried while the plan has errors. */
export async function runScenarios(deps: Deps, planVersionId: PlanVersionId) {
  const { row, plan } = await loadPlan(deps, planVersionId);
  const errors = (await problemsOf(deps, row, plan)).filter(({ severity }) => severity === "error");
  const stored = await scenariosOf(deps, planVersionId);
  return {
    planErrors: errors.length,
    scenarios: stored.map(({ id, scenario }) => ({
      id,
      scenario,
      outcome: errors.length > 0 ? null : told(plan, runScenario(plan, scenario)),
    })),
  };
}

/** An outcome with names, amounts and explanations, for people. */
export function told(plan: PlanVersion, { isGreen, problems, rows, names }: ScenarioOutcome) {
  const nameOf = (id: string) => names[id] ?? id;
  const labelOf = (bonus: string) => plan.bonuses.find(({ id }) => id === bonus)?.label ?? bonus;
  return {
    isGreen,
    problems,
    currency: plan.currency,
    rows: rows.map(({ lines, reasons, ...row }) => ({
      ...row,
      bonusLabel: labelOf(row.bonus),
      lines: lines.map((line) => explainedLine(plan, line, nameOf)),
      reasons: reasons.map(({ code, detail, orderId }) => ({ code, detail, orderId })),
    })),
  };
}

/**
 * Keeps a case of a draft, new or changed.
 *
 * @throws DomainError `plan_not_publishable` for a published version, `not_found` for a case of another one
 */
export async function saveScenario(
  deps: Deps,
  { planVersionId, scenarioId, scenario }: z.output<typeof SaveScenario>,
): Promise<{ id: PlanScenarioId }> {
  return inTransaction(deps, async (tx) => {
    const { row } = await loadPlan(tx, planVersionId);
    assertDraft(row);
    const updatedAt = tx.clock.now();
    const id = scenarioId ?? tx.newId("psc");
    if (scenarioId) {
      const isThis = and(eq(planScenario.id, scenarioId), eq(planScenario.planVersionId, planVersionId));
      const saved = await tx.db
        .update(planScenario)
        .set({ scenario, updatedAt })
        .where(isThis)
        .returning({ id: planScenario.id });
      if (saved.length === 0) throw missing();
    } else {
      if ((await scenariosOf(tx, planVersionId)).length >= MOST) {
        throw new DomainError("not_allowed", `A plan version has at most ${MOST} scenarios. Remove one first.`);
      }
      const createdBy = actorOf(tx.viewer).id;
      await tx.db
        .insert(planScenario)
        .values({ id, planVersionId, scenario, createdBy, createdAt: updatedAt, updatedAt });
    }
    await note(tx, "plans.saveScenario", planVersionId, scenario.name);
    return { id };
  });
}

/** Takes a case away from a draft. @throws DomainError as `saveScenario` */
export async function removeScenario(
  deps: Deps,
  { planVersionId, scenarioId }: z.output<typeof RemoveScenario>,
): Promise<void> {
  await inTransaction(deps, async (tx) => {
    const { row } = await loadPlan(tx, planVersionId);
    assertDraft(row);
    const known = (await scenariosOf(tx, planVersionId)).find(({ id }) => id === scenarioId);
    if (!known) throw missing();
    await tx.db.delete(planScenario).where(eq(planScenario.id, scenarioId));
    await note(tx, "plans.removeScenario", planVersionId, known.scenario.name);
  });
}

/** A draft begins with the cases of the version it was made from. */
export async function carryScenarios(tx: Deps, from: PlanVersionId, to: PlanVersionId): Promise<void> {
  const createdAt = tx.clock.now();
  const createdBy = actorOf(tx.viewer).id;
  const copies = (await scenariosOf(tx, from)).map(({ scenario }) => {
    return { id: tx.newId("psc"), planVersionId: to, scenario, createdBy, createdAt, updatedAt: createdAt };
  });
  if (copies.length > 0) await tx.db.insert(planScenario).values(copies);
}

/** @throws DomainError `plan_not_publishable` that names the first case that fails and by what */
export async function assertScenariosPass(tx: Deps, id: PlanVersionId, plan: PlanVersion): Promise<void> {
  const stored = await scenariosOf(tx, id);
  const failed = stored
    .map(({ id: scenarioId, scenario }) => ({ scenarioId, scenario, outcome: runScenario(plan, scenario) }))
    .filter(({ outcome }) => !outcome.isGreen);
  const [first] = failed;
  if (!first) return;
  const many = failed.length === 1 ? "1 scenario fails" : `${failed.length} scenarios fail`;
  throw new DomainError(
    "plan_not_publishable",
    `${many}, so nothing was published. Open the first: “${first.scenario.name}” ${whatFails(plan, first.outcome)}.`,
    { failed: failed.length, scenarioId: first.scenarioId },
  );
}

function whatFails(plan: PlanVersion, { problems, rows }: ScenarioOutcome): string {
  const [problem] = problems;
  if (problem) return `names something that is not there: ${problem.name}`;
  const wrong = rows.find(({ isRight }) => !isRight);
  if (!wrong) return "fails";
  const { person, bonus, expected, got } = wrong;
  const label = plan.bonuses.find(({ id }) => id === bonus)?.label ?? bonus;
  return `expected ${amountOf(plan, expected)} for ${person} (${label}), got ${amountOf(plan, got)}`;
}

const missing = () => new DomainError("not_found", "This scenario is not there any more. Load the page again.");

async function note(tx: Deps, action: string, planVersionId: PlanVersionId, name: string): Promise<void> {
  await audit(tx, { action, subjectType: "plan_version", subjectId: planVersionId, after: { scenario: name } });
  await notify(tx, "admin", "plans");
}
