import { decimalText } from "../money/decimal.ts";
import type { Exact } from "../money/exact.ts";
import { MILLIONTHS, type Rate, rateText } from "../money/rate.ts";

/** Hundredths as the shortest decimal text: 12000n is "120", 8050n is "80.5". */
export function shortText(hundredths: bigint): string {
  return decimalText(hundredths, 2).replace(/\.?0+$/, "");
}

/** Millionths as the shortest decimal text. */
export function rateAsText(millionths: bigint): string {
  return rateText(millionths as Rate);
}

/** Millionths as the shortest decimal text; a fraction of one as `n/d`. */
export function millionthsText({ n, d }: Exact): string {
  return d === 1n ? rateAsText(n) : `${n}/${d * MILLIONTHS}`;
}

/** Minor units as decimal text with all digits of the currency. */
export function minorText(minor: bigint, minorDigits: number): string {
  return decimalText(minor, minorDigits);
}

/**
 * Exact minor units as decimal text in major units, with at least the digits of the currency; a value without a
 * finite decimal form within 18 digits is written as a fraction of minor units, `1/3 minor`.
 */
export function exactText({ n, d }: Exact, minorDigits: number): string {
  for (let digits = 0; digits <= 18; digits += 1) {
    const scaled = n * 10n ** BigInt(digits);
    if (scaled % d === 0n) return decimalText(scaled / d, digits + minorDigits);
  }
  return `${n}/${d} minor`;
}

/** Whether a base is money: a margin, what somebody was paid, or a fund. */
export function isMoney(volume: string): boolean {
  return volume === "margin" || volume === "payout" || volume === "fund";
}

/** A base as text: points with two digits, or money. */
export function baseText(base: bigint, volume: string, minorDigits: number): string {
  return decimalText(base, isMoney(volume) ? minorDigits : 2);
}
