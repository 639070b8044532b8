import type { Route } from "next";
import Link from "next/link";
import { cx } from "./cx";
import { decimalText, minorDigitsOf, moneyParts, moneySpoken } from "./format";

export interface MoneyProps {
  /** Minor units; never a number of dollars. */
  readonly minor: bigint;
  readonly currency: string;
  /** Not in the ledger: "≈", muted, dashed. */
  readonly isEstimate?: boolean | undefined;
  /** Draws another amount while the exact one stands in the value and in the words: a figure that is counting. */
  readonly drawnMinor?: bigint | undefined;
  /** "+" for gains; for deltas and lines only. */
  readonly isSigned?: boolean | undefined;
  readonly size?: 16 | 20 | 28 | 40 | undefined;
  /** The proof of the amount. */
  readonly href?: Route | undefined;
  /** `sign` paints money taken back; the default is ink. */
  readonly tone?: "ink" | "sign" | "muted" | undefined;
}

/** An exact amount: sign, whole units, minor units at 60 % in the large sizes; `<data value>` holds the decimal text. */
export function Money({ minor, currency, drawnMinor, isEstimate, isSigned, size, href, tone }: MoneyProps) {
  const parts = moneyParts(drawnMinor ?? minor, currency);
  const sign = parts.isNegative ? "−" : isSigned && minor > 0n ? "+" : "";
  const className = cx(
    "amt",
    size && `amt-${size}`,
    isEstimate && "est",
    tone === "muted" && "muted",
    tone === "sign" && minor < 0n && "neg",
    href && "proof",
  );
  const amount = (
    <data className={className} value={decimalText(minor, minorDigitsOf(currency))}>
      <bdi className="bare">
        <span aria-hidden="true">
          {isEstimate ? "≈ " : ""}
          {sign}
          {parts.major}
          {parts.minor && (size && size >= 28 ? <small>{parts.minor}</small> : parts.minor)}
        </span>
        <span className="vh">
          {isEstimate ? "about " : ""}
          {moneySpoken(minor, currency)}
        </span>
      </bdi>
      <span className="veil" aria-hidden="true">
        •••
      </span>
    </data>
  );
  return href ? <Link href={href}>{amount}</Link> : amount;
}
