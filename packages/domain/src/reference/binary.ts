import type { PlanVersion } from "../plan/plan-version.ts";
import type { Reader } from "./company.ts";
import { Fraction, total, ZERO } from "./fraction.ts";
import { capOf, type Memory } from "./memory.ts";
import { type Claim, rateOf } from "./walks.ts";

type Bonus = PlanVersion["bonuses"][number];
type LegsSource = Extract<Bonus["source"], { kind: "legs" }>;
type Lot = [number, Fraction];

const ONE = new Fraction(1n);

/** Binary bonuses, step by step as the specification writes them down. */
export function binaryClaims(reader: Reader, bonus: Bonus, source: LegsSource, memory: Memory): Claim[] {
  const close = (memory.closes.get(bonus.id) ?? 0) + 1;
  memory.closes.set(bonus.id, close);
  return reader.company.people.flatMap(({ id }) => {
    const amount = closeOne({ reader, bonus, source, memory, close }, id);
    return amount.n === 0n ? [] : [{ earner: id, source: "legs", level: 0, part: "-", amount }];
  });
}

interface Setting {
  readonly reader: Reader;
  readonly bonus: Bonus;
  readonly source: LegsSource;
  readonly memory: Memory;
  readonly close: number;
}

function closeOne({ reader, bonus, source, memory, close }: Setting, id: string): Fraction {
  const names = [0, 1].map((slot) => `${bonus.id}|${id}|${slot}`);
  const legs = names.map((name) => memory.lots.get(name) ?? []);
  const fresh = [0, 1].map((slot) => {
    const child = reader.children(source.tree, id).find((one) => reader.person(one).placement?.slot === slot);
    return child === undefined ? ZERO : brought(reader, source, child, close);
  });
  const keep = (next: readonly Lot[][]) => {
    for (const [slot, name] of names.entries()) memory.lots.set(name, next[slot] ?? []);
  };
  const capped = (leg: Lot[]) => (source.carry.max === undefined ? leg : capTo(leg, Fraction.of(source.carry.max)));
  if (reader.person(id).status === "terminated") {
    keep([[], []]);
    return ZERO;
  }
  if (reader.isRemoved(id) || !reader.holds(bonus.gate, id)) {
    keep(
      legs.map((leg, slot) => {
        const quantity = fresh[slot] ?? ZERO;
        const kept = source.unqualified.flush ? leg.filter(([, each]) => each.n < 0n) : leg;
        const next = source.unqualified.accrue || quantity.n < 0n ? put(kept, close, quantity) : kept;
        return source.unqualified.flush ? next : capped(next);
      }),
    );
    return ZERO;
  }
  const full = legs.map((leg, slot) => {
    const after = source.carry.expireAfter;
    const next = put(leg, close, fresh[slot] ?? ZERO);
    return after === undefined ? next : next.filter(([from, each]) => each.n < 0n || from > close - after);
  });
  const [left = ZERO, right = ZERO] = full.map((leg) => total(leg.map(([, each]) => each)));
  const { pay, used, firstPair } = match({ reader, bonus, source, memory, close }, id, [left, right]);
  if (firstPair) memory.firstPairs.add(`${bonus.id}|${id}`);
  keep(full.map((leg, slot) => capped(take(leg, used[slot] ?? ZERO))));
  return pay;
}

/** Points of a leg; heads are people who were placed in this close. */
function brought(reader: Reader, source: LegsSource, child: string, close: number): Fraction {
  const { volume, tree } = source;
  const kind = reader.plan.volumes.find(({ id }) => id === volume)?.kind;
  if (kind === "points") return reader.group({ volume, tree }, child);
  if (close > 1) return ZERO;
  return reader.children(tree, child).reduce((sum, one) => sum.plus(brought(reader, source, one, close)), ONE);
}

function put(leg: readonly Lot[], close: number, quantity: Fraction): Lot[] {
  if (quantity.n === 0n) return [...leg];
  const debt = leg.find(([, each]) => each.n < 0n);
  if (quantity.n > 0n) {
    if (!debt) return [...leg, [close, quantity]];
    const rest = debt[1].plus(quantity);
    const others = leg.filter((lot) => lot !== debt);
    if (rest.n === 0n) return others;
    return rest.n < 0n ? [...others, [debt[0], rest]] : [...others, [close, rest]];
  }
  let left = ZERO.minus(quantity);
  const kept: Lot[] = [];
  for (const [from, each] of [...leg].reverse()) {
    const gone = each.n > 0n ? each.least(left) : ZERO;
    left = left.minus(gone);
    const rest = each.minus(gone);
    if (rest.n !== 0n) kept.unshift([from, rest]);
  }
  if (left.n === 0n) return kept;
  if (!debt) return [...kept, [close, ZERO.minus(left)]];
  return kept.map((lot): Lot => (lot[1].n < 0n ? [lot[0], lot[1].minus(left)] : lot));
}

