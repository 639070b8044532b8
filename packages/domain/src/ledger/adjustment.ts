import { invariant } from "../errors/domain-error.ts";
import type { Currency } from "../money/currency.ts";
import { type Posting, type PostingSource, posting } from "./posting.ts";

export interface Adjustment {
  readonly approvalId: string;
  readonly distributor: string;
  readonly currency: Currency;
  /** Minor units; positive is in favour of the distributor. */
  readonly minor: bigint;
  /** What the person has available, or what the person owes the company. */
  readonly against: "available" | "owed";
  readonly source: PostingSource & { readonly reason: string };
}

/** Money that a person adds or takes by hand, with a reason. A debit of `owed` is a new debt, a credit pays one off. */
export function adjustmentPosting({ approvalId, distributor, currency, minor, against, source }: Adjustment): Posting {
  invariant(minor !== 0n, "an adjustment moves something");
  const code = against === "available" ? "dist.available" : "dist.clawback_receivable";
  return posting("adjust", adjustmentKey(approvalId), source, [
    { code: "company.adjustment", currency, amount: minor },
    { code, owner: distributor, currency, amount: -minor },
  ]);
}

/** `adj:<approval>` */
export const adjustmentKey = (approvalId: string): string => `adj:${approvalId}`;
