import { DomainError } from "../errors/domain-error.ts";
import { decimalText, parseDecimal } from "./decimal.ts";

declare const unit: unique symbol;

/** A share or factor in whole millionths: 0.05 is 50000n. Its own type, so that it never meets money unmultiplied. */
export type Rate = bigint & { readonly [unit]: "millionths" };

/** How many of its units make 1. */
export const MILLIONTHS = 1_000_000n;

/** @throws DomainError `rate_malformed` unless the text is decimal with at most 12 digits before the point and 6 after */
export function rate(text: string): Rate {
  const millionths = parseDecimal(text, 6);
  if (millionths !== null) return millionths as Rate;
  throw new DomainError(
    "rate_malformed",
    "A rate is decimal text such as 0.05, with at most 6 digits after the point.",
  );
}

/** The shortest decimal text: "0.05", "1", "0.333333". */
export function rateText(value: Rate): string {
  return decimalText(value, 6).replace(/\.?0+$/, "");
}
