import { currency as currencyOf, exact, minorDigits, rate, round } from "@upline/domain";

/** Hundredths of a point for an amount: 20.00 USD at a rate of 0.70 are 14.00 points. */
export function pointsOf(minor: bigint, code: string, perUnit: string): bigint {
  const perUnitOfCurrency = 10n ** BigInt(minorDigits(currencyOf(code)));
  return round(exact(minor * rate(perUnit) * 100n, perUnitOfCurrency * 1_000_000n), "halfAwayFromZero");
}
