import {
  type Bonus,
  currency,
  type Explain,
  isMoney,
  minorDigits,
  money,
  moneyText,
  parseDecimal,
  type Step,
} from "@upline/domain";
import type { EarningRow } from "./earning-row.ts";
import { stepOf } from "./sentences.ts";

/**
 * The arithmetic of a line. A line: `base` hundredths of `volume` x `rate` = `exact`, rounded to `rounded` alone or
 * as its part of the group. A line that takes back: `originalAmount` x `refundedBase` / `ofBase`, rounded, less what
 * was taken back before.
 */
export interface Equation {
  /** What the base is of: an order, a person's period, matched legs, what somebody was paid, a fund, … */
  readonly what: Extract<Step, { kind: "source" }>["what"];
  /** Hundredths of `volume`; 0 where the base is no volume. */
  readonly base: bigint;
  /** Minor units, where the base is money; null for points and for instalments. */
  readonly baseMinor: bigint | null;
  /** The base as the engine wrote it: "120.00", "1 of 12". */
  readonly baseText: string;
  /** A rate is a share of the base, or an amount per 1.00 of it. */
  readonly unit: "share" | "amount";
  readonly volume: string;
  /** Decimal text: "0.25". */
  readonly rate: string;
  /** What comes on top of base times rate: for each booking of a party an amount, decimal text in major units. */
  readonly onTop?: { readonly count: number; readonly each: string };
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

/**
 * @param ground  the steps of the original for a line that takes back, otherwise the line's own
 * @param bonus   the bonus that decided the line; without it the rate is taken for a share
 */
export function equationOf(
  { amount }: Pick<EarningRow, "amount">,
  because: Explain,
  { ground, bonus }: { readonly ground: Explain; readonly bonus: Bonus | undefined },
): Equation {
  const source = stepOf(because, "source");
  const rounding = stepOf(because, "round");
  const refund = stepOf(because, "refund");
  const isAmount = source?.volume === undefined ? source?.what === "tier" : isMoney(source.volume);
  const base = (digits: number) => parseDecimal(source?.base ?? "0", digits);
  return {
    what: source?.what ?? "order",
    base: isAmount ? 0n : (base(2) ?? 0n),
    baseMinor: isAmount ? base(minorDigits(currency(amount.currency))) : null,
    baseText: source?.base ?? "",
    unit: bonus?.rate?.unit ?? "share",
    volume: source?.volume ?? "",
    rate: stepOf(ground, "rate")?.rate ?? "0",
    ...onTopOf(ground),
    exact: rounding?.exact ?? moneyText(money(amount.minor, amount.currency)),
    rounded: amount.minor,
    currency: amount.currency,
    how: rounding?.how ?? "line",
    ...(rounding?.groupExact === undefined ? {} : { groupExact: rounding.groupExact }),
    ...(rounding?.groupRounded === undefined ? {} : { groupRounded: rounding.groupRounded }),
    ...(refund ? { refund: backOf(refund) } : {}),
  };
}

/** "2 bookings" at "10 per booking". */
function onTopOf(ground: Explain): Pick<Equation, "onTop"> {
  const rate = stepOf(ground, "rate");
  const [count, each] = [
    /^(\d+) bookings$/.exec(rate?.row ?? "")?.[1],
    /^(\S+) per booking$/.exec(rate?.basis ?? "")?.[1],
  ];
  return count && each ? { onTop: { count: Number(count), each } } : {};
}

function backOf({ originalAmount, refundedBase, ofBase, before, after }: Extract<Step, { kind: "refund" }>) {
  return { originalAmount, refundedBase, ofBase, before, after };
}
