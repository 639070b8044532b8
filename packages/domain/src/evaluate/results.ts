import { valueAt } from "../genealogy/roll-up.ts";
import { compile, rankIndex } from "../rank/conditions.ts";
import { rankAll } from "../rank/ladder.ts";
import { nextRanks, type Running } from "../rank/paid-as.ts";
import type { PersonResult, PersonState, State } from "./facts.ts";
import type { Forest } from "./forest.ts";
import type { PeriodColumns } from "./period-columns.ts";
import type { Sales } from "./sales.ts";
import type { World } from "./world.ts";

/** Decides `qualified` of everybody, then paid-as and title; fills the rank columns. @returns the closing state */
export function decideRanks(columns: PeriodColumns, world: World, forest: Forest, opening: State): State {
  const { plan, ranks } = columns;
  const ladder = plan.ranks.map(({ when }) => compile(when, columns));
  const epochs = forest(plan.rankTree);
  rankAll(epochs.tree(epochs.last), ladder, ranks.qualified, columns.rankCounters);
  columns.ranksAreFinal();

  const [held, misses] = [new Uint8Array(world.ids.length), new Uint8Array(world.ids.length)];
  const below = new Map<number, readonly number[]>();
  const placeOf = (rank: string) => rankIndex(plan, rank, world.given.versions);
  const granted = grantsOf(world, placeOf);
  for (const [person, id] of world.ids.entries()) {
    const before = Object.hasOwn(opening.people, id) ? running(placeOf, opening.people[id]) : FIRST;
    const grant = (granted.size > 0 && granted.get(id)) || NO_GRANT;
    const { state, paidAs } = nextRanks(plan.rankPolicy, before, ranks.qualified[person] ?? 0, grant);
    ranks.paidAs[person] = paidAs;
    ranks.title[person] = state.title;
    held[person] = state.held;
    misses[person] = state.misses;
    if (state.below.length > 0) below.set(person, state.below);
  }
  const name = (rank: number | undefined) => plan.ranks[rank ?? 0]?.id ?? "";
  return whenRead(world.given.period.id, () => {
    const people: Record<string, PersonState> = {};
    for (const [person, id] of world.ids.entries()) {
      people[id] = {
        held: name(held[person]),
        misses: misses[person] ?? 0,
        title: name(ranks.title[person]),
        below: (below.get(person) ?? []).map(name),
      };
    }
    return people;
  });
}

const FIRST: Running = { held: 0, misses: 0, title: 0, below: [] };
const NO_GRANT = { paidAs: 0, title: 0 };

/** A state whose records are made when somebody reads them: a run of a million people keeps columns only. */
function whenRead(period: string, make: () => State["people"]): State {
  let people: State["people"] | null = null;
  return {
    period,
    get people() {
      people ??= make();
      return people;
    },
  };
}

/** Ranks as the last base period left them, for a period of another cadence. @returns the state as it was */
export function keepRanks(columns: PeriodColumns, world: World, opening: State): State {
  const { ranks } = columns;
  for (const person of world.ids.keys()) {
    for (const basis of ["qualified", "paidAs", "title"] as const) {
      ranks[basis][person] = columns.rank(basis, "lastClosed")(person);
    }
  }
  columns.ranksAreFinal();
  return { period: world.given.period.id, people: opening.people };
}

/** What the period decided about everybody, in canonical order. */
export function resultsOf(columns: PeriodColumns, world: World, sales: Sales): Record<string, PersonResult> {
  const { plan, ranks } = columns;
  const active = columns.named(plan.active, "this");
  const metrics = plan.metrics.map(({ id }) => ({ id, value: columns.metric(id, "this") }));
  const named = plan.conditions.map(({ id }) => ({ id, holds: columns.named(id, "this") }));
  const name = (rank: number | undefined) => plan.ranks[rank ?? 0]?.id ?? "";

  const results: Record<string, PersonResult> = {};
  for (const [person, id] of world.ids.entries()) {
    const values: Record<string, bigint> = {};
    for (const metric of metrics) values[metric.id] = BigInt(metric.value(person));
    const volumes: Record<string, bigint> = {};
    for (const [volume, own] of sales.own) volumes[volume] = valueAt(own.total, person);
    results[id] = {
      active: active(person),
      qualified: name(ranks.qualified[person]),
      paidAs: name(ranks.paidAs[person]),
      title: name(ranks.title[person]),
      metrics: values,
      volumes,
      holds: named.filter(({ holds }) => holds(person)).map((condition) => condition.id),
    };
  }
  return results;
}

function running(place: (rank: string) => number, state: PersonState | undefined): Running {
  if (!state) return FIRST;
  return { held: place(state.held), misses: state.misses, title: place(state.title), below: state.below.map(place) };
}

/** The highest grants in force at the last instant of the period. */
function grantsOf(world: World, place: (rank: string) => number): Map<string, { paidAs: number; title: number }> {
  const granted = new Map<string, { paidAs: number; title: number }>();
  for (const { distributor, rank, basis, from, until } of world.grants) {
    // A title grant raises the title once, in the period in which it begins; a paid-as grant holds while in force.
    const counts =
      basis === "title"
        ? from >= world.given.period.start && from <= world.last
        : from <= world.last && (until === null || until > world.last);
    if (!counts) continue;
    const own = granted.get(distributor) ?? { paidAs: 0, title: 0 };
    granted.set(distributor, { ...own, [basis]: Math.max(own[basis], place(rank)) });
  }
  return granted;
}
