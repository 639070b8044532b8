import { invariant } from "../errors/domain-error.ts";
import type { Column } from "../genealogy/roll-up.ts";

/** Adds up whole hundredths by canonical number: as numbers while all sums are exact, as 64-bit integers from then on. */
export interface Tally {
  add(canonical: number, hundredths: number | bigint): void;
  column(): Column;
}

const EXACT_BELOW = 2 ** 53;
const FITS_BELOW = 2n ** 63n;

/** @throws InvariantError (from `add`) when the volume of a period does not fit 64 bits */
export function tally(size: number): Tally {
  const numbers = new Float64Array(size);
  let integers: BigInt64Array | null = null;
  /** Sum of absolute amounts: no partial sum can be greater. In an array, since a captured number would be made anew each time. */
  const reach = new Float64Array(1);
  let greatReach = 0n;

  const addGreat = (into: BigInt64Array, canonical: number, hundredths: bigint) => {
    greatReach += hundredths < 0n ? -hundredths : hundredths;
    invariant(greatReach < FITS_BELOW, "the volume of a period fits 64 bits");
    into[canonical] = (into[canonical] ?? 0n) + hundredths;
  };
  return {
    add(canonical, hundredths) {
      if (integers !== null) return addGreat(integers, canonical, BigInt(hundredths));
      const amount = Number(hundredths);
      const next = (reach[0] ?? 0) + Math.abs(amount);
      if (next >= EXACT_BELOW) {
        integers = BigInt64Array.from(numbers, BigInt);
        greatReach = BigInt(reach[0] ?? 0);
        return addGreat(integers, canonical, BigInt(hundredths));
      }
      reach[0] = next;
      numbers[canonical] = (numbers[canonical] ?? 0) + amount;
    },
    column: () => integers ?? numbers,
  };
}
