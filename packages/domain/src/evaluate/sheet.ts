import { type Exact, exact, floor, sum } from "../money/exact.ts";
import { paidIn, reasonIn, type Visit } from "../plan/walk.ts";
import { addBreakages } from "./breakage.ts";
import { type Cell, type ClosingContext, type Portion, readersIn, type Settled } from "./closing.ts";
import type { Collected } from "./live-lines.ts";
import type { PrimaryReason } from "./reason.ts";
import { amountOf, type Rule } from "./rule.ts";
import { settlePortions } from "./settle-cell.ts";
import { type Group, settleNumbers } from "./settle-numbers.ts";

/**
 * What one closing bonus pays, as columns: earners in canonical order, the portions of the k-th from `from[k]` to
 * `from[k + 1] - 1`, by source. Whole numbers throughout, each exact.
 */
export interface Sheet {
  readonly rule: Rule;
  readonly earner: Int32Array;
  readonly from: Int32Array;
  /** Canonical number of the person whose volume it is; -1 where the source is none. */
  readonly source: Int32Array;
  /** What the source is called where it is no person. */
  readonly sourceKey: string | null;
  readonly segment: Uint16Array;
  readonly level: Int32Array;
  /** Hundredths of the volume of the rule. */
  readonly base: Float64Array;
  /** Millionths. */
  readonly rate: Float64Array;
  /** Minor units, rounded once per earner. */
  readonly minor: Float64Array;
  /** The same with everything an explanation asks for. */
  cell(k: number): Cell;
}

/** No amount times its rate may be greater, so that two of them still add up exactly. */
const MOST = 2 ** 52;

/** Portions while they are found; `isExact` turns false when numbers would not do, and everything is to be thrown away. */
export interface Found {
  size: number;
  isExact: boolean;
  earner: Int32Array;
  /** Place in the list of sources. */
  at: Int32Array;
  level: Int32Array;
  rate: Float64Array;
  readonly unpaid: Map<PrimaryReason, { amount: number; great: bigint; count: number }>;
}

export function nothingFound(): Found {
  const size = 1_024;
  const columns = { earner: new Int32Array(size), at: new Int32Array(size), level: new Int32Array(size) };
  return { size: 0, isExact: true, ...columns, rate: new Float64Array(size), unpaid: new Map() };
}

/** Takes what a walk tells of the people on its way; as `addWalk`, without an object per portion. */
export function finder(rule: Rule, context: ClosingContext, found: Found) {
  const readers = readersIn(rule, context);
  const factor = Number(rule.factor.n);
  const known: number[][] = [];
  const byTable = (person: number, level: number): number => {
    if (rule.rates.byMetric) return whole(found, readers.rate(person, level));
    const rank = rule.rates.byRank ? readers.rank(person) : 0;
    const row = known[rank] ?? [];
    known[rank] = row;
    row[level] ??= Number(rule.rates.at(level, rank));
    return row[level];
  };
  /** @param at  place of the source, of which `base` is the volume */
  return (at: number, base: number): Visit<number> =>
    (person, level, outcome, why) => {
      if (level === null || outcome === "skipped" || !found.isExact) return;
      const paid = paidIn(why);
      const rate = paid ? whole(found, paid.rate) : byTable(person, level);
      const amount = base * rate * factor;
      if (!(Math.abs(amount) < MOST)) found.isExact = false;
      const reason = reasonIn(why);
      if (outcome === "unpaid" && reason) addUnpaid(found, reason, amount);
      else if (rate !== 0) {
        const place = push(found, person, at, level);
        found.rate[place] = rate;
      }
    };
}

function whole(found: Found, { n, d }: Exact): number {
  if (d !== 1n) found.isExact = false;
  return Number(n);
}

/** @returns the place of the new portion */
function push(found: Found, person: number, at: number, level: number): number {
  if (found.size === found.earner.length) {
    found.earner = wider(found.earner, new Int32Array(2 * found.size));
    found.at = wider(found.at, new Int32Array(2 * found.size));
    found.level = wider(found.level, new Int32Array(2 * found.size));
    found.rate = wider(found.rate, new Float64Array(2 * found.size));
  }
  found.earner[found.size] = person;
  found.at[found.size] = at;
  found.level[found.size] = level;
  found.size += 1;
  return found.size - 1;
}

function wider<A extends Int32Array | Float64Array>(values: A, into: A): A {
  into.set(values);
  return into;
}

function addUnpaid({ unpaid }: Found, reason: PrimaryReason, amount: number): void {
  const total = unpaid.get(reason) ?? { amount: 0, great: 0n, count: 0 };
  unpaid.set(reason, total);
  total.count += 1;
  total.amount += amount;
  if (Math.abs(total.amount) < MOST) return;
  total.great += BigInt(total.amount);
  total.amount = 0;
}

/** Sources of a walk by their place in a list. */
export interface SheetSources {
  readonly person: Int32Array;
  readonly segment: Uint16Array;
  readonly base: Float64Array;
  /** A portion of the source with its explanation. */
  portion(at: number, earner: number, place: { level: number; rate: number }): Portion;
}

