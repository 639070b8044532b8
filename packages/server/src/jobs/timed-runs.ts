import { REFRESH_EVERY_SECONDS, refreshEstimate } from "../commissions/refresh-estimate.job.ts";
import type { Deps } from "../deps.ts";
import { releaseDue } from "../ledger/release-due.ts";
import { sealAll } from "../ledger/seal-all.ts";
import { closeDueParties } from "../parties/close-party.ts";
import { askDuePayouts } from "../payouts/ask-payout.job.ts";
import { runPayoutCycle } from "../payouts/run-cycle.ts";
import { placeDue } from "../placement/place-due.ts";
import { runReconciliation, verifyNewest } from "../reconciliation/run-reconciliation.ts";
import { closeEnded } from "../runs/close-ended.ts";
import { cutStatements } from "../statements/cut-statements.ts";
import { enqueue } from "./enqueue.ts";
import { prune } from "./prune.ts";
import type { Timed } from "./timed.ts";

/** The timed runs. Slots are of company time, so the demo's clock moves them too. */
export const TIMED_RUNS: readonly Timed[] = [
  {
    name: "ledger.release",
    rhythm: { every: "minutes", minutes: 60 },
    run: async (deps) => ({ released: await releaseDue(deps, deps.clock.now()) }),
  },
  {
    name: "ledger.seal",
    rhythm: { every: "minutes", minutes: 1 },
    run: async (deps) => ({ sealed: await sealAll(deps) }),
  },
  { name: "ledger.verify", rhythm: { every: "minutes", minutes: 5 }, run: verifyNewest },
  {
    name: "statements.cut",
    rhythm: { every: "minutes", minutes: 5 },
    run: async (deps) => ({ ...(await cutStatements(deps)) }),
  },
  { name: "reconciliation", rhythm: { every: "day", at: "02:30" }, run: reconcileNightly },
  {
    name: "placement.due",
    rhythm: { every: "minutes", minutes: 60 },
    run: async (deps) => ({ placed: await placeDue(deps) }),
  },
  {
    name: "parties.close",
    rhythm: { every: "minutes", minutes: 10 },
    run: async (deps) => ({ closed: await closeDueParties(deps) }),
  },
  { name: "period.close", rhythm: { every: "minutes", minutes: 10 }, run: closeEnded },
  { name: "payouts.propose", rhythm: { every: "minutes", minutes: 60 }, run: (deps) => runPayoutCycle(deps) },
  { name: "payouts.askDue", rhythm: { every: "minutes", minutes: 1 }, run: askDuePayouts },
  { name: "estimate.backstop", rhythm: { every: "minutes", minutes: 1 }, run: refreshAgain },
  {
    name: "housekeeping.prune",
    rhythm: { every: "day", at: "00:00" },
    run: (deps) => prune(deps, TIMED_RUNS),
  },
];

async function reconcileNightly(deps: Deps, say: Parameters<Timed["run"]>[1]): Promise<Record<string, unknown>> {
  const results = await runReconciliation(deps);
  for (const { check, faults, ms } of results) say("compared", { check, faults: faults.length, ms });
  return { checks: results.length, faults: results.reduce((sum, { faults }) => sum + faults.length, 0) };
}

/** Makes up for a refresh that was lost between a commit and its queueing. */
async function refreshAgain(deps: Deps): Promise<Record<string, unknown>> {
  await enqueue(deps, refreshEstimate, {}, { singletonKey: "company", singletonSeconds: REFRESH_EVERY_SECONDS });
  return {};
}
