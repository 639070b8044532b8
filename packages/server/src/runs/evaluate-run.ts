import { commissionRunLine, estimateLine, insertRows } from "@upline/db";
import {
  canonicalJson,
  type DistributorId,
  diffRuns,
  type PlanVersion,
  type RunId,
  runSummary,
  type SecondEvaluation,
  secondEvaluation,
} from "@upline/domain";
import { eq } from "drizzle-orm";
import { lineKeyHash } from "../commissions/line-ref.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { type ComputedPeriod, computePeriod } from "../periods/compute-period.ts";
import { hashOfLines } from "./run-body.ts";
import { changeRun, demandRun, frozenOf, progress } from "./run-row.ts";

/** How many lines that differ from the estimate are kept for the review. */
const CHANGES_KEPT = 20;

/**
 * Evaluates what a run froze, and keeps the result: lines, totals, and the fingerprints of both what was read and what
 * it came to. A run that has its result, or was cancelled meanwhile, is left alone.
 *
 * @throws DomainError `run_not_found`
 */
export async function evaluateRun(deps: Deps, runId: RunId): Promise<void> {
  const run = await demandRun(deps, runId);
  if (run.state !== "frozen") return;
  await progress(deps, runId, { step: "loading" });
  const frozen = await frozenOf(deps, run);
  const computed = await computePeriod(deps, frozen, () => progress(deps, runId, { step: "evaluating" }));
  const { facts, evaluation, lines, factsHash, resultHash } = computed;
  const summary = runSummary(frozen.plan.plan, facts, evaluation, lines);
  const second = secondOf(frozen.plan.plan, computed);
  await progress(deps, runId, { step: "saving" });
  await inTransaction(deps, async (tx) => {
    const now = await demandRun(tx, runId, true);
    if (now.state !== "frozen") return;
    await insertRows(
      tx.db,
      commissionRunLine,
      lines.map(({ key, earnerId, bonusId, sourceKey, level, minor }) => ({
        ...{ runId, lineKeyHash: lineKeyHash(key), lineKey: key, earnerId: earnerId as DistributorId },
        ...{ bonusId, sourceKey, level, amountMinor: minor },
      })),
    );
    const estimate = await comparedWithEstimate(tx, run.periodId, lines);
    const linesHash = await hashOfLines(tx, runId);
    await changeRun(tx, runId, {
      state: "evaluated",
      step: "waiting",
      failure: null,
      resultHash,
      factsHash,
      linesHash,
      secondEvaluation: second,
      isAgreed: second.agrees,
      lineCount: lines.length,
      totalMinor: lines.reduce((sum, { minor }) => sum + minor, 0n),
      // Digits instead of bigints, as JSON keeps them.
      summary: JSON.parse(canonicalJson({ ...summary, estimate })),
      evaluatedAt: tx.clock.now(),
    });
  });
}

/** The naive reference over a sample, which the fingerprint of the facts chooses: the same run, the same sample. */
function secondOf(plan: PlanVersion, computed: ComputedPeriod): SecondEvaluation {
  const { facts, opening, lines, evaluation, factsHash } = computed;
  const number = Number.parseInt(factsHash.slice(0, 8), 16);
  return secondEvaluation({ plan, facts, opening, lines, ranks: evaluation.ranks }, number);
}

/** What the last estimate of the period said otherwise: late facts, or a plan that was published since. */
async function comparedWithEstimate(
  { db }: Deps,
  periodId: string,
  lines: readonly { readonly key: string; readonly minor: bigint }[],
) {
  const estimated = await db
    .select({ key: estimateLine.lineKey, minor: estimateLine.amountMinor })
    .from(estimateLine)
    .where(eq(estimateLine.periodId, periodId));
  const rows = diffRuns(estimated, lines);
  return {
    lines: estimated.length,
    minor: estimated.reduce((sum, { minor }) => sum + minor, 0n),
    changed: rows.length,
    changes: rows.slice(0, CHANGES_KEPT),
  };
}