/** Settles what was found. Breakage goes to what is collected. */
export function sheetOf(
  rule: Rule,
  context: ClosingContext,
  {
    found,
    sources,
    collected,
  }: { readonly found: Found; readonly sources: SheetSources; readonly collected: Collected },
): Sheet {
  for (const [code, { amount, great, count }] of found.unpaid) {
    addBreakages(collected.breakage, rule, { code, amount: exact(great + BigInt(amount), rule.factor.d), count });
  }
  const { earner, from, order } = byEarner(found, context.world.ids.length);
  const pick = <A extends Int32Array | Float64Array | Uint16Array>(into: A, of: (place: number) => number): A => {
    for (let to = 0; to < order.length; to += 1) into[to] = of(order[to] ?? 0);
    return into;
  };
  const at = pick(new Int32Array(order.length), (place) => found.at[place] ?? 0);
  const columns = {
    source: at.map((place) => sources.person[place] ?? 0),
    sourceKey: null,
    segment: pick(new Uint16Array(order.length), (place) => sources.segment[found.at[place] ?? 0] ?? 0),
    level: pick(new Int32Array(order.length), (place) => found.level[place] ?? 0),
    base: pick(new Float64Array(order.length), (place) => sources.base[found.at[place] ?? 0] ?? 0),
    rate: pick(new Float64Array(order.length), (place) => found.rate[place] ?? 0),
  };
  const portionsOf = (k: number): Portion[] => {
    const places = Array.from({ length: (from[k + 1] ?? 0) - (from[k] ?? 0) }, (_, index) => (from[k] ?? 0) + index);
    return places.map((place) => {
      const [level, rate] = [columns.level[place] ?? 0, columns.rate[place] ?? 0];
      return sources.portion(at[place] ?? 0, earner[k] ?? 0, { level, rate });
    });
  };
  const { minor, capped } = settled(rule, context, { earner, from, portionsOf, ...columns });
  return {
    rule,
    earner,
    from,
    ...columns,
    minor,
    cell: (k) => {
      const portions = portionsOf(k);
      const minors = Array.from(minor.subarray(from[k], from[k + 1]), BigInt);
      const groupMinor = minors.reduce((total, each) => total + each, 0n);
      const settledCell = capped.get(k) ?? withSum(portions, { groupMinor, isCapped: false, minors, cuts: [] });
      return { rule, earnerId: context.world.ids[earner[k] ?? 0] ?? "", portions, settled: settledCell };
    },
  };
}

/** The exact sum is asked for by explanations only. */
function withSum(portions: readonly Portion[], settled: Omit<Settled, "groupExact">): Settled {
  return {
    ...settled,
    get groupExact() {
      return sum(portions.map((portion) => portion.exact));
    },
  };
}

interface Settling extends Pick<Sheet, "earner" | "from" | "base" | "rate"> {
  portionsOf(k: number): Portion[];
}

/** Rounds each earner's total once and splits it; whoever is over his limit, or beyond numbers, goes the exact way. */
function settled(rule: Rule, context: ClosingContext, { earner, from, base, rate, portionsOf }: Settling) {
  const readers = readersIn(rule, context);
  const minor = new Float64Array(base.length);
  const capped = new Map<number, Settled>();
  const factor = Number(rule.factor.n);
  const amounts = base.map((points, place) => points * (rate[place] ?? 0) * factor);
  const unit = Number(rule.factor.d);
  for (let k = 0; k < earner.length; k += 1) {
    const group: Group = { amounts, from: from[k] ?? 0, to: from[k + 1] ?? 0, unit };
    const limit = rule.perEarner?.[readers.rank(earner[k] ?? 0)] ?? null;
    const total = settleNumbers(group, rule.plan.policies.rounding, minor);
    if (total !== null && (limit === null || total <= limit)) continue;
    const exactly = settlePortions(rule, limit, portionsOf(k));
    capped.set(k, exactly);
    for (const [index, each] of exactly.minors.entries()) minor[group.from + index] = Number(each);
  }
  return { minor, capped };
}

/** Portions grouped by earner, those of one in the order in which they were found. */
function byEarner({ earner: found, size }: Found, people: number) {
  const next = new Int32Array(people + 1);
  for (let place = 0; place < size; place += 1)
    next[(found[place] ?? 0) + 1] = (next[(found[place] ?? 0) + 1] ?? 0) + 1;
  let count = 0;
  for (let person = 0; person < people; person += 1) {
    if ((next[person + 1] ?? 0) > 0) count += 1;
    next[person + 1] = (next[person + 1] ?? 0) + (next[person] ?? 0);
  }
  const [earner, from] = [new Int32Array(count), new Int32Array(count + 1)];
  let k = 0;
  for (let person = 0; person < people; person += 1) {
    if (next[person] === next[person + 1]) continue;
    earner[k] = person;
    from[k] = next[person] ?? 0;
    k += 1;
  }
  from[count] = size;
  const order = new Int32Array(size);
  for (let place = 0; place < size; place += 1) {
    const person = found[place] ?? 0;
    order[next[person] ?? 0] = place;
    next[person] = (next[person] ?? 0) + 1;
  }
  return { earner, from, order };
}

/** A portion of a source at a whole rate. */
export function plainPortion(
  rule: Rule,
  { base, rate, ...place }: Omit<Portion, "rate" | "uncut" | "exact" | "part"> & { readonly rate: number },
): Portion {
  const uncut = amountOf(rule, base, BigInt(rate));
  return { ...place, part: "-", base, rate: floor(exact(BigInt(rate))), uncut, exact: uncut };
}

/** Whether a rule's amounts are whole multiples of one unit, whatever the people. */
export function isWhole({ rates, perSource, bonus: { rate, walk } }: Rule): boolean {
  if (rates.byPackage || perSource || (rate && "byMetric" in rate && rate.mode === "marginal")) return false;
  return walk.to === "self" || walk.to === "upline" || walk.to === "generations";
}
