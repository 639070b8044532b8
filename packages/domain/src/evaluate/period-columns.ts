import { invariant } from "../errors/domain-error.ts";
import { type Column, valueAt } from "../genealogy/roll-up.ts";
import { isWithin } from "../plan/bonuses/sources/orders.ts";
import { carriedValue } from "../plan/carried.ts";
import type { CountCond, PlanMetric, PlanVersion } from "../plan/plan-version.ts";
import { countedLegs } from "../rank/capped-legs.ts";
import {
  asClosed,
  type Columns,
  compile,
  definitionOf,
  hundredths,
  leaves,
  nothingClosed,
  rankIndex,
  whereOf,
} from "../rank/conditions.ts";
import { type Counter, counterOf, type Visitor, visitAll } from "../rank/counts.ts";
import { placementCounter } from "../rank/placement-counts.ts";
import { readsRank } from "../rank/reads-rank.ts";
import { groupVolume } from "../volume/metrics.ts";
import { legColumn, nearGroup, openSides, pickLeg, type Sides, stoppedSides } from "../volume/sides.ts";
import type { ClosedResult, Standing } from "./facts.ts";
import type { Forest } from "./forest.ts";
import { closedFields, newestClosed } from "./frozen.ts";
import { overPeriods, resultOf } from "./over-periods.ts";
import type { Sales } from "./sales.ts";
import { attributeAt, statusAt, type World } from "./world.ts";

/** The ranks of a period by canonical number, as they become known. */
export interface RankColumns {
  readonly qualified: Uint8Array;
  readonly paidAs: Uint8Array;
  readonly title: Uint8Array;
}

/** Conditions and metrics of one period, person by canonical number. */
export interface PeriodColumns extends Columns<number> {
  readonly ranks: RankColumns;
  /** What counts by rank and was asked for so far; the pass over the ladder feeds it. */
  readonly rankCounters: Visitor[];
  /** From now on ranks stand. */
  ranksAreFinal(): void;
}

/** What the columns of one period share while they are made. */
interface Shared {
  readonly plan: PlanVersion;
  readonly world: World;
  readonly forest: Forest;
  readonly sales: Sales;
  readonly columns: PeriodColumns;
  /** One column per question, however often it is asked. */
  once<T>(key: string, make: () => T): T;
  closed(back: number, person: number): ClosedPerson;
  areRanksFinal(): boolean;
}

export function periodColumns(plan: PlanVersion, world: World, forest: Forest, sales: Sales): PeriodColumns {
  const size = world.ids.length;
  const ranks = { qualified: new Uint8Array(size), paidAs: new Uint8Array(size), title: new Uint8Array(size) };
  const closed = previousResults(plan, world);
  const statuses = statusesOf(world);
  const made = new Map<string, unknown>();
  let areFinal = false;

  const once = <T>(key: string, make: () => T): T => {
    if (!made.has(key)) made.set(key, make());
    return made.get(key) as T;
  };
  const columns: PeriodColumns = {
    plan,
    ranks,
    rankCounters: [],
    ranksAreFinal: () => {
      areFinal = true;
    },
    metric: (id, at) =>
      at === "this" ? metricThis(shared, id) : (person) => carriedValue(plan, closed(0, person).metrics, id) ?? 0n,
    named: (id, at) => (at === "this" ? namedThis(shared, id) : namedClosed(shared, id)),
    rank: (basis, at) => {
      if (at === "this") return (person) => ranks[basis][person] ?? 0;
      return (person) => rankIndex(plan, closed(0, person)[basis], world.given.versions);
    },
    status: () => (person) => statuses?.[person] ?? "good",
    attribute: (key) => (person) => attributeAt(world, world.ids[person] ?? "", key, world.last),
    joinedWithin: (days) => (person) => {
      const joinedAt = world.joinedAt(person);
      return joinedAt !== undefined && isWithin(world.last, joinedAt, days, plan.timeZone);
    },
    count: (of) => countOf(shared, of),
    legs: (of) => {
      const counter = "customers" in of ? null : counterFor(shared, of);
      const named = (top: number) => world.ids[top] ?? "";
      return (person) => counter?.legs(person)?.map(({ top, counts }) => ({ id: named(top), counts })) ?? null;
    },
    cappedLegs: ({ tree, volume, ...terms }) => {
      const sides = sidesFor(shared, { tree, volume });
      const own = sales.own.get(volume)?.total;
      return (person) => countedLegs(terms, sides.legs(person), own ? valueAt(own, person) : 0n);
    },
    heldIn: (id, periods) => {
      const now = columns.named(id, "this");
      return (person) => {
        let held = now(person) ? 1 : 0;
        for (let back = 0; back < periods - 1; back += 1) if (closed(back, person).holds?.includes(id)) held += 1;
        return held;
      };
    },
  };
  const shared: Shared = { plan, world, forest, sales, columns, once, closed, areRanksFinal: () => areFinal };
  return columns;
}

