import { type Exact, exact } from "./exact.ts";
import { MILLIONTHS, type Rate } from "./rate.ts";

/** Points as money at the plan's peg: exact major units. @param volume  hundredths of a point */
export function pegged(volume: bigint, peg: Rate): Exact {
  return exact(volume * peg, 100n * MILLIONTHS);
}
