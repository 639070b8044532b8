const DECIMAL = /^(-?)(\d{1,12})(?:\.(\d{1,6}))?$/;

/**
 * Reads decimal text as a whole number of the last digit: `parseDecimal("12.5", 2)` is `1250n`.
 *
 * No exponent, no plus, no blanks, at most 12 digits before the point and at most `digits` after it.
 *
 * @returns null for any other text; nothing is ever rounded
 */
export function parseDecimal(text: string, digits: number): bigint | null {
  const [, sign, whole, fraction = ""] = DECIMAL.exec(text) ?? [];
  if (whole === undefined || fraction.length > digits) return null;
  const value = BigInt(whole + fraction.padEnd(digits, "0"));
  return sign === "-" ? -value : value;
}

/** Writes a whole number of the last digit as decimal text with exactly `digits` digits after the point. */
export function decimalText(value: bigint, digits: number): string {
  const sign = value < 0n ? "-" : "";
  const text = (value < 0n ? -value : value).toString().padStart(digits + 1, "0");
  const point = text.length - digits;
  return digits === 0 ? sign + text : `${sign}${text.slice(0, point)}.${text.slice(point)}`;
}
