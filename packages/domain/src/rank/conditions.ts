import { invariant } from "../errors/domain-error.ts";
import type { Standing } from "../evaluate/facts.ts";
import { parseDecimal } from "../money/decimal.ts";
import { compareExact, type Exact, exact } from "../money/exact.ts";
import type { CappedLegs } from "../plan/condition-schema.ts";
import type { Cond, CountCond, PlanVersion } from "../plan/plan-version.ts";
import { placeByOthers } from "./other-ladders.ts";

export type At = "this" | "lastClosed";
export type RankBasis = "qualified" | "paidAs" | "title";

/**
 * Where conditions read a person `P`: a row number while a period is evaluated, a frozen record for a live line.
 * Each method prepares one column, so that whatever can be decided once is not decided per person.
 */
export interface Columns<P> {
  readonly plan: PlanVersion;
  /** Hundredths. */
  metric(id: string, at: At): (person: P) => number | bigint;
  named(id: string, at: At): (person: P) => boolean;
  /** Place in the ladder, 0 = lowest. */
  rank(basis: RankBasis, at: At): (person: P) => number;
  status(): (person: P) => Standing;
  attribute(key: string): (person: P) => string | undefined;
  joinedWithin(days: number): (person: P) => boolean;
  count(of: CountCond): (person: P) => number;
  /** The legs behind a count of legs, by the id of their top; null for everything else. */
  legs(of: CountCond): (person: P) => readonly { readonly id: string; readonly counts: boolean }[] | null;
  /** What capped legs come to, hundredths. */
  cappedLegs(legs: CappedLegs): (person: P) => Exact;
  /** In how many of the last `periods` base periods, this one included, the named condition held. */
  heldIn(id: string, periods: number): (person: P) => number;
}

/**
 * The condition as a function of the person.
 *
 * @param sponsored  what `personallySponsored` is: known from where the person stands when others are counted
 * @throws InvariantError for a kind that the validator refuses (`kind_not_supported`, `where_only`)
 */
export function compile<P>(cond: Cond, columns: Columns<P>, sponsored?: boolean): (person: P) => boolean {
  const inner = (part: Cond) => compile(part, columns, sponsored);
  if ("all" in cond) return every(cond.all.map(inner));
  if ("any" in cond) {
    const parts = cond.any.map(inner);
    return (person) => parts.some((part) => part(person));
  }
  if ("not" in cond) {
    const part = inner(cond.not);
    return (person) => !part(person);
  }
  if ("always" in cond) return () => true;
  if ("ref" in cond) return columns.named(cond.ref, cond.at ?? "this");
  if ("metric" in cond) {
    const [value, least] = [columns.metric(cond.metric, cond.at ?? "this"), Number(hundredths(cond.atLeast))];
    return (person) => value(person) >= least;
  }
  if ("rank" in cond) {
    const [rank, least] = [columns.rank(cond.basis, cond.at ?? "this"), rankIndex(columns.plan, cond.rank)];
    return (person) => rank(person) >= least;
  }
  if ("status" in cond) return statusIs(cond.status, columns.status());
  if ("attribute" in cond) {
    const [value, { equals }] = [columns.attribute(cond.attribute), cond];
    return (person) => value(person) === equals;
  }
  if ("joinedWithinDays" in cond) return columns.joinedWithin(cond.joinedWithinDays);
  if ("count" in cond) {
    const [counted, { atLeast }] = [columns.count(cond.count), cond];
    return (person) => counted(person) >= atLeast;
  }
  if ("heldFor" in cond) {
    const [held, { periods }] = [columns.heldIn(cond.heldFor, cond.outOf ?? cond.periods), cond];
    return (person) => held(person) >= periods;
  }
  if ("cappedLegs" in cond) {
    const [counted, need] = [columns.cappedLegs(cond.cappedLegs), exact(hundredths(cond.cappedLegs.required))];
    return (person) => compareExact(counted(person), need) >= 0;
  }
  invariant("personallySponsored" in cond && sponsored !== undefined, "only supported conditions are evaluated");
  return () => sponsored;
}

/** The same condition with every leaf read from the newest closed period. */
export function asClosed(cond: Cond): Cond {
  if ("all" in cond) return { all: cond.all.map(asClosed) };
  if ("any" in cond) return { any: cond.any.map(asClosed) };
  if ("not" in cond) return { not: asClosed(cond.not) };
  if ("ref" in cond || "metric" in cond || "rank" in cond) return { ...cond, at: "lastClosed" };
  return cond;
}

/**
 * What a condition of the closed period reads of somebody for whom none has closed: nothing was counted, nothing held.
 * Metrics, ranks, and names have a form of their own for the closed period, into which `asClosed` puts them.
 */
export function nothingClosed<P>(columns: Columns<P>): Columns<P> {
  const none = () => 0;
  return {
    ...columns,
    count: () => none,
    legs: () => () => null,
    cappedLegs: () => () => exact(0n),
    heldIn: () => none,
  };
}

/** Whether the values behind a condition are kept when a period closes, and not only whether it held. */
export function isReadBack(cond: Cond): boolean {
  return leaves(cond).every((leaf) => !("count" in leaf || "cappedLegs" in leaf || "heldFor" in leaf));
}

/** Every leaf of a condition, the ones inside `where` included; named conditions are not followed. */
export function leaves(cond: Cond): Cond[] {
  if ("all" in cond) return cond.all.flatMap(leaves);
  if ("any" in cond) return cond.any.flatMap(leaves);
  if ("not" in cond) return leaves(cond.not);
  if ("count" in cond) return [cond, ...whereOf(cond.count).flatMap(leaves)];
  return [cond];
}

/** The condition on the people who are counted; none for customers. */
export function whereOf(of: CountCond): Cond[] {
  if ("legs" in of) return [of.legs.where];
  return "members" in of ? [of.members.where] : [];
}

/** The definition of a named condition. @throws InvariantError when there is none, which the validator refuses */
export function definitionOf(plan: PlanVersion, id: string): PlanVersion["conditions"][number] {
  const found = plan.conditions.find((condition) => condition.id === id);
  invariant(found, `the plan defines the condition ${id}`);
  return found;
}

/**
 * Place in the ladder. A rank that this version does not know is what other versions make of it: renamed, or fallen to
 * the next lower one; without them the lowest.
 */
export function rankIndex(plan: PlanVersion, id: string, others: readonly PlanVersion[] = []): number {
  const place = plan.ranks.findIndex((rank) => rank.id === id);
  return place >= 0 ? place : placeByOthers(plan, others, id);
}

/** Hundredths of a decimal text of a plan. @throws InvariantError for more than two digits after the point */
export function hundredths(text: string): bigint {
  const value = parseDecimal(text, 2);
  invariant(value !== null, "thresholds have at most two digits after the point");
  return value;
}

export function isRemoved(status: Standing): boolean {
  return status === "terminated" || status === "merged";
}

function statusIs<P>(wanted: "good" | "notTerminated", status: (person: P) => Standing): (person: P) => boolean {
  return wanted === "good" ? (person) => status(person) === "good" : (person) => !isRemoved(status(person));
}

function every<P>(parts: readonly ((person: P) => boolean)[]): (person: P) => boolean {
  const [first, second, ...rest] = parts;
  if (!first) return () => true;
  if (!second) return first;
  if (rest.length === 0) return (person) => first(person) && second(person);
  return (person) => parts.every((part) => part(person));
}
