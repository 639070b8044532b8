import { approvalsOf, payout, payoutBatch } from "../../packages/db/src/index.ts";
import { instant, type PayoutBatchId } from "../../packages/domain/src/index.ts";
import { approve } from "../../packages/server/src/approvals/decide-approval.ts";
import type { Viewer } from "../../packages/server/src/auth/viewer.ts";
import type { Deps } from "../../packages/server/src/deps.ts";
import { callProvider } from "../../packages/server/src/payouts/call-provider.ts";
import { proposeBatch } from "../../packages/server/src/payouts/propose-batch.ts";
import { openForScript } from "../../packages/server/src/start.ts";

/** A process that carries out one step of a payout batch and dies at one point of it: `node payout-child.ts <step> <point>`. */
const [step = "", point = ""] = process.argv.slice(2);

const CYCLE = { id: "2026-03-20", at: instant("2026-03-20T04:00:00Z") };

function die(): never {
  process.kill(process.pid, "SIGKILL");
  throw new Error("a killed process goes on no further");
}

/** Dies in the nth transaction before its commit, or right after it: `before:2`, `after:1`. */
function dyingAt(db: Deps["db"]): Deps["db"] {
  const [when, count] = point.split(":");
  let transactions = 0;
  return new Proxy(db, {
    get(target, name) {
      if (name !== "transaction") return Reflect.get(target, name, target) as unknown;
      return async (work: Parameters<Deps["db"]["transaction"]>[0]) => {
        transactions += 1;
        const isOurs = String(transactions) === count;
        const result = await target.transaction(async (tx) => {
          const done = await work(tx);
          if (isOurs && when === "before") die();
          return done;
        });
        if (isOurs && when === "after") die();
        return result;
      };
    },
  });
}

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
const dying: Deps = { ...deps, db: dyingAt(deps.db), fetch: dyingFetch };
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
