import type { Currency, Instant, PostingLine } from "@upline/domain";
import type { LedgerPosting } from "../ledger.ts";

type Sample = Partial<Omit<LedgerPosting, "lines">> & { readonly idem: string };

/** A posting of two lines: `amount` minor units from the debit account to the credit account. `dist.…/dst_1` names an owner. */
export function posting(debit: string, credit: string, amount: bigint, sample: Sample): LedgerPosting {
  return {
    kind: "accrue",
    sourceType: "inbox_event",
    sourceId: "ibx_1",
    effectiveAt: "2026-03-01T00:00:00.000Z" as Instant,
    ...sample,
    lines: [line(debit, amount), line(credit, -amount)],
  };
}

/** One line: positive is a debit. */
export function line(account: string, amount: bigint, currency = "USD"): PostingLine {
  const [code, owner] = account.split("/");
  // Tests also name accounts and currencies that do not exist.
  const of = { code: code as PostingLine["code"], currency: currency as Currency, amount };
  return owner === undefined ? of : { ...of, owner };
}
