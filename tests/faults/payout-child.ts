import { approvalsOf, payout, payoutBatch } from "../../packages/db/src/index.ts";
import { instant, type PayoutBatchId } from "../../packages/domain/src/index.ts";
import { approve } from "../../packages/server/src/approvals/decide-approval.ts";
import type { Viewer } from "../../packages/server/src/auth/viewer.ts";
import type { Deps } from "../../packages/server/src/deps.ts";
import { callProvider } from "../../packages/server/src/payouts/call-provider.ts";
import { proposeBatch } from "../../packages/server/src/payouts/propose-batch.ts";
import { openForScript } from "../../packages/server/src/start.ts";
import { die, dyingAt } from "./dying.ts";

/** A process that carries out one step of a payout batch and dies at one point of it: `node payout-child.ts <step> <point>`. */
const [step = "", point = ""] = process.argv.slice(2);

const CYCLE = { id: "2026-03-20", at: instant("2026-03-20T04:00:00Z") };

/** Dies while the provider has the request, or when its answer has come. */
const dyingFetch: typeof fetch = async (address, init) => {
  if (point === "before_call") die();
  const called = fetch(address, init);
  if (point === "during_call") {
    await new Promise((resolve) => setTimeout(resolve, 100));
    die();
  }
  const answer = await called;
  if (point === "after_answer") die();
  return answer;
};

const { deps } = await openForScript();
const dying: Deps = { ...deps, db: dyingAt(deps.db, point).db, fetch: dyingFetch };
if (step === "propose") await proposeBatch(dying, { cycle: CYCLE, n: 0 });
if (step === "approve") {
  const [batch] = await deps.db.select().from(payoutBatch);
  const batchId = batch?.id as PayoutBatchId;
  const [asked] = await approvalsOf(deps.db, "payout_batch", batchId);
  const viewer: Viewer = {
    kind: "user",
    userId: "usr_sorrel",
    name: "Sorrel",
    email: "s@example.test",
    role: "finance",
    distributorId: null,
    secondFactor: false,
    address: null,
  };
  await approve(
    { ...dying, viewer },
    { approvalId: asked?.id as `apr_${string}`, fingerprint: asked?.fingerprint ?? "" },
  );
}
if (step === "send") {
  for (const { id } of await deps.db.select().from(payout)) await callProvider(dying, id, "approved");
}
console.log("it lived");
process.exit(0);
