import { payoutBatch } from "@upline/db";
import { payoutCycleAt } from "@upline/domain";
import { eq } from "drizzle-orm";
import { companyOf } from "../company/company.ts";
import type { Deps } from "../deps.ts";
import { payoutPolicyAt } from "./policy.ts";
import { proposeBatch } from "./propose-batch.ts";

/**
 * The weekly cycle in the company's zone: once its day has begun, its batch is built, whenever the process comes to it.
 * A cycle that began before the company did is none.
 */
export async function runPayoutCycle(deps: Deps): Promise<Record<string, unknown>> {
  const now = deps.clock.now();
  const company = await companyOf(deps);
  const cycle = payoutCycleAt(now, await payoutPolicyAt(deps, now), company.timeZone);
  if (cycle.at < company.createdAt) return {};
  const [known] = await deps.db.select().from(payoutBatch).where(eq(payoutBatch.cycle, cycle.id)).limit(1);
  if (known && known.status !== "proposing") return { batchId: known.id };
  return { batchId: await proposeBatch(deps, { cycle, n: 0 }) };
}
