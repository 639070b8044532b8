import { invariant } from "../errors/domain-error.ts";
import { type Posting, type PostingLine, type PostingSource, posting } from "../ledger/posting.ts";
import type { Currency } from "../money/currency.ts";
import { least } from "../money/least.ts";
import type { PayoutMove } from "./payout-state.ts";

/** The money of one payout, in minor units: `gross = fee + tax + net`. */
export interface PayoutAmounts {
  readonly gross: bigint;
  readonly fee: bigint;
  readonly tax: bigint;
  readonly net: bigint;
}

export interface PayoutMoney extends PayoutAmounts {
  /** `po:<cycle>:<distributor>[:<n>]` */
  readonly key: string;
  readonly distributor: string;
  readonly currency: Currency;
}

/**
 * The key of a person's payout in a cycle: the same for every attempt, so that it is reserved and sent once.
 *
 * @param over  payouts of this person in this cycle that are over without having arrived
 */
export function payoutKey(cycle: string, distributor: string, over = 0): string {
  invariant(Number.isInteger(over) && over >= 0, "payouts that are over are counted");
  return `po:${cycle}:${distributor}${over === 0 ? "" : `:${over}`}`;
}

/** Available money is set aside for a payout; fee and tax are taken with it. */
export function payoutRequest(money: PayoutMoney, source: PostingSource): Posting {
  const { key, gross, fee, tax, net } = money;
  invariant(
    gross === fee + tax + net && net > 0n && fee >= 0n && tax >= 0n,
    "what leaves is the gross less its charges",
  );
  return posting("payout_request", key, source, reserved(money, 1n));
}

/** What the ledger is told about each move of a payout; its key is the payout's with the name of the move. */
export function payoutPosting(
  move: PayoutMove,
  money: PayoutMoney,
  source: PostingSource,
  /** What the person has available, for a move that takes from it. Read under the lock of the balances. */
  available = 0n,
): Posting | null {
  const { key, currency, distributor: owner, net, fee, tax } = money;
  switch (move) {
    case "cancel":
      return posting("payout_cancel", `${key}:cancel`, source, reserved(money, -1n));
    case "send":
      return posting("payout_send", `${key}:send`, source, [
        { code: "dist.payout_held", owner, currency, amount: net },
        { code: "payouts.in_transit", currency, amount: -net },
      ]);
    case "settle":
      return posting("payout_settle", `${key}:settle`, source, [
        { code: "payouts.in_transit", currency, amount: net },
        { code: "company.cash", currency, amount: -net },
      ]);
    case "fail_held":
      return posting("payout_fail", `${key}:fail`, source, reserved(money, -1n));
    case "fail_sent":
      return posting("payout_fail", `${key}:fail`, source, [
        { code: "payouts.in_transit", currency, amount: net },
        ...reserved(money, -1n).filter(({ code }) => code !== "dist.payout_held"),
      ]);
    case "give_back":
      return posting("payout_return", `${key}:return`, source, [
        { code: "company.cash", currency, amount: net },
        { code: "dist.available", owner, currency, amount: -net },
      ]);
    case "keep_charges": {
      const charges = fee + tax;
      if (charges === 0n) return null;
      const covered = least(charges, available);
      return posting("payout_return", `${key}:return`, source, [
        { code: "dist.available", owner, currency, amount: covered },
        { code: "dist.clawback_receivable", owner, currency, amount: charges - covered },
        { code: "company.fees", currency, amount: -fee },
        { code: "tax.withheld", currency, amount: -tax },
      ]);
    }
  }
}

/** What came back to somebody who owes goes to the debt first. @returns null when there is nothing to recover */
export function payoutRecovery(
  move: PayoutMove,
  { key, distributor: owner, currency }: PayoutMoney,
  source: PostingSource,
  { credited, owed }: { readonly credited: bigint; readonly owed: bigint },
): Posting | null {
  const recovered = least(credited, owed);
  if (recovered <= 0n) return null;
  return posting("recover", `rec:${key}:${move}`, source, [
    { code: "dist.available", owner, currency, amount: recovered },
    { code: "dist.clawback_receivable", owner, currency, amount: -recovered },
  ]);
}

/** @param sign  1 sets aside, -1 puts back */
function reserved({ distributor: owner, currency, gross, fee, tax, net }: PayoutMoney, sign: 1n | -1n): PostingLine[] {
  return [
    { code: "dist.available", owner, currency, amount: sign * gross },
    { code: "dist.payout_held", owner, currency, amount: -sign * net },
    { code: "company.fees", currency, amount: -sign * fee },
    { code: "tax.withheld", currency, amount: -sign * tax },
  ];
}
