import type { Rounding } from "../money/exact.ts";

/** Amounts of one earner: whole multiples of 1 / `unit` minor units, from `from` to `to - 1`, in canonical order. */
export interface Group {
  readonly amounts: Float64Array;
  readonly from: number;
  readonly to: number;
  readonly unit: number;
}

const EXACT_BELOW = 2 ** 53;

/**
 * The same as `settle`, in numbers: one rounding of the sum, split by largest remainder, ties to the earlier one.
 *
 * @param into  whole minor units, filled from `from` to `to - 1`
 * @returns     the rounded sum; null when it would not be exact in numbers, and then nothing is filled in
 */
export function settleNumbers(group: Group, rounding: Rounding, into: Float64Array): number | null {
  const { amounts, from, to, unit } = group;
  let [sum, reach] = [0, 0];
  for (let at = from; at < to; at += 1) {
    const amount = amounts[at] ?? 0;
    sum += amount;
    reach += Math.abs(amount);
  }
  // Keys of the remainders hold the place in the group as well.
  if (reach >= EXACT_BELOW || unit * (to - from + 1) >= EXACT_BELOW) return null;
  const sign = sum < 0 ? -1 : 1;
  const total = roundedNumber(sign * sum, unit, rounding);
  let odd = total;
  for (let at = from; at < to; at += 1) {
    const whole = Math.floor((sign * (amounts[at] ?? 0)) / unit);
    into[at] = whole;
    odd -= whole;
  }
  if (odd > 0) giveOdd(group, sign, odd, into);
  // Zero is zero: there is none below it.
  if (sign < 0) for (let at = from; at < to; at += 1) into[at] = 0 - (into[at] ?? 0);
  return sign < 0 ? 0 - total : total;
}

/** Half goes away from zero or to the even neighbour. @param amount  not negative */
export function roundedNumber(amount: number, unit: number, rounding: Rounding): number {
  const whole = Math.floor(amount / unit);
  const twiceRest = 2 * (amount - whole * unit);
  const isUp = twiceRest > unit || (twiceRest === unit && (rounding === "halfAwayFromZero" || whole % 2 === 1));
  return isUp ? whole + 1 : whole;
}

/** One unit more for each of the largest remainders. */
function giveOdd({ amounts, from, to, unit }: Group, sign: number, odd: number, into: Float64Array): void {
  const size = to - from;
  const keys = new Float64Array(size);
  for (let index = 0; index < size; index += 1) {
    const rest = sign * (amounts[from + index] ?? 0) - (into[from + index] ?? 0) * unit;
    keys[index] = rest * size + (size - 1 - index);
  }
  const least = keys.slice().sort()[size - odd] ?? 0;
  for (let index = 0; index < size; index += 1) {
    if ((keys[index] ?? 0) >= least) into[from + index] = (into[from + index] ?? 0) + 1;
  }
}
