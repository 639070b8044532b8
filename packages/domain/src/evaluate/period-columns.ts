import { invariant } from "../errors/domain-error.ts";
import { type Column, valueAt } from "../genealogy/roll-up.ts";
import { isWithin } from "../plan/bonuses/sources/orders.ts";
import type { CountCond, PlanMetric, PlanVersion } from "../plan/plan-version.ts";
import { asClosed, type Columns, compile, definitionOf, hundredths, rankIndex, whereOf } from "../rank/conditions.ts";
import { type Counter, counterOf, visitAll } from "../rank/counts.ts";
import { readsRank } from "../rank/reads-rank.ts";
import { groupVolume } from "../volume/metrics.ts";
import type { Epochs } from "./epochs.ts";
import type { ClosedResult, PersonResult, Standing } from "./facts.ts";
import { closedFields, newestClosed } from "./frozen.ts";
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
  readonly rankCounters: Counter[];
  /** From now on ranks stand. */
  ranksAreFinal(): void;
}

/** What the columns of one period share while they are made. */
interface Shared {
  readonly plan: PlanVersion;
  readonly world: World;
  readonly epochs: Epochs;
  readonly sales: Sales;
  readonly columns: PeriodColumns;
  /** One column per question, however often it is asked. */
  once<T>(key: string, make: () => T): T;
  closed(back: number, person: number): ClosedPerson;
  areRanksFinal(): boolean;
}

export function periodColumns(plan: PlanVersion, world: World, epochs: Epochs, sales: Sales): PeriodColumns {
  const size = world.ids.length;
  const ranks = { qualified: new Uint8Array(size), paidAs: new Uint8Array(size), title: new Uint8Array(size) };
  const closed = previousResults(plan, world);
  const statuses: Standing[] = world.ids.map((id) => statusAt(world, id, world.last));
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
    metric: (id, at) => (at === "this" ? metricThis(shared, id) : (person) => closed(0, person).metrics[id] ?? 0n),
    named: (id, at) => (at === "this" ? namedThis(shared, id) : namedClosed(shared, id)),
    rank: (basis, at) => {
      if (at === "this") return (person) => ranks[basis][person] ?? 0;
      return (person) => rankIndex(plan, closed(0, person)[basis === "qualified" ? "paidAs" : basis]);
    },
    status: () => (person) => statuses[person] ?? "good",
    attribute: (key) => (person) => attributeAt(world, world.ids[person] ?? "", key, world.last),
    joinedWithin: (days) => (person) => {
      const joinedAt = world.people[person]?.joinedAt;
      return joinedAt !== undefined && isWithin(world.last, joinedAt, days, plan.timeZone);
    },
    count: (of) => countOf(shared, of),
    legs: (of) => {
      const counter = "customers" in of ? null : counterFor(shared, of);
      const named = (top: number) => world.ids[top] ?? "";
      return (person) => counter?.legs(person)?.map(({ top, counts }) => ({ id: named(top), counts })) ?? null;
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
  const shared: Shared = { plan, world, epochs, sales, columns, once, closed, areRanksFinal: () => areFinal };
  return columns;
}

function metricThis({ plan, world, epochs, sales, columns, once }: Shared, id: string) {
  const metric = plan.metrics.find((candidate) => candidate.id === id);
  invariant(metric, `the plan defines the metric ${id}`);
  if (metric.kind === "count") {
    const count = columns.count(metric.of);
    return (person: number): number | bigint => count(person) * 100;
  }
  const values = once(`metric ${id}`, () => volumeMetric(metric, world, epochs, sales));
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
  const decide = compile(asClosed(definitionOf(plan, id).when), columns);
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
  const { plan, epochs, columns, once, areRanksFinal } = shared;
  return once(`${areRanksFinal()}${JSON.stringify(of)}`, () => {
    const [where] = whereOf(of);
    invariant(where, "a count in a tree says who counts");
    const tree = epochs.tree(epochs.last);
    const tests = { frontline: compile(where, columns, true), deeper: compile(where, columns, false) };
    const counter = counterOf(of, tree, tests);
    if (areRanksFinal() || !readsRank(plan, where)) return visitAll(counter, tree);
    columns.rankCounters.push(counter);
    return counter;
  });
}

/** What the base periods before this one decided, by how many periods back; runs beside the newest do not count. */
function previousResults(plan: PlanVersion, world: World): (back: number, person: number) => ClosedPerson {
  const { period, closed } = world.given;
  const results: ClosedResult[] = [];
  for (let before = period.id; ; ) {
    const result = newestClosed(closed, (candidate) => candidate.period < before);
    if (!result) break;
    results.push(result);
    before = result.period;
  }
  return (back, person) => closedFields(plan, resultOf(results[back], world.ids[person]));
}

type ClosedPerson = ReturnType<typeof closedFields>;

function resultOf(result: ClosedResult | undefined, id: string | undefined): PersonResult | undefined {
  return id === undefined || !result || !Object.hasOwn(result.people, id) ? undefined : result.people[id];
}

function volumeMetric(metric: PlanMetric, world: World, epochs: Epochs, sales: Sales): Column {
  invariant(metric.kind === "own" || metric.kind === "group", "only supported metrics are evaluated");
  const own = sales.own.get(metric.volume);
  invariant(own, `the plan defines the volume ${metric.volume}`);
  if (metric.kind === "group") return groupVolume(own, epochs.tree, metric);
  if ((metric.periods ?? 1) === 1) return own.total;
  return overPeriods(own.total, metric.volume, metric.periods ?? 1, world);
}

/** Own volume of this period and the ones before it, which are read from closed results. */
function overPeriods(now: Column, volume: string, periods: number, world: World): Column {
  const sums = now.slice();
  let before: string = world.given.period.id;
  for (let back = 1; back < periods; back += 1) {
    const result = newestClosed(world.given.closed, (candidate) => candidate.period < before);
    if (!result) break;
    before = result.period;
    for (const [person, id] of world.ids.entries()) {
      const value = resultOf(result, id)?.volumes[volume] ?? 0n;
      if (value !== 0n) put(sums, person, valueAt(sums, person) + value);
    }
  }
  return sums;
}

function put(values: Column, person: number, value: bigint): void {
  if (values instanceof Float64Array) values[person] = Number(value);
  else values[person] = value;
}
