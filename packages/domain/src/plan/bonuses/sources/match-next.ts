import { parseDecimal } from "../../../money/decimal.ts";
import { least } from "../../../money/least.ts";
import type { Match } from "../../bonus-schema.ts";

type Pair = readonly [bigint, bigint];

const ONE = 100n;
const hundredths = (text: string) => parseDecimal(text, 2) ?? 0n;
const atLeast0 = (value: bigint) => (value > 0n ? value : 0n);

/**
 * What each leg lacks for the next match: the next step, cycle or pair; of a share of the smaller leg, until both are
 * alike. Hundredths; no other pair of additions is smaller in sum.
 *
 * @param legs  what there is to match, before anything of it is used up
 * @returns null when nothing lies ahead: both legs alike, or empty, under a share, or every step reached
 */
export function untilNextMatch(
  match: Match,
  legs: Pair,
  { firstPairDone, used }: { readonly firstPairDone: boolean; readonly used: Pair },
): Pair | null {
  const [left, right] = legs;
  const smaller = least(left, right);
  if ("percent" in match) {
    const most = left + right - smaller;
    return most <= 0n || left === right ? null : [most - left, most - right];
  }
  if ("steps" in match) {
    const next = match.steps.map(hundredths).find((step) => step > atLeast0(smaller));
    return next === undefined ? null : [atLeast0(next - left), atLeast0(next - right)];
  }
  const rest: Pair = [left - used[0], right - used[1]];
  if ("cycle" in match) return sided(rest, hundredths(match.cycle.weak), hundredths(match.cycle.strong));
  const { first } = match.pairs;
  if (!first || firstPairDone || used[0] > 0n) return sided(rest, ONE, ONE);
  return sided(rest, BigInt(first.weak) * ONE, BigInt(first.strong) * ONE);
}

/** The smaller leg has to bring `weak`, the other one `strong`; whichever way round lacks less. */
function sided([left, right]: Pair, weak: bigint, strong: bigint): Pair {
  const ways: readonly Pair[] = [
    [atLeast0(weak - left), atLeast0(strong - right)],
    [atLeast0(strong - left), atLeast0(weak - right)],
  ];
  const sum = ([a, b]: Pair) => a + b;
  const [one, other] = ways;
  if (!one || !other) return [0n, 0n];
  if (sum(one) !== sum(other)) return sum(one) < sum(other) ? one : other;
  return left <= right ? one : other;
}
