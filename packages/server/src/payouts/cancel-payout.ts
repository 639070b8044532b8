import { ledgerPost, lockOwner, payout } from "@upline/db";
import { canPayoutBecome, DomainError, type PayoutId } from "@upline/domain";
import { eq } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { notify } from "../live/notify.ts";
import { lockPayout, movePostings } from "./apply-payout-facts.ts";

/**
 * Gives the money of a payout back before it was sent, in the caller's transaction.
 *
 * @throws DomainError `payout_state_changed` once it is on its way, or over
 */
export async function cancelPayout(tx: Deps, id: PayoutId, because: string): Promise<void> {
  const row = await lockPayout(tx, id);
  if (!canPayoutBecome(row.state, "cancelled")) {
    throw new DomainError("payout_state_changed", "This payout is on its way or over, so it cannot be cancelled.");
  }
  const endedAt = tx.clock.now();
  const source = { sourceType: "payout", sourceId: id, effectiveAt: endedAt };
  const balances = await lockOwner(tx.db, row.distributorId, row.currency);
  const funds = { available: 0n, owed: balances.get("dist.clawback_receivable") ?? 0n };
  await ledgerPost(tx.db, movePostings("cancel", row, source, funds));
  await tx.db.update(payout).set({ state: "cancelled", because, endedAt }).where(eq(payout.id, id));
  await notify(tx, [row.distributorId, "admin"], "payouts");
}
