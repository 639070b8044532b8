import { lockOwner } from "@upline/db";
import { amountText, DomainError } from "@upline/domain";
import type { Deps } from "../deps.ts";

/** An adjustment; minor units, positive in favour of the distributor. */
interface Wanted {
  readonly minor: bigint;
  readonly against: "available" | "owed";
  readonly currency: string;
}

/**
 * An adjustment takes no more than there is, and gives nothing to somebody who owes. Said when it is asked for, so that
 * nobody waits for an approval that cannot be carried out, and judged again when it is approved: debts arise meanwhile.
 *
 * @throws DomainError `would_overdraw`
 */
export async function assertCovered(tx: Deps, owner: string, { minor, against, currency }: Wanted): Promise<void> {
  const balances = await lockOwner(tx.db, owner, currency);
  const available = -(balances.get("dist.available") ?? 0n);
  const owed = balances.get("dist.clawback_receivable") ?? 0n;
  if (against === "available" && -minor > available) {
    throw new DomainError(
      "would_overdraw",
      `${amountText(available, currency)} ${currency} is available. Take at most that, and enter the rest against what is owed.`,
    );
  }
  if (against === "available" && minor > 0n && owed > 0n) {
    throw new DomainError(
      "would_overdraw",
      `${amountText(owed, currency)} ${currency} is owed, and a credit pays that first. Enter it against what is owed.`,
    );
  }
  if (against === "owed" && minor < 0n && available > 0n) {
    throw new DomainError(
      "would_overdraw",
      `${amountText(available, currency)} ${currency} is available. Take that first, and enter only the rest as owed.`,
    );
  }
  if (against === "owed" && minor > owed) {
    throw new DomainError(
      "would_overdraw",
      `${amountText(owed, currency)} ${currency} is owed. Credit at most that, and enter the rest against what is available.`,
    );
  }
}
