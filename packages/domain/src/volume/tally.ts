import { invariant } from "../errors/domain-error.ts";
import type { Column } from "../genealogy/roll-up.ts";

/** Adds up whole hundredths by canonical number: as numbers while all sums are exact, as 64-bit integers from then on. */
export interface Tally {
  add(canonical: number, hundredths: number | bigint): void;
  /** Several at a time, which is faster: `hundredths[k]` for `canonical[k]`. */
  addAll(canonical: Int32Array, hundredths: Float64Array): void;
  column(): Column;
}

const EXACT_BELOW = 2 ** 53;
const FITS_BELOW = 2n ** 63n;

/** @throws InvariantError (from `add` and `addAll`) when the volume of a period does not fit 64 bits */
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
  const add = (canonical: number, hundredths: number | bigint): void => {
    const amount = Number(hundredths);
    const next = (reach[0] ?? 0) + Math.abs(amount);
    if (integers === null && next >= EXACT_BELOW) {
      integers = BigInt64Array.from(numbers, BigInt);
      greatReach = BigInt(reach[0] ?? 0);
    }
    if (integers !== null) addGreat(integers, canonical, BigInt(hundredths));
    else {
      reach[0] = next;
      numbers[canonical] = (numbers[canonical] ?? 0) + amount;
    }
  };
  return {
    add,
    addAll(canonical, hundredths) {
      let next = reach[0] ?? 0;
      for (let at = 0; at < canonical.length; at += 1) next += Math.abs(hundredths[at] ?? 0);
      // A sum of absolute amounts that is no whole number any more is not below either.
      if (integers !== null || !(next < EXACT_BELOW)) {
        for (let at = 0; at < canonical.length; at += 1) add(canonical[at] ?? 0, hundredths[at] ?? 0);
        return;
      }
      reach[0] = next;
      for (let at = 0; at < canonical.length; at += 1) {
        const whose = canonical[at] ?? 0;
        numbers[whose] = (numbers[whose] ?? 0) + (hundredths[at] ?? 0);
      }
    },
    column: () => integers ?? numbers,
  };
}
