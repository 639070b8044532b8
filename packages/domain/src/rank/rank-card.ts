import type { Decided } from "../evaluate/evaluate.ts";
import type { CondTrace } from "../evaluate/outcome.ts";
import type { Cond } from "../plan/plan-version.ts";
import type { Instant } from "../time/instant.ts";
import { addDays } from "../time/period.ts";
import { rankIndex } from "./conditions.ts";
import { traceCondition } from "./trace.ts";

/** A rank with each of its requirements as have, need, and missing. */
export interface RankTrace {
  readonly rank: string;
  readonly label: string;
  readonly ok: boolean;
  readonly requirements: readonly CondTrace[];
}

/** Where a distributor stands in the ladder, and what is missing. */
export interface RankCard {
  readonly distributorId: string;
  /** What this period would qualify him for if it ended now. */
  readonly qualified: string;
  readonly paidAs: string;
  readonly title: string;
  /** The paid-as rank he came into the period with; null for the lowest, which nobody can lose. */
  readonly keep: RankTrace | null;
  /** The first rank above the one he qualifies for; null on top of the ladder. */
  readonly next: RankTrace | null;
  readonly misses: number;
  readonly gracePeriods: number;
  /** Changes count until the period is frozen, not before this moment. */
  readonly freezeFrom: Instant;
  readonly timeZone: string;
}

/**
 * The rank card of one distributor, from the same conditions and values that decide the rank. Doing what `missing` says
 * gives the rank.
 *
 * @returns null for somebody who is not a distributor in the period
 */
export function rankCard(decided: Decided, distributorId: string): RankCard | null {
  const { plan, context, closing, opening } = decided;
  const { world, columns } = context;
  const person = world.numberOf.get(distributorId);
  if (person === undefined) return null;
  const state = closing.people[distributorId];
  const name = (rank: number | undefined) => plan.ranks[rank ?? 0]?.id ?? "";
  const before = Object.hasOwn(opening.people, distributorId) ? opening.people[distributorId] : undefined;
  const held = before ? rankIndex(plan, before.held, world.given.versions) : 0;
  const qualified = columns.ranks.qualified[person] ?? 0;
  const cutoffDays = plan.periods.find(({ id }) => id === plan.basePeriod)?.cutoffDays ?? 0;

  const traceOf = (rank: number): RankTrace | null => {
    const definition = plan.ranks[rank];
    if (!definition) return null;
    const requirements = requirementsOf(definition.when).map((cond) => traceCondition(cond, columns, person));
    return { rank: definition.id, label: definition.label, ok: requirements.every(({ ok }) => ok), requirements };
  };
  return {
    distributorId,
    qualified: name(qualified),
    paidAs: name(columns.ranks.paidAs[person]),
    title: name(columns.ranks.title[person]),
    keep: held > 0 ? traceOf(held) : null,
    next: traceOf(qualified + 1),
    misses: state?.misses ?? 0,
    gracePeriods: plan.rankPolicy.gracePeriods,
    freezeFrom: addDays(world.given.period.end, cutoffDays, plan.timeZone),
    timeZone: plan.timeZone,
  };
}

/** The parts of a rank that all have to hold. */
function requirementsOf(cond: Cond): readonly Cond[] {
  return "all" in cond ? cond.all.flatMap(requirementsOf) : [cond];
}
