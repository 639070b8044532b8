import { DomainError } from "@upline/domain";
import type { Deps } from "../deps.ts";
import { ledgerFaults } from "../reconciliation/checks.ts";
import { payoutSums } from "../reconciliation/payout-sums.ts";
import { payoutsFrozen } from "../reconciliation/payouts-frozen.ts";

/**
 * Money leaves only while the books are right: what the last comparison found counts, and the ledger and the payouts are
 * compared anew.
 *
 * @throws DomainError `payouts_frozen` with the first fault
 */
export async function assertNotFrozen(deps: Deps): Promise<void> {
  const [frozen] = await payoutsFrozen(deps.db);
  if (frozen) {
    throw new DomainError(
      "payouts_frozen",
      `Payouts are frozen: the check "${frozen.check}" has rows that disagree. Mend them first; nothing was sent.`,
      { check: frozen.check, rows: frozen.rows },
    );
  }
  const [fault] = [...(await ledgerFaults(deps)), ...(await payoutSums(deps))];
  if (!fault) return;
  const { rule, ref, have, want } = fault;
  throw new DomainError(
    "payouts_frozen",
    `Payouts are frozen: the books disagree (${rule} of ${ref}: ${have} instead of ${want}). Mend that first; nothing was sent.`,
    { rule, ref },
  );
}
