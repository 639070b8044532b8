import { DomainError } from "../errors/domain-error.ts";
import { decimalText, parseDecimal } from "../money/decimal.ts";

declare const unit: unique symbol;

/** Points in whole hundredths: 100.50 PV is 10050n. Not money; it becomes money only through a plan's peg. */
export type Volume = bigint & { readonly [unit]: "hundredths of a point" };

/**
 * Volume from decimal text, or from whole hundredths.
 *
 * @throws DomainError `volume_malformed` unless the text is decimal with at most 2 digits after the point
 */
export function volume(given: string | bigint): Volume {
  const hundredths = typeof given === "bigint" ? given : parseDecimal(given, 2);
  if (hundredths !== null) return hundredths as Volume;
  throw new DomainError("volume_malformed", "A volume is decimal text such as 100.50, with at most 2 digits after it.");
}

/** Decimal text with two digits after the point: "100.50". */
export function volumeText(value: bigint): string {
  return decimalText(value, 2);
}
