import { invariant } from "../errors/domain-error.ts";

/** A rational in lowest terms with `d > 0`: the value of a line before its single rounding. */
export interface Exact {
  readonly n: bigint;
  readonly d: bigint;
}

/** How the exact sum becomes whole minor units; a plan chooses, half away from zero unless it says otherwise. */
export type Rounding = "halfAwayFromZero" | "halfEven";

/** The exact value `n / d`. @throws InvariantError when `d` is zero */
export function exact(n: bigint, d = 1n): Exact {
  invariant(d !== 0n, "an exact value has a denominator");
  const divisor = greatestCommonDivisor(n, d) * (d < 0n ? -1n : 1n);
  return { n: n / divisor, d: d / divisor };
}

export function add(a: Exact, b: Exact): Exact {
  if (a.d === b.d) return exact(a.n + b.n, a.d);
  return exact(a.n * b.d + b.n * a.d, a.d * b.d);
}

export function times(a: Exact, b: Exact): Exact {
  return exact(a.n * b.n, a.d * b.d);
}

export function negated({ n, d }: Exact): Exact {
  return { n: -n, d };
}

/** The exact sum; zero for no values. */
export function sum(values: readonly Exact[]): Exact {
  return values.reduce(add, { n: 0n, d: 1n });
}

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export function compareExact(a: Exact, b: Exact): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/** The greatest whole number not above the value. */
export function floor({ n, d }: Exact): bigint {
  const rest = n % d;
  return rest < 0n ? (n - rest) / d - 1n : (n - rest) / d;
}

/**
 * The nearest whole number; a value in the middle goes away from zero or to the even neighbour.
 * Both are symmetric, so that a reversal cancels: `round(-x) = -round(x)`.
 *
 * @see IEEE 754-2019 §4.3.1 for the two roundings
 */
export function round({ n, d }: Exact, rounding: Rounding): bigint {
  if (n < 0n) return -round({ n: -n, d }, rounding);
  const whole = n / d;
  const twiceRest = 2n * (n - whole * d);
  const isUp = twiceRest > d || (twiceRest === d && (rounding === "halfAwayFromZero" || whole % 2n === 1n));
  return isUp ? whole + 1n : whole;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