/** Null when everybody is in good standing. */
function statusesOf(world: World): readonly Standing[] | null {
  return world.statuses.size === 0 ? null : world.ids.map((id) => statusAt(world, id, world.last));
}

function metricThis(shared: Shared, id: string) {
  const { plan, columns, once } = shared;
  const metric = plan.metrics.find((candidate) => candidate.id === id);
  invariant(metric, `the plan defines the metric ${id}`);
  if (metric.kind === "count") {
    const count = columns.count(metric.of);
    return (person: number): number | bigint => count(person) * 100;
  }
  if (metric.kind === "growth") {
    const now = columns.metric(metric.of, "this");
    const before = columns.metric(metric.of, "lastClosed");
    return (person: number): number | bigint => {
      const grown = BigInt(now(person)) - BigInt(before(person));
      return grown > 0n ? grown : 0n;
    };
  }
  if (metric.kind === "leg" || (metric.kind === "group" && metric.stopAtRank !== undefined)) {
    return sideMetric(shared, metric);
  }
  const values = once(`metric ${id}`, () => volumeMetric(metric, shared));
  return (person: number): number | bigint => values[person] ?? 0;
}

function namedThis({ plan, world, columns, once, areRanksFinal }: Shared, id: string): (person: number) => boolean {
  const { when } = definitionOf(plan, id);
  if (!areRanksFinal() && readsRank(plan, when)) return compile(when, columns);
  const flags = once(`named ${id}`, () => {
    const holds = compile(when, columns);
    return Uint8Array.from(world.ids, (_, person) => (holds(person) ? 1 : 0));
  });
  return (person) => flags[person] === 1;
}

function namedClosed({ plan, columns, closed }: Shared, id: string): (person: number) => boolean {
  if (id === plan.active) return (person) => closed(0, person).active;
  const decide = compile(asClosed(definitionOf(plan, id).when), nothingClosed(columns));
  return (person) => closed(0, person).holds?.includes(id) ?? decide(person);
}

function countOf(shared: Shared, of: CountCond): (person: number) => number {
  if ("customers" in of) {
    const { volume, atLeast } = of.customers;
    const counts = shared.once(JSON.stringify(of), () => shared.sales.customers(volume, hundredths(atLeast)));
    return (person) => counts[person] ?? 0;
  }
  const counter = counterFor(shared, of);
  return (person) => counter.count(person);
}

/** Counts by rank are made anew once ranks stand; until then the pass over the ladder feeds them. */
function counterFor(shared: Shared, of: Exclude<CountCond, { customers: unknown }>): Counter {
  const { plan, forest, world, columns, once, areRanksFinal } = shared;
  return once(`${areRanksFinal()}${JSON.stringify(of)}`, () => {
    const [where] = whereOf(of);
    invariant(where, "a count in a tree says who counts");
    const treeId = "legs" in of ? of.legs.tree : of.members.tree;
    const epochs = forest(treeId);
    const tree = epochs.tree(epochs.last);
    const tests = { frontline: compile(where, columns, true), deeper: compile(where, columns, false) };
    const isSponsor = plan.trees.find(({ id }) => id === treeId)?.kind === "sponsor";
    if (!isSponsor && leaves(where).some((leaf) => "personallySponsored" in leaf)) {
      return placementCounter(of, tree, tests, sponsorsOf(plan, world, forest));
    }
    const counter = counterOf(of, tree, tests);
    if (areRanksFinal() || !readsRank(plan, where)) return visitAll(counter, tree);
    columns.rankCounters.push(counter);
    return counter;
  });
}

/** What the base periods before this one decided, by how many periods back; runs beside the newest do not count. */
function previousResults(plan: PlanVersion, world: World): (back: number, person: number) => ClosedPerson {
  const { period, cadence } = world.given;
  // For a week, the newest month that had been closed by its end.
  const isBase = cadence === plan.basePeriod;
  const closed = isBase ? world.given.closed : world.given.closed.filter(({ closedAt }) => closedAt <= world.last);
  const results: ClosedResult[] = [];
  for (let before = isBase ? period.id : "~"; ; ) {
    const result = newestClosed(closed, (candidate) => candidate.period < before);
    if (!result) break;
    results.push(result);
    before = result.period;
  }
  return (back, person) => {
    const result = resultOf(results[back], world.ids[person]);
    return closedFields(plan, result);
  };
}