function take(leg: readonly Lot[], quantity: Fraction): Lot[] {
  let left = quantity;
  const kept: Lot[] = [];
  for (const [from, each] of leg) {
    const gone = each.n > 0n ? each.least(left) : ZERO;
    left = left.minus(gone);
    const rest = each.minus(gone);
    if (rest.n !== 0n) kept.push([from, rest]);
  }
  return kept;
}

function capTo(leg: readonly Lot[], most: Fraction): Lot[] {
  let over = total(leg.map(([, each]) => each)).minus(most);
  if (over.n <= 0n) return [...leg];
  const kept: Lot[] = [];
  for (const [from, each] of [...leg].reverse()) {
    const gone = each.n > 0n ? each.least(over) : ZERO;
    over = over.minus(gone);
    const rest = each.minus(gone);
    if (rest.n !== 0n) kept.unshift([from, rest]);
  }
  return kept;
}

interface Matched {
  readonly pay: Fraction;
  readonly used: readonly [Fraction, Fraction];
  readonly firstPair: boolean;
}

function match(setting: Setting, id: string, [left, right]: [Fraction, Fraction]): Matched {
  const { reader, bonus, source, memory } = setting;
  const { minorDigits, policies, volumes } = reader.plan;
  const cents = new Fraction(10n ** BigInt(minorDigits));
  const cap = bonus.limit?.perEarner ? capOf(reader, bonus, id, bonus.limit.perEarner) : null;
  const rate = rateOf(reader, bonus, id, 0);
  const isOver = (pay: Fraction) => cap !== null && pay.round(policies.rounding) > cap;
  if ("percent" in source.match || "steps" in source.match) {
    const peg = Fraction.of(volumes.find((one) => one.id === source.volume)?.peg ?? "1");
    const least = left.least(right);
    const steps = "steps" in source.match ? source.match.steps.map(Fraction.of) : [];
    const step = steps.filter((each) => each.compare(least) <= 0).at(-1) ?? ZERO;
    const volume = "steps" in source.match ? step : least.n > 0n ? least : ZERO;
    const price = rate.times(peg).times(cents);
    const pay = price.times(volume);
    if (!isOver(pay)) return { pay, used: [volume, volume], firstPair: false };
    // Up to the next hundredth of a point.
    const exact = new Fraction(cap ?? 0n).over(price).times(new Fraction(100n));
    const up = new Fraction(-new Fraction(-exact.n, exact.d).floor(), 100n);
    // All is used up, and the limit of the bonus cuts what it comes to.
    if (source.carry.capConsumes === "all") return { pay, used: [volume, volume], firstPair: false };
    return { pay: new Fraction(cap ?? 0n), used: [up, up], firstPair: false };
  }
  const price = rate.times(cents);
  const isPaidOnly = source.carry.capConsumes === "paid";
  let [l, r, paid] = [left, right, ZERO];
  const round = (weak: Fraction, strong: Fraction, amount: Fraction): boolean => {
    const isLeftWeak = l.compare(r) <= 0;
    const [low, high] = isLeftWeak ? [l, r] : [r, l];
    if (low.compare(weak) < 0 || high.compare(strong) < 0) return false;
    const fits = cap === null || price.n <= 0n || paid.plus(amount).compare(new Fraction(cap)) <= 0;
    if (isPaidOnly && !fits && amount === price) return false;
    paid = paid.plus(amount);
    l = l.minus(isLeftWeak ? weak : strong);
    r = r.minus(isLeftWeak ? strong : weak);
    return true;
  };
  let firstPair = false;
  if ("cycle" in source.match) {
    const [weak, strong] = [Fraction.of(source.match.cycle.weak), Fraction.of(source.match.cycle.strong)];
    while (round(weak, strong, price)) {}
  } else {
    const { first } = source.match.pairs;
    if (first && !memory.firstPairs.has(`${bonus.id}|${id}`)) {
      const amount = Fraction.of(first.amount).times(cents);
      firstPair = round(new Fraction(BigInt(first.weak)), new Fraction(BigInt(first.strong)), amount);
      if (!firstPair) return { pay: ZERO, used: [ZERO, ZERO], firstPair };
    }
    while (round(ONE, ONE, price)) {}
  }
  const over = isPaidOnly && isOver(paid);
  return { pay: over ? new Fraction(cap ?? 0n) : paid, used: [left.minus(l), right.minus(r)], firstPair };
}
