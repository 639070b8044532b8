/**
 * An amount as a buyer reads it: "$12.50", "¥1,250".
 *
 * @param minor     integer, smallest units of the currency, not negative
 * @param currency  ISO 4217
 */
export function moneyText(minor: number, currency: string): string {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency });
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
  const digits = String(minor).padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const part = digits.slice(digits.length - decimals);
  // The decimal text keeps every digit; a float would not.
  return format.format(`${whole}${decimals > 0 ? `.${part}` : ""}` as Intl.StringNumericLiteral);
}
