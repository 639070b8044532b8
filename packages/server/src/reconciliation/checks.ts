import { brokenSealsAfter, ledgerRecon, reconciliationCheck, sealHead } from "@upline/db";
import { eq } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { statementFaults } from "../statements/statement-faults.ts";
import { closedPeriods } from "./closed-periods.ts";
import type { Fault } from "./fault.ts";
import { payoutSums } from "./payout-sums.ts";
import { recomputedLines } from "./recompute-lines.ts";
import { debtSums, holdSums, lineSums, overdueHolds, paymentSums, roundingSums } from "./stored-sums.ts";

/** One comparison of what is kept in two places. */
interface Check {
  readonly id: string;
  /** Every row that disagrees. Empty when all is well. */
  readonly find: (deps: Deps) => Promise<readonly Fault[]>;
}

/** Everything that is compared, in the order in which a person reads it. */
export const CHECKS = [
  { id: "ledger", find: ledgerFaults },
  { id: "seal", find: (deps) => sealFaults(deps, 0n) },
  { id: "recomputed", find: recomputedLines },
  { id: "closed", find: closedPeriods },
  { id: "lines", find: lineSums },
  { id: "payments", find: paymentSums },
  { id: "holds", find: holdSums },
  { id: "overdue", find: overdueHolds },
  { id: "debts", find: debtSums },
  { id: "payouts", find: payoutSums },
  { id: "rounding", find: roundingSums },
  { id: "statements", find: statementFaults },
] as const satisfies readonly Check[];

export type CheckId = (typeof CHECKS)[number]["id"];

/** Balances, transactions and bounds against the entries. */
export async function ledgerFaults({ db }: Deps): Promise<readonly Fault[]> {
  return (await ledgerRecon(db)).map((fault) => ({ ...fault, rule: `ledger_${fault.rule}` }));
}

/** Blocks after one that are not as sealed, and whether the newest one that was compared is still the same. */
export async function sealFaults(deps: Deps, after: bigint): Promise<readonly Fault[]> {
  const broken = (await brokenSealsAfter(deps.db, after)).map((block): Fault => {
    return { rule: "seal_broken", ref: String(block), have: "changed", want: "as sealed" };
  });
  const [known] = await deps.db.select().from(reconciliationCheck).where(eq(reconciliationCheck.check, "seal"));
  if (!known?.headBlock || known.headHash === null) return broken;
  const now = await sealHead(deps.db, known.headBlock);
  if (now?.hash === known.headHash) return broken;
  const moved: Fault = {
    rule: "seal_replaced",
    ref: String(known.headBlock),
    have: now?.hash ?? "none",
    want: known.headHash,
  };
  return [...broken, moved];
}
