import type { Deps } from "../deps.ts";
import { beginRun } from "../runs/begin-run.ts";
import { evaluateRun } from "../runs/evaluate-run.ts";
import { postRun } from "../runs/post-run.ts";

/** What the close of a period came to. */
export interface Closed {
  readonly periodId: string;
  /** False when the period had been closed before. */
  readonly isNew: boolean;
  readonly lines: number;
  readonly totalMinor: bigint;
}

/**
 * Closes a period without a review: a run that is frozen, evaluated and posted in one go, by the same steps as one that
 * two people look at. Killed anywhere, a second call goes on where the first one stopped; called again when it is done,
 * it changes nothing.
 *
 * @throws DomainError `period_not_ended`, `period_malformed`
 */
export async function closePeriod(deps: Deps, periodId: string): Promise<Closed> {
  const run = await beginRun(deps, periodId, { isAutomatic: true });
  if (run === null) return { periodId, isNew: false, lines: 0, totalMinor: 0n };
  await evaluateRun(deps, run.id);
  const { lineCount, totalMinor } = await postRun(deps, run.id);
  return { periodId, isNew: true, lines: lineCount, totalMinor };
}
