import { exact, floor, times } from "../../money/exact.ts";
import type { Source } from "../../plan/bonus-schema.ts";
import { traceCondition } from "../../rank/trace.ts";
import { Portions } from "../close-bonus.ts";
import { type Cell, type ClosingContext, readersIn, removedIn } from "../closing.ts";
import type { Award } from "../facts.ts";
import { amountOf, cutPerSource, type Rule } from "../rule.ts";
import type { Carried } from "../running.ts";
import { rateAsText } from "../text.ts";

type MilestoneSource = Extract<Source, { kind: "milestone" }>;

/** One unit of the base: an amount is per 1.00. */
const ONCE = 100n;

/**
 * Rank awards, once per person and rank for ever, in one or several instalments. The awards that run on, and those that
 * are done, go into what is carried.
 */
export function milestoneCells(rule: Rule, source: MilestoneSource, context: ClosingContext, carried: Carried): Cell[] {
  const { world, columns } = context;
  const removed = removedIn(context);
  const readers = readersIn(rule, context);
  const portions = new Portions();
  for (const [person, id] of world.ids.entries()) {
    const before = carried.awards(rule.bonus.id, id);
    if (removed(person)) {
      carried.keepAwards(rule.bonus.id, id, ended(before, source));
      continue;
    }
    const { qualified, paidAs } = columns.ranks;
    const isOpen = readers.gate(person) === null;
    const places = { qualified: qualified[person] ?? 0, paidAs: paidAs[person] ?? 0, isOpen };
    const { awards, due } = nextAwards(rule, source, before, places);
    carried.keepAwards(rule.bonus.id, id, awards);
    for (const { rank, nth } of due) portions.add(person, portionOf(rule, source, context, { person, rank, nth }));
  }
  return portions.cells(rule, context);
}

interface Due {
  readonly rank: number;
  /** The how-many-th instalment. */
  readonly nth: number;
}

/** What a close makes of the awards of one person. */
export function nextAwards(
  rule: Rule,
  source: MilestoneSource,
  before: Readonly<Record<string, Award>>,
  { qualified, paidAs, isOpen }: { qualified: number; paidAs: number; isOpen: boolean },
): { awards: Record<string, Award>; due: Due[] } {
  const { ranks } = rule.plan;
  const window = source.outOf ?? source.instalments;
  const awards: Record<string, Award> = {};
  const due: Due[] = [];
  const reached = isOpen ? qualified : -1;
  const fresh = ranks.flatMap(({ id }, rank) => {
    return rank <= reached && rule.rates.at(0, rank) !== 0n && !Object.hasOwn(before, id) ? [rank] : [];
  });
  for (const [rank, { id }] of ranks.entries()) {
    const award = Object.hasOwn(before, id) ? before[id] : undefined;
    if (!award && !fresh.includes(rank)) continue;
    if (!award && source.skipped === "payHighest" && rank !== fresh.at(-1)) {
      awards[id] = { paid: source.instalments, closes: window };
      continue;
    }
    const { paid, closes } = award ?? { paid: 0, closes: 0 };
    if (paid >= source.instalments || closes >= window) {
      awards[id] = { paid, closes };
      continue;
    }
    const isDue = !award || (isOpen && paidAs >= rank);
    if (isDue) due.push({ rank, nth: paid + 1 });
    awards[id] = { paid: isDue ? paid + 1 : paid, closes: closes + 1 };
  }
  return { awards, due };
}

/** Of somebody who is gone nothing runs on; what was awarded stays awarded. */
function ended(
  before: Readonly<Record<string, Award>>,
  { instalments, outOf }: MilestoneSource,
): Record<string, Award> {
  const done = Object.entries(before).map(
    ([rank, { paid }]) => [rank, { paid, closes: outOf ?? instalments }] as const,
  );
  return Object.fromEntries(done);
}

function portionOf(
  rule: Rule,
  { instalments }: MilestoneSource,
  { columns }: ClosingContext,
  { person, rank, nth }: Due & { readonly person: number },
) {
  const whole = rule.rates.at(0, rank);
  const uncut = times(amountOf(rule, ONCE, whole), exact(1n, BigInt(instalments)));
  const ref = rule.plan.ranks[rank]?.id ?? "";
  return {
    sourceKey: `rank:${ref}:${nth}`,
    segment: 0,
    level: 0,
    part: "-" as const,
    base: ONCE,
    rate: floor(exact(whole, BigInt(instalments))),
    uncut,
    exact: cutPerSource(rule, uncut),
    orderIds: [],
    steps: () => [
      { kind: "source" as const, what: "rank" as const, ref, base: `${nth} of ${instalments}` },
      { kind: "condition" as const, trace: traceCondition(rule.bonus.gate, columns, person) },
      { kind: "rate" as const, bonus: rule.bonus.id, row: rule.plan.ranks[rank]?.label ?? "", rate: rateAsText(whole) },
    ],
  };
}
