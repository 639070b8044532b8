import { type Db, reconciliationCheck } from "@upline/db";
import { asc, gt } from "drizzle-orm";

/** A check with rows that disagree. */
export interface Frozen {
  readonly check: string;
  readonly rows: number;
}

/** The checks that freeze payouts: none while everything that is kept in two places agrees. Accruals go on. */
export async function payoutsFrozen(db: Db): Promise<readonly Frozen[]> {
  return db
    .select({ check: reconciliationCheck.check, rows: reconciliationCheck.faultCount })
    .from(reconciliationCheck)
    .where(gt(reconciliationCheck.faultCount, 0))
    .orderBy(asc(reconciliationCheck.check));
}
