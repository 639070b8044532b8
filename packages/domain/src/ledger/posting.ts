import { invariant } from "../errors/domain-error.ts";
import type { Currency } from "../money/currency.ts";
import type { Instant } from "../time/instant.ts";
import { ACCOUNTS, type AccountCode, type PostingKind } from "./accounts.ts";

/** Minor units, debit positive, credit negative, never zero. */
export interface PostingLine {
  readonly code: AccountCode;
  /** The distributor, for an account that has one; absent otherwise. */
  readonly owner?: string;
  readonly currency: Currency;
  readonly amount: bigint;
}

/** What caused a posting. All of it derives from the source, never from the time of posting, so that a repeat is the same. */
export interface PostingSource {
  readonly sourceType: string;
  readonly sourceId: string;
  /** The event's or the close's instant. */
  readonly effectiveAt: Instant;
  readonly planVersion?: string;
  readonly period?: string;
  readonly reason?: string;
  readonly actor?: string;
}

/** A balanced set of lines under an idempotency key, in the form of `ledger.post`. */
export interface Posting extends PostingSource {
  readonly kind: PostingKind;
  readonly idem: string;
  readonly lines: readonly PostingLine[];
}

/**
 * A posting of the lines that move something.
 *
 * @throws InvariantError unless there are two lines or more, debits equal credits in each currency, owners fit their
 * accounts, and the key has 8 to 200 characters
 */
export function posting(
  kind: PostingKind,
  idem: string,
  { sourceType, sourceId, effectiveAt, planVersion, period, reason, actor }: PostingSource,
  given: readonly PostingLine[],
): Posting {
  const lines = given.filter(({ amount }) => amount !== 0n);
  invariant(lines.length >= 2, "a posting has at least two lines");
  invariant(idem.length >= 8 && idem.length <= 200, "the key of a posting has 8 to 200 characters");
  for (const code of new Set(lines.map(({ currency }) => currency))) {
    const own = lines.filter(({ currency }) => currency === code);
    invariant(own.reduce((sum, { amount }) => sum + amount, 0n) === 0n, "debits equal credits in each currency");
  }
  const fits = ({ code, owner }: PostingLine) => ACCOUNTS[code].isOwned === (owner !== undefined && owner !== "");
  invariant(lines.every(fits), "an account of a distributor names its owner, one of the company none");

  return {
    kind,
    idem,
    sourceType,
    sourceId,
    effectiveAt,
    ...(planVersion !== undefined && { planVersion }),
    ...(period !== undefined && { period }),
    ...(reason !== undefined && { reason }),
    ...(actor !== undefined && { actor }),
    lines,
  };
}
