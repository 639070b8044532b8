import { createHash } from "node:crypto";
import { type ApprovalBody, commissionRunLine } from "@upline/db";
import type { RunId } from "@upline/domain";
import { asc, eq } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { readPeriod } from "../periods/compute-period.ts";
import { frozenOf, type RunRow } from "./run-row.ts";

/**
 * What a second person approves: the result, the facts as they are now, and the stored lines as they are now. A changed
 * fact or line gives another body, and the request for the old one is void.
 */
export async function runBody(tx: Deps, run: RunRow): Promise<ApprovalBody> {
  const { factsHash } = await readPeriod(tx, await frozenOf(tx, run));
  return {
    runId: run.id,
    periodId: run.periodId,
    planVersion: run.planVersion,
    freezeSeq: String(run.freezeSeq),
    resultHash: run.resultHash,
    factsHash,
    linesHash: await hashOfLines(tx, run.id),
    lines: run.lineCount,
    total: String(run.totalMinor),
    currency: run.currency,
  };
}

/** Of the lines as they are stored now. */
export async function hashOfLines({ db }: Deps, id: RunId): Promise<string> {
  const rows = await db
    .select({ hash: commissionRunLine.lineKeyHash, minor: commissionRunLine.amountMinor })
    .from(commissionRunLine)
    .where(eq(commissionRunLine.runId, id))
    .orderBy(asc(commissionRunLine.lineKeyHash));
  const hash = createHash("sha256");
  for (const row of rows) hash.update(`${row.hash} ${row.minor}\n`);
  return hash.digest("hex");
}
