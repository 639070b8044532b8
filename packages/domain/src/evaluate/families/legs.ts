import { type Column, valueAt } from "../../genealogy/roll-up.ts";
import { parseDecimal } from "../../money/decimal.ts";
import { floor, round } from "../../money/exact.ts";
import type { Source } from "../../plan/bonus-schema.ts";
import { addTo, capped, consume, debtsOf, expired, type Leg, sumOf } from "../../plan/bonuses/sources/legs.ts";
import { type Matched, matchLegs } from "../../plan/bonuses/sources/match.ts";
import { traceCondition } from "../../rank/trace.ts";
import { type Cell, type ClosingContext, type Portion, readersIn, removedIn } from "../closing.ts";
import type { LegState, Lot } from "../facts.ts";
import type { Step } from "../outcome.ts";
import { amountAt, cutPerSource, minorOf, type Rule } from "../rule.ts";
import type { Carried } from "../running.ts";
import { settlePortions } from "../settle-cell.ts";
import { baseText, millionthsText } from "../text.ts";

type LegsSource = Extract<Source, { kind: "legs" }>;
type Pair<T> = readonly [T, T];
const NOTHING: Pair<bigint> = [0n, 0n];

/** Both legs of one person at a close, and what became of them. */
export interface LegsOutcome {
  readonly opening: Pair<bigint>;
  readonly added: Pair<bigint>;
  /** Null for somebody whose legs are not matched: removed, or the gate is shut. */
  readonly matched: Matched | null;
  /** Everything that went without being matched, what expired included. */
  readonly flushed: Pair<bigint>;
  readonly expired: Pair<bigint>;
  readonly closing: Pair<bigint>;
  readonly state: LegState | null;
}

/** Person by person, for every kind of match. */
export function legCells(
  rule: Rule,
  source: LegsSource,
  context: ClosingContext,
  { carried, sides }: { readonly carried: Carried; readonly sides: Pair<Column> },
): Cell[] {
  const { world } = context;
  const close = carried.close(rule.bonus.id);
  const cells: Cell[] = [];
  for (const [person, id] of world.ids.entries()) {
    const before = carried.legs(rule.bonus.id, id);
    const added: Pair<bigint> = [valueAt(sides[0], person), valueAt(sides[1], person)];
    if (!before && added[0] === 0n && added[1] === 0n) continue;
    const outcome = closeLegs(rule, source, context, { person, before, added, close });
    carried.keepLegs(rule.bonus.id, id, outcome.state);
    if (!outcome.matched || outcome.matched.uncapped.n === 0n) continue;
    cells.push(legCell(rule, context, person, { ...outcome, matched: outcome.matched }));
  }
  return cells;
}

/** What one person gets of his legs: what was matched, brought down to what the match pays under its cap. */
export function legCell(rule: Rule, context: ClosingContext, person: number, outcome: MatchedOutcome): Cell {
  const { isCapped, pay } = outcome.matched;
  const portions = [legPortion(rule, context, person, outcome)];
  const limit = isCapped ? round(pay, rule.plan.policies.rounding) : null;
  return { rule, earnerId: context.world.ids[person] ?? "", portions, settled: settlePortions(rule, limit, portions) };
}

type MatchedOutcome = LegsOutcome & { readonly matched: Matched };

/** What one person's legs pay. */
function legPortion(rule: Rule, context: ClosingContext, person: number, outcome: MatchedOutcome): Portion {
  const { uncapped, base } = outcome.matched;
  const ref = context.world.ids[person] ?? "";
  const readers = readersIn(rule, context);
  const rate = readers.rate(person, 0);
  return {
    sourceKey: "legs",
    segment: 0,
    level: 0,
    part: "-",
    base,
    rate: floor(rate),
    uncut: uncapped,
    exact: cutPerSource(rule, uncapped),
    orderIds: [],
    steps: (): Step[] => [
      { kind: "source", what: "legs", ref, base: baseText(base, rule.volume, 2), volume: rule.volume },
      { kind: "condition", trace: traceCondition(rule.bonus.gate, context.columns, person) },
      legsStep(outcome),
      { kind: "rate", bonus: rule.bonus.id, row: readers.row(person, 0), rate: millionthsText(rate) },
    ],
  };
}

