import type { Instant } from "../time/instant.ts";
import { checkMeaning } from "./checks/bonuses.ts";
import { checkDate, checkDocument } from "./checks/document.ts";
import { checkFamilies } from "./checks/families.ts";
import { checkNumbers } from "./checks/numbers.ts";
import { checkRanges } from "./checks/ranges.ts";
import { checkRecorded } from "./checks/recorded.ts";
import { checkReferences } from "./checks/references.ts";
import { checkSupport } from "./checks/support.ts";
import { checkTreeChange } from "./checks/tree-change.ts";
import { checkWarnings } from "./checks/warnings.ts";
import { PlanVersion } from "./plan-version.ts";
import { inFixedOrder, type Problem } from "./problem.ts";
import { shapeProblems } from "./shape-problems.ts";

/** What surrounds a version: without it, only the document itself is judged. */
export interface PlanSurroundings {
  /** The other published versions of the plan. */
  readonly versions?: readonly PlanVersion[];
  readonly now?: Instant;
  /** What facts there are: everything, or what a back office records. */
  readonly recorded?: "everything" | "sales";
}

/**
 * Everything that is wrong with a plan version, in fixed order, errors first. No errors means that `evaluate` can run
 * it; warnings have to be accepted one by one before publishing.
 *
 * @param given  any value; one that has not the shape of a plan yields its shape problems only
 */
export function validatePlan(
  given: unknown,
  { versions = [], now, recorded = "everything" }: PlanSurroundings = {},
): Problem[] {
  const parsed = PlanVersion.safeParse(given);
  if (!parsed.success) {
    return inFixedOrder(shapeProblems(parsed.error.issues));
  }
  const plan = parsed.data;
  const references = checkReferences(plan);
  const document = checkDocument(plan);
  // What a plan means can only be asked once its names lead somewhere.
  const named = references.length === 0;
  const hasDates = !document.some(({ code }) => code === "timezone_unknown" || code === "base_period_missing");
  return inFixedOrder([
    ...document,
    ...checkNumbers(plan),
    ...checkRanges(plan),
    ...references,
    ...(hasDates ? checkDate(plan, versions, now ?? null) : []),
    ...(named ? checkMeaning(plan) : []),
    ...(named ? checkFamilies(plan) : []),
    ...checkTreeChange(plan, versions),
    ...checkSupport(plan),
    ...(recorded === "sales" ? checkRecorded(plan) : []),
    ...(named ? checkWarnings(plan, versions) : []),
  ]);
}

/** The errors among the problems: what forbids publishing. */
export function errorsOf(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ severity }) => severity === "error");
}
