import { add, type Exact, exact } from "../../../money/exact.ts";
import { share } from "../../../money/settle.ts";

const NONE = exact(0n);

/**
 * Divides a fund by shares, in whole minor units.
 *
 * Nobody gets more than `most`; what is above it goes to the others by shares, and what nobody may take stays with the
 * company. Ties of the odd unit go to the earlier one.
 *
 * @param shares  positive weights in canonical order
 * @param most    minor units; null without a limit per person
 * @see docs/plans/pool.md
 */
export function divideFund(fund: bigint, shares: readonly Exact[], most: bigint | null): bigint[] {
  const parts = shares.map(() => 0n);
  let open = shares.map((_, index) => index);
  let rest = fund;
  while (open.length > 0 && rest > 0n) {
    const whole = open.reduce((sum, index) => add(sum, shares[index] ?? NONE), NONE);
    const portions = open.map((index) => portionOf(rest, shares[index] ?? NONE, whole));
    const full = most === null ? [] : open.filter((_, at) => isAtLeast(portions[at] ?? NONE, most));
    if (full.length === 0 || most === null) {
      const settled = share(portions, rest);
      for (const [at, index] of open.entries()) parts[index] = settled[at] ?? 0n;
      return parts;
    }
    for (const index of full) {
      parts[index] = most;
      rest -= most;
    }
    open = open.filter((index) => !full.includes(index));
  }
  return parts;
}

function portionOf(rest: bigint, weight: Exact, whole: Exact): Exact {
  return exact(rest * weight.n * whole.d, weight.d * whole.n);
}

function isAtLeast(value: Exact, most: bigint): boolean {
  return value.n >= most * value.d;
}
