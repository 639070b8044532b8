import { DomainError } from "../../errors/domain-error.ts";
import type { BankAccount } from "../bank-account.ts";

/** One payment of a bank file. */
export interface Transfer {
  /** Of the payout: what the bank's answer names it by. */
  readonly id: string;
  readonly account: BankAccount;
  readonly minor: bigint;
}

export interface BankFileHead {
  /** Of the batch: the same batch gives the same file. */
  readonly id: string;
  /** `2026-03-20T09:00:00.000Z`, when the batch was approved. */
  readonly madeAt: string;
  /** `2026-03-20`, when the bank shall pay. */
  readonly payOn: string;
  readonly currency: string;
  readonly purpose: string;
}

/** The letters that every bank takes, each of the others without its accent, else as a blank. */
export function bankText(text: string, most: number): string {
  const plain = text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll("ß", "ss")
    .replaceAll("&", "+")
    .replaceAll(/[^A-Za-z0-9/\-?:().,'+ ]/g, " ")
    .replaceAll(/ {2,}/g, " ")
    .trim();
  return plain.slice(0, most).trim() || "-";
}

/** @throws DomainError `currency_mismatch` */
export function assertCurrency({ currency }: BankFileHead, only: string, file: string): void {
  if (currency === only) return;
  throw new DomainError("currency_mismatch", `A ${file} pays in ${only} only, and this batch is in ${currency}.`);
}

/** @throws DomainError `account_unfit` when an account is of the other kind */
export function accountOf<Kind extends BankAccount["kind"]>(
  { id, account }: Transfer,
  kind: Kind,
  file: string,
): Extract<BankAccount, { kind: Kind }> {
  if (account.kind === kind) return account as Extract<BankAccount, { kind: Kind }>;
  throw new DomainError("account_unfit", `A ${file} cannot pay to the account of payout ${id}. Pay it in another way.`);
}
