import { DomainError, type RunId } from "@upline/domain";
import { type Deps, inTransaction } from "../deps.ts";
import { lockForPosting } from "../ledger/posting-lock.ts";
import { type ComputedPeriod, computePeriod } from "../periods/compute-period.ts";
import type { Frozen } from "../periods/freeze-period.ts";
import { finishPeriod, postPart } from "../periods/post-period.ts";
import { hashOfLines } from "./run-body.ts";
import {
  assertAgreed,
  assertState,
  changeRun,
  changeUnlessOver,
  demandRun,
  frozenOf,
  progress,
  type RunRow,
} from "./run-row.ts";

const EARNERS_AT_ONCE = 100;

/**
 * Posts exactly what was approved: the period is computed again from what was frozen, and posted only if it comes to the
 * fingerprint of the run. Killed anywhere, the next call goes on where this one stopped; a posted run is left alone.
 *
 * @param earnersAtOnce  whose lines are posted in one transaction
 * @throws DomainError `run_not_found`, `run_state_changed`, `run_result_changed`
 */
export async function postRun(deps: Deps, runId: RunId, earnersAtOnce = EARNERS_AT_ONCE): Promise<RunRow> {
  const run = await demandRun(deps, runId);
  if (run.state === "posted") return run;
  assertMayPost(run);
  // What two people approved was compared before they did.
  if (run.state === "evaluated") assertAgreed(run, { linesHash: await hashOfLines(deps, runId) });
  await progress(deps, runId, { step: "loading" });
  const frozen = await frozenOf(deps, run);
  const computed = await computePeriod(deps, frozen, () => progress(deps, runId, { step: "evaluating" }));
  assertSame(run, computed);
  await postLinesOf(deps, run, { frozen, computed, earnersAtOnce });
  await inTransaction(deps, async (tx) => {
    // The lock of postings before that of the run, as everywhere: what holds both takes them in this order.
    await lockForPosting(tx);
    const now = await demandRun(tx, runId, true);
    if (now.state === "posted") return;
    await finishPeriod(tx, frozen, computed);
    await changeRun(tx, runId, { state: "posted", step: "waiting", failure: null, postedAt: tx.clock.now() });
  });
  return demandRun(deps, runId);
}

interface Posting {
  readonly frozen: Frozen;
  readonly computed: ComputedPeriod;
  readonly earnersAtOnce: number;
}

async function postLinesOf(deps: Deps, { id }: RunRow, { frozen, computed, earnersAtOnce }: Posting): Promise<void> {
  const byEarner = [...Map.groupBy(computed.lines, ({ earnerId }) => earnerId)];
  const isOurs = await inTransaction(deps, async (tx) => {
    const now = await demandRun(tx, id, true);
    // Another worker was quicker with the whole of it.
    if (now.state === "posted") return false;
    assertMayPost(now);
    await changeRun(tx, id, { state: "posting", step: "posting", done: 0, total: byEarner.length });
    return true;
  });
  if (!isOurs) return;
  for (let from = 0; from < byEarner.length; from += earnersAtOnce) {
    const part = byEarner.slice(from, from + earnersAtOnce);
    await inTransaction(deps, async (tx) => {
      await postPart(
        tx,
        frozen,
        part.flatMap(([, own]) => own),
      );
      await changeUnlessOver(tx, id, { done: from + part.length });
    });
  }
  await progress(deps, id, { step: "closing" });
}

function assertMayPost(run: RunRow): void {
  if (run.isAutomatic && run.state === "evaluated") return;
  assertState(run, "approved", "posting");
}

function assertSame({ resultHash, factsHash }: RunRow, computed: ComputedPeriod): void {
  if (computed.resultHash === resultHash && computed.factsHash === factsHash) return;
  throw new DomainError(
    "run_result_changed",
    "What was frozen no longer comes to the approved result. Nothing more was posted. Compare the facts of the period with a backup.",
  );
}
