import { invariant } from "../errors/domain-error.ts";
import type { Currency } from "../money/currency.ts";
import { least } from "../money/least.ts";
import type { AccountCode } from "./accounts.ts";
import { type Posting, type PostingLine, type PostingSource, posting } from "./posting.ts";
import { type DeltaSplit, type LineDelta, type PersonFunds, splitDeltas } from "./split-deltas.ts";

/** What a line is paid in: money, or store credit, which buys goods and is never paid out. */
export type SettledAs = "cash" | "credit";

/** Where each of them is kept. Frozen by a dispute is money alone. */
const PURSES = {
  cash: { pending: "dist.pending", available: "dist.available", receivable: "dist.clawback_receivable" },
  credit: { pending: "credit.pending", available: "credit.available", receivable: "credit.receivable" },
} as const satisfies Record<SettledAs, Record<string, AccountCode>>;

export const purseAccounts = (settle: SettledAs): (typeof PURSES)[SettledAs] => PURSES[settle];

export interface CommissionMove {
  readonly distributor: string;
  /** Money if nothing is said. */
  readonly settle?: SettledAs;
  readonly currency: Currency;
  /** The inbox event, run or approval; with the distributor it is the key of the posting. */
  readonly causeId: string;
  readonly deltas: readonly LineDelta[];
  readonly source: PostingSource;
}

/**
 * The posting of all line differences of one person from one cause: `accrue`, or `clawback` when their net is negative.
 *
 * Differences that cancel each other leave a posting that moves no balance, so that each of them can name a transaction.
 * Depends on what the person has: compute it under the lock of the balances, after looking the key up.
 *
 * @returns null when there is no difference; otherwise also how the pending part of each line changes
 */
export function commissionPosting(
  { distributor, settle = "cash", currency, causeId, deltas, source }: CommissionMove,
  funds: PersonFunds,
): { readonly posting: Posting; readonly split: DeltaSplit } | null {
  if (deltas.length === 0) return null;
  const split = splitDeltas(deltas, funds);
  const { net, pendingChanges, fromOnHold, fromAvailable, toReceivable } = split;
  const pending = [...pendingChanges.values()].reduce((sum, change) => sum + change, 0n);

  invariant(settle === "cash" || fromOnHold === 0n, "credit is not frozen by disputes");
  const owner = distributor;
  const purse = purseAccounts(settle);
  const moving: PostingLine[] = [
    { code: "company.commission_expense", currency, amount: net },
    { code: purse.pending, owner, currency, amount: -pending },
    { code: "dist.on_hold", owner, currency, amount: fromOnHold },
    { code: purse.available, owner, currency, amount: fromAvailable },
    { code: purse.receivable, owner, currency, amount: toReceivable },
  ];
  const lines = moving.every(({ amount }) => amount === 0n) ? cancelling(deltas, currency) : moving;
  const key = commissionKey(causeId, distributor, settle);
  return { posting: posting(net < 0n ? "clawback" : "accrue", key, source, lines), split };
}

/** `cl:<cause>:<distributor>`, and `:credit` for what is no money. */
export function commissionKey(causeId: string, distributor: string, settle: SettledAs = "cash"): string {
  return `cl:${causeId}:${distributor}${settle === "credit" ? ":credit" : ""}`;
}

export interface ReleaseMove {
  readonly distributor: string;
  /** Money if nothing is said. */
  readonly settle?: SettledAs;
  readonly currency: Currency;
  /** What is released: a posted line. A line that gets money again after its release needs another entry. */
  readonly entryId: string;
  /** What of the line is pending, in minor units; positive. */
  readonly pendingMinor: bigint;
  /** What the person owes, in minor units; not negative. It is paid first. */
  readonly owedMinor: bigint;
  readonly source: PostingSource;
}

/** The posting at the end of a hold: the debt is paid first, the rest becomes available. */
export function releasePosting(move: ReleaseMove): Posting {
  const { distributor: owner, settle = "cash", currency, entryId, pendingMinor, owedMinor, source } = move;
  invariant(pendingMinor > 0n && owedMinor >= 0n, "a release moves pending money, and a debt is not negative");
  const recovered = least(owedMinor, pendingMinor);
  const purse = purseAccounts(settle);
  return posting("release", releaseKey(entryId), source, [
    { code: purse.pending, owner, currency, amount: pendingMinor },
    { code: purse.receivable, owner, currency, amount: -recovered },
    { code: purse.available, owner, currency, amount: recovered - pendingMinor },
  ]);
}

/** `rel:<entry>` */
export function releaseKey(entryId: string): string {
  return `rel:${entryId}`;
}

/** Store credit that paid for goods. */
export interface SpendMove {
  readonly owner: string;
  readonly currency: Currency;
  /** Minor units; positive, and at most what is available. */
  readonly minor: bigint;
  /** The order that it paid for: once. */
  readonly orderId: string;
  readonly source: PostingSource;
}

/** `spd:<order>`: an order is paid with credit once. */
export const spendKey = (orderId: string): string => `spd:${orderId}`;

export function spendPosting({ owner, currency, minor, orderId, source }: SpendMove): Posting {
  invariant(minor > 0n, "credit that is spent is positive");
  return posting("spend", spendKey(orderId), source, [
    { code: "credit.available", owner, currency, amount: minor },
    { code: "company.credit_spent", currency, amount: -minor },
  ]);
}

/** Gains and losses of the same size: both stand in the books, and no balance moves. */
function cancelling(deltas: readonly LineDelta[], currency: Currency): PostingLine[] {
  const gained = deltas.reduce((sum, { minor }) => (minor > 0n ? sum + minor : sum), 0n);
  return [
    { code: "company.commission_expense", currency, amount: gained },
    { code: "company.commission_expense", currency, amount: -gained },
  ];
}