type ClosedPerson = ReturnType<typeof closedFields>;

/** Group volume that stops at a rank, and legs: read person by person, since ranks may still be on their way. */
function sideMetric(shared: Shared, metric: Extract<PlanMetric, { kind: "group" | "leg" }>) {
  if (metric.kind === "group") {
    const { maxDepth } = metric;
    const group = maxDepth === undefined ? sidesFor(shared, metric).group : nearFor(shared, metric, maxDepth);
    const own = shared.sales.own.get(metric.volume)?.total;
    return (person: number): bigint => {
      return group(person) - (metric.includeSelf || !own ? 0n : valueAt(own, person));
    };
  }
  const isBinary = shared.plan.trees.find(({ id }) => id === metric.tree)?.kind === "binary";
  const own = shared.sales.ownIn(metric.tree).get(metric.volume);
  if (metric.stopAtRank === undefined && own) {
    const epochs = shared.forest(metric.tree);
    const known = shared.once(`leg ${metric.id}`, () => legColumn(epochs, own, metric.pick, isBinary));
    if (known) return (person: number): number | bigint => known[person] ?? 0;
  }
  const sides = sidesFor(shared, metric);
  return (person: number): bigint => pickLeg(sides.legs(person), metric.pick, isBinary);
}

/** Side volume of the next few levels only; whose rank stops it is asked anew each time, so it needs no visits. */
function nearFor(
  { plan, forest, sales, columns }: Shared,
  { tree, volume, stopAtRank }: { tree: string; volume: string; stopAtRank?: string | undefined },
  maxDepth: number,
) {
  const own = sales.ownIn(tree).get(volume);
  invariant(own, `the plan defines the volume ${volume}`);
  const stop = rankIndex(plan, stopAtRank ?? "");
  const epochs = forest(tree);
  const isStopped = (person: number) => (columns.ranks.qualified[person] ?? 0) >= stop;
  return nearGroup(epochs.tree(epochs.last), own.total, { isStopped, maxDepth });
}

/** Volumes below each person in a tree. */
function sidesFor(
  { plan, forest, sales, columns, once, areRanksFinal }: Shared,
  { tree, volume, stopAtRank }: { tree: string; volume: string; stopAtRank?: string | undefined },
): Sides {
  const stop = stopAtRank === undefined ? null : rankIndex(plan, stopAtRank);
  const isRunning = stop !== null && !areRanksFinal();
  return once(`sides ${isRunning}|${tree}|${volume}|${stopAtRank ?? ""}`, () => {
    const own = sales.ownIn(tree).get(volume);
    invariant(own, `the plan defines the volume ${volume}`);
    if (stop === null) return openSides(forest(tree), own);
    const epochs = forest(tree);
    const sides = stoppedSides(epochs.tree(epochs.last), own.total, (person) => {
      return (columns.ranks.qualified[person] ?? 0) >= stop;
    });
    if (isRunning) columns.rankCounters.push(sides);
    else visitAll(sides, epochs.tree(epochs.last));
    return sides;
  });
}

/** Canonical number of everybody's sponsor at the end of the period; -1 for none. */
function sponsorsOf(plan: PlanVersion, world: World, forest: Forest): Int32Array {
  const epochs = forest(plan.trees.find(({ kind }) => kind === "sponsor")?.id ?? plan.rankTree);
  const tree = epochs.tree(epochs.last);
  return Int32Array.from(world.ids, (_, person) => {
    const above = tree.parent[tree.bfs[person] ?? -1] ?? -1;
    return above < 0 ? -1 : (tree.canon[above] ?? -1);
  });
}

function volumeMetric(metric: PlanMetric, { world, forest, sales }: Shared): Column {
  invariant(metric.kind === "own" || metric.kind === "group", "only supported metrics are evaluated");
  const own = metric.kind === "group" ? sales.ownIn(metric.tree).get(metric.volume) : sales.own.get(metric.volume);
  invariant(own, `the plan defines the volume ${metric.volume}`);
  if (metric.kind === "group") return groupVolume(own, forest(metric.tree).tree, metric);
  if ((metric.periods ?? 1) === 1) return own.total;
  return overPeriods(own.total, metric.volume, metric.periods ?? 1, world);
}