function legsStep({ opening, added, matched, flushed, closing }: LegsOutcome): Step {
  const write = ([a, b]: Pair<bigint>): [string, string] => [baseText(a, "legs", 2), baseText(b, "legs", 2)];
  return {
    kind: "legs",
    opening: write(opening),
    added: write(added),
    matched: write([matched?.left ?? 0n, matched?.right ?? 0n]).join(" / "),
    flushed: write(flushed),
    closing: write(closing),
  };
}

interface Close {
  readonly person: number;
  readonly before: LegState | undefined;
  readonly added: Pair<bigint>;
  readonly close: number;
}

/** One close of both legs of one person. */
export function closeLegs(
  rule: Rule,
  source: LegsSource,
  context: ClosingContext,
  { person, before, added, close }: Close,
): LegsOutcome {
  const { carry, unqualified } = source;
  const max = carry.max === undefined ? null : (parseDecimal(carry.max, 2) ?? 0n);
  const opening: Pair<Leg> = [lotsOf(before?.left), lotsOf(before?.right)];
  const gone = removedIn(context)(person);
  const ended = (legs: Pair<Leg>, matched: Matched | null, keep: boolean, expiry = NOTHING): LegsOutcome => {
    const done = before?.firstPairDone || matched?.firstPair;
    const closing: Pair<bigint> = [sumOf(legs[0]), sumOf(legs[1])];
    const used: Pair<bigint> = [matched?.left ?? 0n, matched?.right ?? 0n];
    const flushed: Pair<bigint> = [
      sumOf(opening[0]) + added[0] - used[0] - closing[0],
      sumOf(opening[1]) + added[1] - used[1] - closing[1],
    ];
    const isEmpty = legs[0].length === 0 && legs[1].length === 0 && !done;
    const state: LegState | null =
      isEmpty || !keep
        ? null
        : { left: textOf(legs[0]), right: textOf(legs[1]), ...(done ? { firstPairDone: true as const } : {}) };
    return {
      opening: [sumOf(opening[0]), sumOf(opening[1])],
      added,
      matched,
      flushed,
      expired: expiry,
      closing,
      state,
    };
  };
  if (gone === "terminated") return ended([[], []], null, false);
  if (gone || readersIn(rule, context).gate(person)) {
    const closed = (leg: Leg, quantity: bigint): Leg => {
      const kept = unqualified.flush ? debtsOf(leg) : leg;
      const next = unqualified.accrue || quantity < 0n ? addTo(kept, close, quantity) : kept;
      return unqualified.flush ? next : capped(next, max);
    };
    return ended([closed(opening[0], added[0]), closed(opening[1], added[1])], null, true);
  }
  const all: Pair<Leg> = [addTo(opening[0], close, added[0]), addTo(opening[1], close, added[1])];
  const filled: Pair<Leg> = [expired(all[0], close, carry.expireAfter), expired(all[1], close, carry.expireAfter)];
  const readers = readersIn(rule, context);
  const matched = matchLegs(
    {
      match: source.match,
      price: priceOf(rule, source, readers.rate(person, 0)),
      minorOf: (text) => minorOf(text, rule.plan),
      cap: rule.perEarner?.[readers.rank(person)] ?? null,
      capConsumes: carry.capConsumes,
      rounding: rule.plan.policies.rounding,
      firstPairDone: before?.firstPairDone === true,
    },
    [sumOf(filled[0]), sumOf(filled[1])],
  );
  return ended(
    [capped(consume(filled[0], matched.left), max), capped(consume(filled[1], matched.right), max)],
    matched,
    true,
    [sumOf(all[0]) - sumOf(filled[0]), sumOf(all[1]) - sumOf(filled[1])],
  );
}

/** Minor units per hundredth of volume, or per cycle or pair: an amount is per 1.00. */
function priceOf(rule: Rule, { match }: LegsSource, rate: Parameters<typeof amountAt>[2]) {
  const isByVolume = "percent" in match || "steps" in match;
  return amountAt(rule, isByVolume ? 1n : 100n, rate);
}

function lotsOf(lots: readonly Lot[] | undefined): Leg {
  return (lots ?? []).map(({ close, quantity }) => ({ close, quantity: BigInt(quantity) }));
}

function textOf(leg: Leg): Lot[] {
  return leg.map(({ close, quantity }) => ({ close, quantity: String(quantity) }));
}
