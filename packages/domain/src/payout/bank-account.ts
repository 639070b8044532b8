import { z } from "zod";

/** An account that money is sent to: an IBAN, or an account at a bank of the United States. */
export const BankAccount = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("iban"), holder: z.string().trim().min(2).max(70), iban: z.string().max(60) }),
  z.strictObject({
    kind: z.literal("us"),
    holder: z.string().trim().min(2).max(22),
    routing: z.string().max(20),
    account: z.string().max(30),
  }),
]);
export type BankAccount = z.output<typeof BankAccount>;

/** What is wrong with a number, so that the form can say it in words. */
export type AccountProblem =
  | "iban_letters"
  | "iban_country"
  | "iban_length"
  | "iban_check"
  | "routing_digits"
  | "routing_check"
  | "account_digits";

/** Lengths by country, from the public IBAN registry. */
const IBAN_LENGTHS: Readonly<Record<string, number>> = {
  AD: 24,
  AE: 23,
  AL: 28,
  AT: 20,
  AZ: 28,
  BA: 20,
  BE: 16,
  BG: 22,
  BH: 22,
  BR: 29,
  CH: 21,
  CR: 22,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  DO: 28,
  EE: 20,
  EG: 29,
  ES: 24,
  FI: 18,
  FO: 18,
  FR: 27,
  GB: 22,
  GE: 22,
  GI: 23,
  GL: 18,
  GR: 27,
  GT: 28,
  HR: 21,
  HU: 28,
  IE: 22,
  IL: 23,
  IS: 26,
  IT: 27,
  JO: 30,
  KW: 30,
  KZ: 20,
  LB: 28,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  MC: 27,
  MD: 24,
  ME: 22,
  MK: 19,
  MR: 27,
  MT: 31,
  MU: 30,
  NL: 18,
  NO: 15,
  PK: 24,
  PL: 28,
  PS: 29,
  PT: 25,
  QA: 29,
  RO: 24,
  RS: 22,
  SA: 24,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  TN: 24,
  TR: 26,
  UA: 29,
  VG: 24,
  XK: 20,
};

/** Without blanks, in capitals, as banks take it. */
export function normalAccount(account: BankAccount): BankAccount {
  if (account.kind === "iban") return { ...account, iban: account.iban.replaceAll(/\s/g, "").toUpperCase() };
  const digits = (text: string) => text.replaceAll(/[\s-]/g, "");
  return { ...account, routing: digits(account.routing), account: digits(account.account) };
}

/** The first thing that is wrong with an account in its normal form; null when its numbers can be right. */
export function accountProblem(account: BankAccount): AccountProblem | null {
  if (account.kind === "iban") return ibanProblem(account.iban);
  if (!/^\d{9}$/.test(account.routing)) return "routing_digits";
  const digits = Array.from(account.routing, Number);
  const sum = digits.reduce((total, digit, index) => total + digit * ([3, 7, 1][index % 3] ?? 0), 0);
  if (sum === 0 || sum % 10 !== 0) return "routing_check";
  return /^\d{4,17}$/.test(account.account) ? null : "account_digits";
}

function ibanProblem(iban: string): AccountProblem | null {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(iban)) return "iban_letters";
  const length = IBAN_LENGTHS[iban.slice(0, 2)];
  if (length === undefined) return "iban_country";
  if (iban.length !== length) return "iban_length";
  const moved = iban.slice(4) + iban.slice(0, 4);
  const digits = moved.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return BigInt(digits) % 97n === 1n ? null : "iban_check";
}

/** The text that names an account: what its fingerprint is made of. The holder is no part of it. */
export function accountText(account: BankAccount): string {
  return account.kind === "iban" ? `iban ${account.iban}` : `us ${account.routing} ${account.account}`;
}

/** The last four letters, all that is ever shown. */
export function accountEnding(account: BankAccount): string {
  return (account.kind === "iban" ? account.iban : account.account).slice(-4);
}
