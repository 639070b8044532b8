import { type Exact, exact } from "../money/exact.ts";
import { walkCoded } from "../plan/bonuses/walks/coded.ts";
import { walkPassUp } from "../plan/bonuses/walks/pass-up.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import type { Path, Visit } from "../plan/walk.ts";
import type { Columns } from "../rank/conditions.ts";
import type { Instant } from "../time/instant.ts";
import { type Frozen, frozenColumns, removal } from "./frozen.ts";
import type { LivePeople } from "./live-people.ts";
import { walk } from "./pair-reasons.ts";
import { type Readers, readersOf } from "./readers.ts";
import type { BaseRefund } from "./refund-lines.ts";
import { packageRate, type Rule } from "./rule.ts";

/** Something live that a walk starts from: an order, or a line that is matched. */
export interface LiveSource {
  readonly people: LivePeople;
  readonly from: Frozen;
  /** Hundredths of the bonus's volume, or minor units where the base is money. */
  readonly base: bigint;
  readonly sourceKey: string;
  readonly what: "order" | "payout";
  /** The order, or who was paid. */
  readonly ref: string;
  readonly orderIds: readonly string[];
  readonly at: Instant;
  /** Base period the lines count in. */
  readonly countsIn: string;
  /** What was taken back of the base, in any order. */
  readonly refunds: readonly BaseRefund[];
  readonly packageLevel: string | null;
  /** The how-many-th order of the seller it is; 0 where nobody asks. */
  readonly nth: number;
}

const columnsByPlan = new WeakMap<PlanVersion, Columns<Frozen>>();

export function columnsOf(plan: PlanVersion): Columns<Frozen> {
  const columns = columnsByPlan.get(plan) ?? frozenColumns(plan);
  columnsByPlan.set(plan, columns);
  return columns;
}

const readers = new WeakMap<Rule, Readers<Frozen>>();

export function readersFor(rule: Rule): Readers<Frozen> {
  const known = readers.get(rule) ?? readersOf(rule, columnsOf(rule.plan), ({ person }) => person.active);
  readers.set(rule, known);
  return known;
}

/** Millionths that somebody on the way gets. */
export function liveRate(rule: Rule, { packageLevel }: LiveSource, person: Frozen, level: number): Exact {
  return packageRate(rule, packageLevel) ?? readersFor(rule).rate(person, level);
}

/** The way up from a source, everybody as he was at its instant. */
export function livePath(rule: Rule, people: LivePeople): Path<Frozen> {
  const own = readersFor(rule);
  return {
    up: (from) => people.up(rule.tree, from),
    removed: ({ person }) => removal(person.status, person.earns),
    active: ({ person }) => person.active,
    gate: own.gate,
    unlocked: own.unlocked,
    rank: own.rank,
    rate: (frozen) => (rule.bonus.walk.to === "differential" ? own.rate(frozen, 0) : exact(0n)),
  };
}

/** Goes along the way of a source as the bonus says. */
export function walkLive(rule: Rule, source: LiveSource, path: Path<Frozen>, visit: Visit<Frozen>): void {
  const { walk: way } = rule.bonus;
  const { from, people, nth } = source;
  if (way.to === "coded") {
    const codeOf = ({ person }: Frozen) => person.attributes[way.attribute];
    walkCoded({ packageLevel: source.packageLevel ?? "", codeOf }, from, path, visit);
  } else if (way.to === "passUp") {
    const ownerOf = (person: Frozen) => people.owner(way.tree, way.first, person);
    walkPassUp({ first: way.first, nth, ownerOf }, from, path, visit);
  } else walk(rule, from, path, visit);
}

/** Everybody from somebody up to the top of a tree, himself first. */
export function lineFrom(people: LivePeople, tree: string, from: Frozen): Frozen[] {
  const line: Frozen[] = [];
  for (let next: Frozen | null = from; next !== null; next = people.up(tree, next)) line.push(next);
  return line;
}
