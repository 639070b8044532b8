import { period as periodTable } from "@upline/db";
import { asc, eq } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { computePeriod } from "../periods/compute-period.ts";
import { periodInForce } from "../periods/counts-in.ts";
import { publishedPlans } from "../plans/plan-in-force.ts";
import type { Fault } from "./fault.ts";

/** Every closed period, computed again from what was frozen: it has to come to the fingerprint that it was closed with. */
export async function closedPeriods(deps: Deps): Promise<readonly Fault[]> {
  const rows = await deps.db
    .select()
    .from(periodTable)
    .where(eq(periodTable.status, "closed"))
    .orderBy(asc(periodTable.startsAt), asc(periodTable.id));
  const faults: Fault[] = [];
  for (const row of rows) {
    const now = await hashNow(deps, row);
    if (now === row.resultHash) continue;
    faults.push({
      rule: "closed_period_comes_to_its_result",
      ref: row.id,
      have: now,
      want: row.resultHash ?? "none",
    });
  }
  return faults;
}

async function hashNow(deps: Deps, row: typeof periodTable.$inferSelect): Promise<string> {
  const { period } = await periodInForce(deps, row.id);
  const plan = (await publishedPlans(deps)).find(({ id }) => id === row.planVersionId);
  if (!plan || row.freezeSeq === null || row.closedAt === null) return "none";
  const frozen = { period, plan, freezeSeq: row.freezeSeq, run: row.run, frozenAt: row.closedAt, isClosed: true };
  return (await computePeriod(deps, frozen)).resultHash;
}
