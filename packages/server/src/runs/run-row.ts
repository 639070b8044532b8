import { commissionRun } from "@upline/db";
import { DomainError, invariant, type RunId } from "@upline/domain";
import { and, eq, notInArray } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { inTransaction } from "../deps.ts";
import { notify } from "../live/notify.ts";
import { periodInForce } from "../periods/counts-in.ts";
import type { Frozen } from "../periods/freeze-period.ts";
import { publishedPlans } from "../plans/plan-in-force.ts";

export type RunRow = typeof commissionRun.$inferSelect;

/** The name of runs in the requests for a second person. */
export const RUN = "commission_run";

/**
 * @param lock  holds the row until the end of the transaction
 * @throws DomainError `run_not_found`
 */
export async function demandRun({ db }: Pick<Deps, "db">, runId: RunId, lock = false): Promise<RunRow> {
  const query = db.select().from(commissionRun).where(eq(commissionRun.id, runId));
  const [row] = await (lock ? query.for("update") : query);
  if (!row) throw new DomainError("run_not_found", "There is no such run.");
  return row;
}

/** What the run froze, as the steps of a close take it. */
export async function frozenOf(deps: Deps, run: RunRow): Promise<Frozen> {
  const { period } = await periodInForce(deps, run.periodId);
  const plan = (await publishedPlans(deps)).find(({ id }) => id === run.planVersionId);
  invariant(plan, "the version of a run stays published");
  const { freezeSeq, frozenAt } = run;
  return { period, plan, freezeSeq, run: 1, frozenAt, isClosed: false };
}

type Progress = Partial<Pick<RunRow, "step" | "done" | "total">>;

/** Says how far the work is, to everybody who looks at it; nothing of a run that is over. */
export async function progress(deps: Deps, runId: RunId, how: Progress): Promise<void> {
  await inTransaction(deps, (tx) => changeUnlessOver(tx, runId, how));
}

/** A change that two workers at one run may both want: whoever comes after the end changes nothing. */
export async function changeUnlessOver(tx: Deps, runId: RunId, change: Partial<RunRow>): Promise<void> {
  const changed = await tx.db
    .update(commissionRun)
    .set(change)
    .where(and(eq(commissionRun.id, runId), notInArray(commissionRun.state, ["posted", "cancelled"])))
    .returning({ id: commissionRun.id });
  if (changed.length > 0) await notify(tx, "admin", "runs");
}

/** Writes a change of the run in the caller's transaction, and says that there is one. */
export async function changeRun(tx: Deps, runId: RunId, change: Partial<RunRow>): Promise<void> {
  await tx.db.update(commissionRun).set(change).where(eq(commissionRun.id, runId));
  await notify(tx, "admin", "runs");
}

/** @throws DomainError `run_state_changed` */
export function assertState(run: RunRow, ...states: readonly RunRow["state"][]): void {
  if (states.includes(run.state)) return;
  throw new DomainError("run_state_changed", `This run is ${run.state} now. Load the page again.`, {
    state: run.state,
  });
}

/**
 * Nothing is asked for, approved or posted that the naive reference came to otherwise, or whose stored lines are not
 * those that it was compared with.
 *
 * @throws DomainError `run_not_agreed`, `run_result_changed`
 */
export function assertAgreed(run: RunRow, { linesHash }: { readonly linesHash: string }): void {
  if (!run.isAgreed) {
    throw new DomainError(
      "run_not_agreed",
      "A second evaluation of a sample came to something else, so nobody can approve this run. Report the difference that the run shows, and cancel the run.",
    );
  }
  if (run.linesHash === linesHash) return;
  throw new DomainError(
    "run_result_changed",
    "The stored lines have changed since they were evaluated. Nothing was approved. Cancel this run and start it again.",
  );
}
