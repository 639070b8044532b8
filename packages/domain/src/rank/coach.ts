import { type Decided, decide } from "../evaluate/evaluate.ts";
import type { PeriodFacts } from "../evaluate/facts.ts";
import { type Supposed, type Supposing, suppose } from "../evaluate/suppose.ts";
import type { Cond, CountCond, PlanMetric } from "../plan/plan-version.ts";
import { compile, definitionOf, hundredths, rankIndex } from "./conditions.ts";

/** A way to a rank that the engine has confirmed. */
export interface Coaching {
  /** The rank it leads to, by id. */
  readonly rank: string;
  /** In the order in which they were found; one person may be in several. */
  readonly steps: readonly Supposed[];
  /** The period as it would be decided after the steps. */
  readonly after: Decided;
}

/** People are looked for this many ranks down: a leg needs a Sprout, whose leg needs a Seed, … */
const MOST_DEPTH = 3;
/** Each round answers what the one before has opened: people first, then what they lack, then volume. */
const MOST_ROUNDS = 8;

/**
 * The least that somebody can do in a period to qualify for the next rank: sales, people to help, people to enrol.
 *
 * Nothing is promised that the engine does not confirm: the steps are evaluated as if they had happened, and only steps
 * that lead to the rank are returned. Legs that lack the least volume are helped first.
 *
 * @param given  the facts behind `decided`
 * @returns null on top of the ladder, for somebody who is not in the period, and where sales and people do not suffice
 * (a tenure, a status, a rank of an earlier period)
 */
export function coach(decided: Decided, given: PeriodFacts, distributorId: string, how: Supposing): Coaching | null {
  const { plan, opening } = decided;
  const wanted = (qualifiedOf(decided, distributorId) ?? plan.ranks.length) + 1;
  const rank = plan.ranks[wanted];
  if (!rank) return null;

  let [steps, joined]: [readonly Supposed[], number] = [[], 0];
  const newName = () => {
    joined += 1;
    return `supposed_person_${joined}`;
  };
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const now = steps.length === 0 ? decided : decide(plan, suppose(plan, given, steps, how), opening);
    if ((qualifiedOf(now, distributorId) ?? 0) >= wanted) return { rank: rank.id, steps, after: now };
    const more = gap(rank.when, now.context.world.numberOf.get(distributorId) ?? -1, { now, how, newName, depth: 0 });
    if (more === null || more.length === 0) return null;
    steps = [...steps, ...more];
  }
  return null;
}

/** Place in the ladder; null for somebody who is not in the period. */
function qualifiedOf({ context: { world, columns } }: Decided, distributorId: string): number | null {
  const person = world.numberOf.get(distributorId);
  return person === undefined ? null : (columns.ranks.qualified[person] ?? 0);
}

interface Asking {
  readonly now: Decided;
  readonly how: Supposing;
  readonly newName: () => string;
  readonly depth: number;
}

/** What would close the gap between a person and a condition, as far as it can be said now; null where nothing would. */
function gap(cond: Cond, person: number, asking: Asking): readonly Supposed[] | null {
  const { now } = asking;
  const { plan } = now;
  if (compile(cond, now.context.columns, false)(person)) return [];
  if ("all" in cond) return allOf(cond.all, person, asking);
  if ("any" in cond) {
    const ways = cond.any.map((part) => gap(part, person, asking)).filter((way) => way !== null);
    return ways.toSorted(byCost)[0] ?? null;
  }
  if ("ref" in cond) return cond.at === "lastClosed" ? null : gap(definitionOf(plan, cond.ref).when, person, asking);
  if ("rank" in cond) {
    const rank = plan.ranks[rankIndex(plan, cond.rank)];
    return cond.at === "lastClosed" || !rank ? null : gap(rank.when, person, asking);
  }
  if ("metric" in cond) {
    const metric = plan.metrics.find(({ id }) => id === cond.metric);
    const have = BigInt(now.context.columns.metric(cond.metric, "this")(person));
    return cond.at === "lastClosed" || !metric
      ? null
      : volumeGap(metric, hundredths(cond.atLeast) - have, person, asking);
  }
  if (!("count" in cond)) return null;
  const missing = cond.atLeast - now.context.columns.count(cond.count)(person);
  return countGap(cond.count, missing, person, asking);
}

/**
 * People and customers come first, since what they buy counts as volume too and a volume sold to anybody is no customer;
 * of several volumes the largest gap closes the others.
 */
function allOf(parts: readonly Cond[], person: number, asking: Asking): readonly Supposed[] | null {
  const ways: (readonly Supposed[])[] = [];
  for (const part of parts) {
    const way = gap(part, person, asking);
    if (way === null) return null;
    ways.push(way);
  }
  const own = nameOf(asking, person);
  const isVolume = ([first]: readonly Supposed[]) =>
    first?.kind === "sale" && first.by === own && first.to === "either";
  const others = ways.filter((way) => !isVolume(way)).flat();
  return others.length > 0 ? others : (ways.toSorted(byCost).at(-1) ?? []);
}

function volumeGap(metric: PlanMetric, missing: bigint, person: number, asking: Asking): readonly Supposed[] | null {
  const { how } = asking;
  const isGroup = metric.kind === "group";
  if ((metric.kind !== "own" && !isGroup) || metric.volume !== how.volume) return null;
  if (isGroup && !metric.includeSelf) return [joining(person, missing, asking)];
  return [{ kind: "sale", by: nameOf(asking, person), to: "either", points: missing }];
}

function countGap(count: CountCond, missing: number, person: number, asking: Asking): readonly Supposed[] | null {
  const { now, how, depth } = asking;
  if ("customers" in count) {
    if (count.customers.volume !== how.volume) return null;
    const sale = { kind: "sale", by: nameOf(asking, person), to: "customer" } as const;
    return Array.from({ length: missing }, () => ({ ...sale, points: hundredths(count.customers.atLeast) }));
  }
  if (!("legs" in count) || depth >= MOST_DEPTH) return null;
  const { numberOf } = now.context.world;
  const legs = now.context.columns.legs(count)(person) ?? [];
  const ways = legs
    .filter(({ counts }) => !counts)
    .map(({ id }) => gap(count.legs.where, numberOf.get(id) ?? -1, { ...asking, depth: depth + 1 }))
    .filter((way) => way !== null)
    .toSorted(byCost)
    .slice(0, missing);
  const strangers = Array.from({ length: missing - ways.length }, () => joining(person, 0n, asking));
  return [...ways.flat(), ...strangers];
}

const nameOf = ({ now }: Asking, person: number): string => now.context.world.ids[person] ?? "";

const joining = (under: number, points: bigint, asking: Asking): Supposed => ({
  kind: "join",
  under: nameOf(asking, under),
  as: asking.newName(),
  points,
});

/** What a step asks of people: a stranger is harder to win than any sale to make. */
function byCost(a: readonly Supposed[], b: readonly Supposed[]): number {
  const joins = (way: readonly Supposed[]) => way.filter(({ kind }) => kind === "join").length;
  const points = (way: readonly Supposed[]) => way.reduce((sum, one) => sum + one.points, 0n);
  return joins(a) - joins(b) || Number(points(a) - points(b));
}
