import { greater } from "../evaluate/whole.ts";
import { parseDecimal } from "../money/decimal.ts";
import { add, compareExact, type Exact, exact, times } from "../money/exact.ts";
import { MILLIONTHS } from "../money/rate.ts";
import type { CappedLegs } from "../plan/condition-schema.ts";

type Terms = Omit<CappedLegs, "tree" | "volume">;

/**
 * Volume of legs of which none may count for more than a share: of what is required, or of the actual total.
 *
 * @param legs  hundredths
 * @param own   hundredths of the person himself
 * @returns     hundredths, a fraction where a share makes one
 */
export function countedLegs(terms: Terms, legs: readonly bigint[], own: bigint): Exact {
  const all = terms.own === "capped" ? [...legs, own] : legs;
  const free = exact(terms.own === "uncapped" ? own : 0n);
  const share = exact(parseDecimal(terms.maxShare, 6) ?? 0n, MILLIONTHS);
  if (terms.capBase === "requirement") {
    const cap = times(exact(parseDecimal(terms.required, 2) ?? 0n), share);
    return all.map((leg) => lesser(exact(leg), cap)).reduce(add, free);
  }
  const strongest = all.reduce(greater, 0n);
  const rest = exact(all.reduce((sum, leg) => sum + leg, 0n) - strongest);
  const others = exact(share.d - share.n);
  const counted = others.n <= 0n ? exact(strongest) : lesser(exact(strongest), times(exact(share.n, others.n), rest));
  return add(add(counted, rest), free);
}

function lesser(a: Exact, b: Exact): Exact {
  return compareExact(a, b) < 0 ? a : b;
}
