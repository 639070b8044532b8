import { type Explain, money, moneyText, volume } from "@upline/domain";
import type { EarningRow } from "./earning-row.ts";
import { stepOf } from "./sentences.ts";

/**
 * The arithmetic of a line. A line: `base` hundredths of `volume` x `rate` = `exact`, rounded to `rounded` alone or
 * as its part of the group. A line that takes back: `originalAmount` x `refundedBase` / `ofBase`, rounded, less what
 * was taken back before.
 */
export interface Equation {
  readonly base: bigint;
  readonly volume: string;
  /** Decimal text: "0.25". */
  readonly rate: string;
  /** Decimal text in major units. */
  readonly exact: string;
  readonly rounded: bigint;
  readonly currency: string;
  readonly how: "line" | "largestRemainder";
  readonly groupExact?: string;
  readonly groupRounded?: string;
  readonly refund?: {
    readonly originalAmount: string;
    readonly refundedBase: string;
    readonly ofBase: string;
    readonly before: string;
    readonly after: string;
  };
}

/** @param ground  the steps of the original for a line that takes back, otherwise the line's own */
export function equationOf({ amount }: EarningRow, because: Explain, ground: Explain): Equation {
  const source = stepOf(because, "source");
  const rounding = stepOf(because, "round");
  const refund = stepOf(because, "refund");
  const isMargin = source?.volume === "margin";
  return {
    base: source && !isMargin ? volume(source.base) : 0n,
    volume: source?.volume ?? "",
    rate: stepOf(ground, "rate")?.rate ?? "0",
    exact: rounding?.exact ?? moneyText(money(amount.minor, amount.currency)),
    rounded: amount.minor,
    currency: amount.currency,
    how: rounding?.how ?? "line",
    ...(rounding?.groupExact === undefined ? {} : { groupExact: rounding.groupExact }),
    ...(rounding?.groupRounded === undefined ? {} : { groupRounded: rounding.groupRounded }),
    ...(refund
      ? {
          refund: {
            originalAmount: refund.originalAmount,
            refundedBase: refund.refundedBase,
            ofBase: refund.ofBase,
            before: refund.before,
            after: refund.after,
          },
        }
      : {}),
  };
}
