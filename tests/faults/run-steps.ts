import { approvalsOf, commissionRun } from "../../packages/db/src/index.ts";
import type { RunId } from "../../packages/domain/src/index.ts";
import { approve } from "../../packages/server/src/approvals/decide-approval.ts";
import type { UserViewer } from "../../packages/server/src/auth/viewer.ts";
import type { Deps } from "../../packages/server/src/deps.ts";
import { evaluateRun } from "../../packages/server/src/runs/evaluate-run.ts";
import { postRun } from "../../packages/server/src/runs/post-run.ts";
import { requestRun } from "../../packages/server/src/runs/request-run.ts";
import { RUN } from "../../packages/server/src/runs/run-row.ts";
import { startRun } from "../../packages/server/src/runs/start-run.ts";

export const MARCH = "month:2026-03-01";

/** Few enough that the earners of the test company take several transactions. */
const EARNERS_AT_ONCE = 2;

const finance = (name: string): UserViewer => ({
  kind: "user",
  userId: `usr_${name}`,
  name,
  email: `${name}@example.test`,
  role: "finance",
  distributorId: null,
  secondFactor: false,
  address: null,
});

/** The steps of a run in their order, and how many transactions each takes with the company of the test. */
export const RUN_STEPS = [
  { step: "start", transactions: 1 },
  { step: "evaluate", transactions: 4 },
  { step: "request", transactions: 1 },
  { step: "approve", transactions: 1 },
  { step: "post", transactions: 7 },
] as const;
export type RunStep = (typeof RUN_STEPS)[number]["step"];

/** Carries out a step, as queue and people do. */
export async function carryOut(deps: Deps, step: RunStep): Promise<void> {
  const as = (name: string): Deps => ({ ...deps, viewer: finance(name) });
  if (step === "start") {
    await startRun(as("aster"), { periodId: MARCH });
    return;
  }
  const [run] = await deps.db.select().from(commissionRun);
  const runId = run?.id as RunId;
  if (step === "evaluate") await evaluateRun(deps, runId);
  if (step === "request" && run?.state === "evaluated") {
    await requestRun(as("aster"), { runId, reason: "Checked against the month before" });
  }
  if (step === "approve" && run?.state === "evaluated") {
    const [asked] = await approvalsOf(deps.db, RUN, runId);
    const request = { approvalId: asked?.id as `apr_${string}`, fingerprint: asked?.fingerprint ?? "" };
    await approve(as("sorrel"), request);
  }
  if (step === "post") await postRun(deps, runId, EARNERS_AT_ONCE);
}
