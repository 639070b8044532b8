export type AccountKind = "asset" | "liability" | "income" | "expense" | "equity";

interface Account {
  readonly kind: AccountKind;
  /** One account per distributor; otherwise one of the company. */
  readonly isOwned: boolean;
  /** Bounds of the balance in minor units, debit positive; null where there is none. */
  readonly atLeast: 0n | null;
  readonly atMost: 0n | null;
}

const company = (kind: AccountKind): Account => ({ kind, isOwned: false, atLeast: null, atMost: null });
const owed = (isOwned: boolean): Account => ({ kind: "liability", isOwned, atLeast: null, atMost: 0n });

/** The chart. The database holds the same one and lets nobody add to it; balances are signed, debit positive. */
export const ACCOUNTS = {
  /** What the plan costs. */
  "company.commission_expense": company("expense"),
  /** Mirror of the paying account. */
  "company.cash": company("asset"),
  "company.fees": company("income"),
  "company.bank_fees": company("expense"),
  /** Manual credits and debits. */
  "company.adjustment": company("expense"),
  /** Debts written off. */
  "company.bad_debt": company("expense"),
  /** Goods handed out for store credit. */
  "company.credit_spent": company("income"),
  /** Residues that no rule can place. */
  "company.rounding": company("expense"),
  /** Both sides of a conversion. */
  "company.fx": company("equity"),
  /** Money the company puts into or takes out of the paying account. */
  "company.funding": company("equity"),
  /** Owed to the tax office. */
  "tax.withheld": owed(false),
  /** Accepted by the payout provider, not confirmed. */
  "payouts.in_transit": owed(false),
  /** Earned, inside the hold. */
  "dist.pending": owed(true),
  /** May be paid out; never overdrawn. */
  "dist.available": owed(true),
  /** Released money frozen by a dispute or review. */
  "dist.on_hold": owed(true),
  /** Reserved by a payout. */
  "dist.payout_held": owed(true),
  /** What the distributor owes the company. */
  "dist.clawback_receivable": { kind: "asset", isOwned: true, atLeast: 0n, atMost: null },
  /** Store credit of a host, inside the hold. Credit buys goods and is never paid out. */
  "credit.pending": owed(true),
  /** Store credit that may be spent; never overdrawn. */
  "credit.available": owed(true),
  /** Store credit that was spent before it was taken back; the next credit pays it first. */
  "credit.receivable": { kind: "asset", isOwned: true, atLeast: 0n, atMost: null },
} as const satisfies Record<string, Account>;

export type AccountCode = keyof typeof ACCOUNTS;

export const POSTING_KINDS = [
  "accrue",
  "release",
  "hold",
  "unhold",
  "clawback",
  "recover",
  "writeoff",
  "payout_request",
  "payout_cancel",
  "payout_send",
  "payout_settle",
  "payout_fail",
  "payout_return",
  "tax_remit",
  "fund",
  "adjust",
  "fx",
  "spend",
  "reverse",
] as const;

export type PostingKind = (typeof POSTING_KINDS)[number];
