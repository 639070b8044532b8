import { parseDecimal } from "../../../money/decimal.ts";
import { type Exact, exact, floor, type Rounding, round, sum, times } from "../../../money/exact.ts";
import { least as smaller } from "../../../money/least.ts";
import type { Match } from "../../bonus-schema.ts";

/** What two legs bring. Quantities are hundredths of volume; for pairs 1.00 is one head. */
export interface Matched {
  readonly pay: Exact;
  /** The same before the cap. */
  readonly uncapped: Exact;
  readonly left: bigint;
  readonly right: bigint;
  /** Hundredths there were to pay on before the cap, or how many times something was to be paid times 100. */
  readonly base: bigint;
  readonly isCapped: boolean;
  /** The first pair was paid now. */
  readonly firstPair: boolean;
  /** Why nothing was matched; null when something was. */
  readonly reason: "leg_not_matched" | "below_step" | "below_cycle" | "first_pair_missing" | "leg_debt" | null;
}

export interface MatchTerms {
  readonly match: Match;
  /** Minor units per hundredth of volume, or per cycle or pair. */
  readonly price: Exact;
  /** Minor units of an amount of the plan. */
  readonly minorOf: (text: string) => bigint;
  /** Most that is paid, minor units; null without a cap. */
  readonly cap: bigint | null;
  readonly capConsumes: "all" | "paid";
  readonly rounding: Rounding;
  readonly firstPairDone: boolean;
}

const ONE = 100n;
const hundredths = (text: string) => parseDecimal(text, 2) ?? 0n;

/** @param legs  what there is to match in each leg, after new volume and expiry */
export function matchLegs(terms: MatchTerms, [left, right]: readonly [bigint, bigint]): Matched {
  const { match } = terms;
  const least = smaller(left, right);
  if ("percent" in match) return byVolume(terms, least > 0n ? least : 0n, least, "leg_not_matched");
  if ("steps" in match) {
    const step = match.steps.map(hundredths).findLast((each) => each <= least) ?? 0n;
    return byVolume(terms, step, least, least > 0n ? "below_step" : "leg_not_matched");
  }
  if ("cycle" in match) return cycles(terms, match.cycle, left, right);
  return pairs(terms, match.pairs.first, left, right);
}

function byVolume(terms: MatchTerms, volume: bigint, least: bigint, reason: Matched["reason"]): Matched {
  const { price, cap, capConsumes, rounding } = terms;
  const pay = times(price, exact(volume));
  const isCapped = cap !== null && round(pay, rounding) > cap;
  // Under "paid" only as much volume is used up as the capped amount needs, up to the next hundredth.
  const needed = isCapped && capConsumes === "paid" ? ceiling(exact(cap * price.d, price.n)) : volume;
  const paid = isCapped ? exact(cap) : pay;
  const nothing = volume > 0n ? null : least < 0n ? "leg_debt" : reason;
  const used = { left: needed, right: needed, base: volume };
  return { pay: paid, uncapped: pay, ...used, isCapped, firstPair: false, reason: nothing };
}

function cycles(terms: MatchTerms, size: { weak: string; strong: string }, left: bigint, right: bigint): Matched {
  const [weak, strong] = [hundredths(size.weak), hundredths(size.strong)];
  let [l, r] = [left, right];
  const most = terms.capConsumes === "paid" ? allowed(terms, 0n) : null;
  let [all, count, rest] = [0n, 0n, [left, right] as const];
  for (;;) {
    const isLeftWeak = l <= r;
    const [low, high] = isLeftWeak ? [l, r] : [r, l];
    if (low < weak || high < strong) break;
    [l, r] = isLeftWeak ? [l - weak, r - strong] : [l - strong, r - weak];
    all += 1n;
    // Beyond the cap they are counted and use nothing up.
    if (most === null || all <= most) [count, rest] = [all, [l, r]];
  }
  const least = smaller(left, right);
  const reason = all > 0n ? null : least < 0n ? "leg_debt" : least > 0n ? "below_cycle" : "leg_not_matched";
  return counted(terms, { count, all, first: 0n, left: left - rest[0], right: right - rest[1], reason });
}

function pairs(
  terms: MatchTerms,
  first: { strong: number; weak: number; amount: string } | undefined,
  left: bigint,
  right: bigint,
): Matched {
  let [l, r] = [left, right];
  let amount = 0n;
  if (first && !terms.firstPairDone) {
    const isLeftWeak = l <= r;
    const [weak, strong] = [BigInt(first.weak) * ONE, BigInt(first.strong) * ONE];
    const [low, high] = isLeftWeak ? [l, r] : [r, l];
    if (low < weak || high < strong) {
      const reason = low < 0n ? "leg_debt" : "first_pair_missing";
      const none = { pay: exact(0n), uncapped: exact(0n), left: 0n, right: 0n, base: 0n };
      return { ...none, isCapped: false, firstPair: false, reason };
    }
    amount = terms.minorOf(first.amount);
    [l, r] = isLeftWeak ? [l - weak, r - strong] : [l - strong, r - weak];
  }
  const least = smaller(l, r);
  const all = least > 0n ? least / ONE : 0n;
  const most = allowed(terms, amount);
  const count = most !== null && terms.capConsumes === "paid" && all > most ? most : all;
  const reason = all > 0n || amount > 0n ? null : least < 0n ? "leg_debt" : "leg_not_matched";
  const taken = { left: left - l + count * ONE, right: right - r + count * ONE };
  return { ...counted(terms, { count, all, first: amount, ...taken, reason }), firstPair: amount > 0n };
}

/** How many times the cap leaves room for; null without a cap. */
function allowed({ cap, price }: MatchTerms, before: bigint): bigint | null {
  if (cap === null || price.n <= 0n) return null;
  const room = cap - before;
  return room <= 0n ? 0n : floor(exact(room * price.d, price.n));
}

function counted(
  { price, cap, rounding, capConsumes }: MatchTerms,
  {
    count,
    all,
    first,
    left,
    right,
    reason,
  }: Record<"count" | "all" | "first" | "left" | "right", bigint> & Pick<Matched, "reason">,
): Matched {
  const whole = sum([exact(first), times(price, exact(all))]);
  const isOver = cap !== null && round(whole, rounding) > cap;
  const paid = sum([exact(first), times(price, exact(count))]);
  const pay = isOver && (capConsumes === "all" || round(paid, rounding) > cap) ? exact(cap) : paid;
  return { pay, uncapped: whole, left, right, base: all * ONE, isCapped: isOver, firstPair: false, reason };
}

function ceiling(value: Exact): bigint {
  return -floor({ n: -value.n, d: value.d });
}
