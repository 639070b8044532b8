import { invariant } from "../../errors/domain-error.ts";
import { accountOf, assertCurrency, type BankFileHead, bankText, type Transfer } from "./transfer.ts";

/** Who pays through the ACH network, as its bank has registered it. */
export interface AchSender {
  readonly name: string;
  /** Ten characters, as the bank gave it: often 1 and the tax number. */
  readonly companyId: string;
  /** Nine digits of the bank that takes the file. */
  readonly routing: string;
  readonly bankName: string;
}

const RECORD = 94;
const BLOCK = 10;

/**
 * A NACHA file of credits (PPD): records of 94 characters in blocks of ten.
 *
 * @throws DomainError `currency_mismatch` unless in USD, `account_unfit` for an account outside the United States
 */
export function nacha(head: BankFileHead, sender: AchSender, transfers: readonly Transfer[]): string {
  invariant(transfers.length > 0, "a bank file pays somebody");
  assertCurrency(head, "USD", "NACHA file");
  const odfi = sender.routing.slice(0, 8);
  const entries = transfers.map((transfer, index) => entry(transfer, odfi, index + 1));
  const total = transfers.reduce((sum, { minor }) => sum + minor, 0n);
  const sums = [number(hashOf(transfers), 10), number(0, 12), number(total, 12)].join("");
  const day = head.payOn.slice(2).replaceAll("-", "");
  const made = head.madeAt.replaceAll(/[-T:]/g, "").slice(2, 12);
  const lines = [
    `101 ${sender.routing}${text(sender.companyId, 10)}${made}A094101${text(sender.bankName, 23)}${text(sender.name, 23)}${text("", 8)}`,
    `5220${text(sender.name, 16)}${text("", 20)}${text(sender.companyId, 10)}PPD${text(head.purpose, 10)}${text("", 6)}${day}   1${odfi}${number(1, 7)}`,
    ...entries,
    `8220${number(transfers.length, 6)}${sums}${text(sender.companyId, 10)}${text("", 25)}${odfi}${number(1, 7)}`,
  ];
  const blocks = Math.ceil((lines.length + 1) / BLOCK);
  lines.push(`9${number(1, 6)}${number(blocks, 6)}${number(transfers.length, 8)}${sums}${text("", 39)}`);
  while (lines.length % BLOCK !== 0) lines.push("9".repeat(RECORD));
  invariant(
    lines.every((line) => line.length === RECORD),
    "a record of a NACHA file has 94 characters",
  );
  return `${lines.join("\n")}\n`;
}

/** 22 credits a checking account. */
function entry(transfer: Transfer, odfi: string, place: number): string {
  const { routing, account, holder } = accountOf(transfer, "us", "NACHA file");
  const id = transfer.id.slice(-15).toUpperCase();
  return `622${routing}${text(account, 17)}${number(transfer.minor, 10)}${text(id, 15)}${text(holder, 22)}  0${odfi}${number(place, 7)}`;
}

/** The last ten digits of the sum of the banks' numbers, without their check digits. */
function hashOf(transfers: readonly Transfer[]): bigint {
  const sum = transfers.reduce((all, transfer) => {
    return all + BigInt(accountOf(transfer, "us", "NACHA file").routing.slice(0, 8));
  }, 0n);
  return sum % 10_000_000_000n;
}

const text = (value: string, length: number): string =>
  (value === "" ? "" : bankText(value, length)).padEnd(length, " ");

function number(value: number | bigint, length: number): string {
  const digits = String(value).padStart(length, "0");
  invariant(digits.length === length, "a figure of a NACHA file fits its field");
  return digits;
}
