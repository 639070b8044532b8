import { invariant } from "../errors/domain-error.ts";
import { compareExact, type Exact, exact, floor, negated, type Rounding, round, sum } from "./exact.ts";

/**
 * The minor units of the lines of one earner, one bonus, one period.
 *
 * Their exact sum is rounded once; each line gets its part of that total by largest remainder, so the
 * lines always add up to the number the earner is paid. Each is less than one minor unit away from its
 * exact amount, and lines with a negative sum are the mirror of the positive ones: settle(-a) = -settle(a).
 *
 * @param amounts   exact minor units of one currency, any sign, in line-key order (ties go to the earlier line)
 * @param rounding  the plan version's policy; applied to the sum only
 * @returns         whole minor units, one per amount, in the same order; [] for []
 * @throws InvariantError when the parts do not add up, which would be a bug here
 * @see the largest remainder method for the split
 */
export function settle(amounts: readonly Exact[], rounding: Rounding): bigint[] {
  return share(amounts, round(sum(amounts), rounding));
}

/**
 * Whole parts that add up to `total` exactly, by largest remainder.
 *
 * @param amounts  exact values of any sign whose sum is at most one unit away from `total`, in canonical order
 * @param total    what the parts must add up to
 * @returns        one part per amount, less than one unit away from it, in the same order
 * @throws InvariantError when `total` is further away from the sum than largest remainder can bridge
 */
export function share(amounts: readonly Exact[], total: bigint): bigint[] {
  // Floors are not symmetric around zero, so a negative sum is shared as the mirror of the positive one.
  if (sum(amounts).n < 0n) return share(amounts.map(negated), -total).map((minor) => -minor);

  const floors = amounts.map(floor);
  const oddUnits = Number(total - added(floors));
  const luckyLines = new Set(byLargestRemainder(amounts, floors).slice(0, Math.max(oddUnits, 0)));
  const parts = floors.map((minor, index) => (luckyLines.has(index) ? minor + 1n : minor));

  invariant(added(parts) === total, "shared parts add up to the total");
  return parts;
}

/** The indices of the values, largest fraction first, ties in the given order: the sort is stable. */
function byLargestRemainder(amounts: readonly Exact[], floors: readonly bigint[]): number[] {
  const remainders = amounts.map(({ n, d }, index) => exact(n - (floors[index] ?? 0n) * d, d));
  const order = amounts.map((_, index) => index);
  const remainderOf = (index: number) => remainders[index] ?? exact(0n);
  return order.sort((a, b) => compareExact(remainderOf(b), remainderOf(a)));
}

function added(parts: readonly bigint[]): bigint {
  return parts.reduce((a, b) => a + b, 0n);
}
