import { payoutBatch } from "@upline/db";
import { payoutCycleAt } from "@upline/domain";
import { eq, ne } from "drizzle-orm";
import { audit } from "../audit/audit.ts";
import { companyOf } from "../company/company.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { payoutPolicyAt } from "./policy.ts";
import { proposeBatch } from "./propose-batch.ts";

/**
 * The weekly cycle in the company's zone: once its day has begun, its batch is built, whenever the process comes to it.
 * A cycle that began before the company did is none.
 */
export async function runPayoutCycle(
  deps: Deps,
  action: "payouts.propose" | "payouts.runCycle" = "payouts.propose",
): Promise<Record<string, unknown>> {
  const now = deps.clock.now();
  const company = await companyOf(deps);
  const cycle = payoutCycleAt(now, await payoutPolicyAt(deps, now), company.timeZone);
  if (cycle.at < company.createdAt) return {};
  const [known] = await deps.db.select().from(payoutBatch).where(eq(payoutBatch.cycle, cycle.id)).limit(1);
  if (known && known.status !== "proposing") return { batchId: known.id };
  return { batchId: await proposeBatch(deps, { cycle, n: 0, action }) };
}

/** The same by a person. That the batch was there already is kept too. */
export async function runCycleNow(deps: Deps): Promise<Record<string, unknown>> {
  const before = await deps.db.$count(payoutBatch, ne(payoutBatch.status, "proposing"));
  const found = await runPayoutCycle(deps, "payouts.runCycle");
  const isNew = (await deps.db.$count(payoutBatch, ne(payoutBatch.status, "proposing"))) > before;
  if (isNew) return found;
  const subjectId = typeof found.batchId === "string" ? found.batchId : "none";
  await inTransaction(deps, (tx) =>
    audit(tx, { action: "payouts.runCycle", subjectType: "payout_batch", subjectId, after: { isNew: false } }),
  );
  return found;
}
