import { DomainError } from "../errors/domain-error.ts";
import { type Currency, currency, minorDigits } from "./currency.ts";
import { decimalText, parseDecimal } from "./decimal.ts";

/** An amount in whole minor units of one currency, any sign. */
export interface Money {
  readonly minor: bigint;
  readonly currency: Currency;
}

/**
 * Money from whole minor units: `money(1250, "USD")` is 12.50 USD.
 *
 * @throws DomainError `amount_malformed` for a number that is not a safe integer, `currency_unknown` for another code
 */
export function money(minor: number | bigint, code: string): Money {
  if (typeof minor === "number" && !Number.isSafeInteger(minor)) {
    throw new DomainError("amount_malformed", "An amount is a whole number of minor units below 2^53.");
  }
  return { minor: BigInt(minor), currency: currency(code) };
}

/**
 * Money from decimal text in major units: `moneyFromText("12.5", "USD")` is 12.50 USD.
 *
 * @throws DomainError `amount_malformed` for exponents, blanks, a plus, or more digits than the currency has
 */
export function moneyFromText(text: string, code: string): Money {
  const known = currency(code);
  const minor = parseDecimal(text, minorDigits(known));
  if (minor !== null) return { minor, currency: known };
  throw new DomainError("amount_malformed", `An amount in ${known} is decimal text such as 12 or 12.50.`, {
    currency: known,
    digits: minorDigits(known),
  });
}

/** Decimal text in major units, with all digits of the currency: "12.50", "-0.05", "1250" for JPY. */
export function moneyText({ minor, currency: code }: Money): string {
  return decimalText(minor, minorDigits(code));
}

/**
 * Decimal text of minor units beside their currency, as they come from a row: `amountText(1250n, "USD")` is "12.50".
 *
 * @throws DomainError `currency_unknown`
 */
export function amountText(minor: bigint, code: string): string {
  return decimalText(minor, minorDigits(currency(code)));
}

/** @throws DomainError `currency_mismatch` when the currencies differ */
export function plus(a: Money, b: Money): Money {
  return { minor: a.minor + sameCurrency(a, b).minor, currency: a.currency };
}

/** @throws DomainError `currency_mismatch` when the currencies differ */
export function minus(a: Money, b: Money): Money {
  return { minor: a.minor - sameCurrency(a, b).minor, currency: a.currency };
}

function sameCurrency(a: Money, b: Money): Money {
  if (a.currency === b.currency) return b;
  const details = { left: a.currency, right: b.currency };
  throw new DomainError("currency_mismatch", `${a.currency} and ${b.currency} cannot be added up.`, details);
}
