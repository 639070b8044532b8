import type { PeriodFacts, Standing, State } from "../evaluate/facts.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import { type Instant, plusMs } from "../time/instant.ts";
import type { Company, Person, Sale } from "./company.ts";
import { Fraction } from "./fraction.ts";
import { emptyMemory, type Memory } from "./memory.ts";

/** Somebody as the reference takes him, where he stands, and whether something about him is beyond it. */
interface Known {
  readonly person: Person;
  readonly sales: Sale[];
  isOdd: boolean;
}

/** Everybody of a period with his sales. */
export interface Everybody {
  readonly people: ReadonlyMap<string, Known>;
  /** Whoever hangs on somebody in any tree that the plan reads. */
  readonly below: ReadonlyMap<string, readonly string[]>;
}

type Edge = Extract<PeriodFacts["facts"][number], { t: "edge" }>;

const STANDINGS: Readonly<Record<Standing, Person["status"]>> = {
  good: "good",
  pending: "suspended",
  suspended: "suspended",
  terminated: "terminated",
  merged: "terminated",
};

/**
 * The facts of a period as plain records, at its last instant. Somebody is odd who moved or was left by a mover, has a
 * late sale, takes back an earlier one, or has a rank or points by hand: of all that the reference knows nothing.
 */
export function everybodyOf(plan: PlanVersion, facts: PeriodFacts): Everybody {
  const last = plusMs(facts.period.end, -1);
  const read = treesRead(plan);
  const kinds = new Map(plan.trees.flatMap(({ id, kind }) => (read.has(id) ? [[id, kind === "sponsor"]] : [])));
  const edges = facts.facts.filter(
    (fact): fact is Edge => fact.t === "edge" && kinds.has(fact.tree) && fact.from <= last,
  );
  const edgesOf = Map.groupBy(edges.sort(byMoment), ({ distributor }) => distributor);
  const attributesOf = Map.groupBy(facts.facts.filter(isAttribute(last)).sort(byMoment), (one) => one.distributor);
  const statusOf = Map.groupBy(facts.facts.filter(isStatus(last)).sort(byMoment), (one) => one.distributor);
  const people = new Map<string, Known>();
  for (const fact of facts.facts) {
    if (fact.t !== "distributor" || fact.joinedAt > last) continue;
    const { distributor: id, joinedAt, earns } = fact;
    const own = edgesOf.get(id) ?? [];
    const sponsor = own.findLast(({ tree }) => kinds.get(tree))?.parent ?? null;
    const seat = own.findLast(({ tree, slot }) => !kinds.get(tree) && slot !== null);
    const attributes = Object.fromEntries((attributesOf.get(id) ?? []).map(({ key, value }) => [key, value]));
    for (const [key, value] of Object.entries(attributes)) if (value === "") delete attributes[key];
    const status = STANDINGS[statusOf.get(id)?.at(-1)?.status ?? "good"];
    const placement = seat ? { placement: { parent: seat.parent, slot: seat.slot ?? 0 } } : {};
    people.set(id, {
      person: { id, sponsor, ...placement, status, earns, joinedAt, attributes },
      sales: [],
      isOdd: false,
    });
  }
  const odd = (id: string) => {
    const known = people.get(id);
    if (known) known.isOdd = true;
  };
  addSales(facts, people, odd);
  markMoved(facts, edgesOf, odd);
  for (const fact of facts.facts) if (fact.t === "grant" || fact.t === "volumeAdjustment") odd(fact.distributor);
  return { people, below: belowOf(people) };
}

/** Sponsor trees, and those that a rule names: who hangs where in a tree that nobody reads makes nobody's team larger. */
function treesRead(plan: PlanVersion): ReadonlySet<string> {
  const read = new Set(plan.trees.flatMap(({ id, kind }) => (kind === "sponsor" ? [id] : [])));
  JSON.stringify(
    [plan.rankTree, plan.volumes, plan.metrics, plan.conditions, plan.ranks, plan.bonuses],
    (name, value) => {
      if (name === "tree" && typeof value === "string") read.add(value);
      return value as unknown;
    },
  );
  return read.add(plan.rankTree);
}

function addSales(facts: PeriodFacts, people: ReadonlyMap<string, Known>, odd: (id: string) => void): void {
  const sold = new Map<string, Extract<PeriodFacts["facts"][number], { t: "order" }>>();
  const refunded = new Map<string, Record<string, bigint>>();
  for (const fact of facts.facts) if (fact.t === "order") sold.set(fact.order, fact);
  const before = new Map(facts.past.flatMap((fact) => (fact.t === "order" ? [[fact.order, fact.creditedTo]] : [])));
  for (const fact of facts.facts) {
    if (fact.t !== "refund") continue;
    const sum = refunded.get(fact.order) ?? {};
    for (const [volume, points] of Object.entries(fact.volumes)) sum[volume] = (sum[volume] ?? 0n) + points;
    refunded.set(fact.order, sum);
    if (!sold.has(fact.order)) odd(before.get(fact.order) ?? "");
  }
  for (const order of [...sold.values()].sort(byPayment)) {
    const { creditedTo: seller, effectiveAt, buyer, buyerKind } = order;
    const back = refunded.get(order.order) ?? {};
    const isOver = Object.entries(back).some(([volume, points]) => points > (order.volumes[volume] ?? 0n));
    if (isOver || effectiveAt < facts.period.start || effectiveAt >= facts.period.end) odd(seller);
    people.get(seller)?.sales.push({
      id: order.order,
      seller,
      customer: buyerKind === "customer" ? buyer : null,
      points: Object.fromEntries(
        Object.entries(order.volumes).map(([volume, points]) => [volume, pointsText(points - (back[volume] ?? 0n))]),
      ),
      packageLevel: order.packageLevel ?? "",
      party: order.party,
      paidAt: effectiveAt,
      isFirst: order.isFirst,
    });
  }
}

/** Volume of before a move stays with the line of then: whoever moved, and whoever he ever hung on. */
function markMoved(facts: PeriodFacts, edgesOf: ReadonlyMap<string, readonly Edge[]>, odd: (id: string) => void): void {
  const sold = new Set(facts.facts.flatMap((fact) => (fact.t === "order" ? [fact.order] : [])));
  const takesBackEarlier = facts.facts.some((fact) => fact.t === "refund" && !sold.has(fact.order));
  for (const [id, edges] of edgesOf) {
    for (const own of Map.groupBy(edges, ({ tree }) => tree).values()) {
      const isMoved = own.slice(1).some(({ from }) => takesBackEarlier || from >= facts.period.start);
      if (!isMoved) continue;
      odd(id);
      for (const { parent } of own) if (parent !== null) odd(parent);
    }
  }
}

function belowOf(people: ReadonlyMap<string, Known>): Map<string, string[]> {
  const below = new Map<string, string[]>();
  for (const { person } of people.values()) {
    for (const parent of new Set([person.sponsor, person.placement?.parent ?? null])) {
      if (parent === null) continue;
      const known = below.get(parent);
      if (known) known.push(person.id);
      else below.set(parent, [person.id]);
    }
  }
  return below;
}

/** Somebody with all below him in every tree; null when they are more than that many, or one of them is odd. */
export function teamBelow(
  { people, below }: Everybody,
  top: string,
  most: { readonly people: number; readonly sales: number },
): ReadonlySet<string> | null {
  const team = new Set([top]);
  let sales = 0;
  for (const id of team) {
    const known = people.get(id);
    if (!known || known.isOdd) return null;
    sales += known.sales.length;
    for (const child of below.get(id) ?? []) team.add(child);
    if (team.size > most.people || sales > most.sales) return null;
  }
  return team;
}

/** The company that a team is by itself: whoever stands above it is left out. */
export function companyOf({ people }: Everybody, team: ReadonlySet<string>): Company {
  const known = [...team].sort(byText).flatMap((id) => people.get(id) ?? []);
  const inside = (id: string | null) => (id !== null && team.has(id) ? id : null);
  return {
    people: known.map(({ person: { placement, ...person } }) => ({
      ...person,
      sponsor: inside(person.sponsor),
      ...(placement ? { placement: { ...placement, parent: inside(placement.parent) } } : {}),
    })),
    sales: known.flatMap(({ sales }) => sales),
    parties: [],
    postedFrom: 0,
  };
}

/** What the closes before left of a team; null when it names a rank that the plan no longer has. */
export function memoryOf(plan: PlanVersion, opening: State, team: ReadonlySet<string>): Memory | null {
  const memory = emptyMemory();
  const place = (rank: string) => plan.ranks.findIndex(({ id }) => id === rank);
  for (const id of team) {
    const state = opening.people[id];
    if (!state) continue;
    const [held, title] = [place(state.held), place(state.title)];
    if (held < 0 || title < 0) return null;
    memory.held.set(id, { held, misses: state.misses, title });
  }
  for (const [bonus, { closes, legs, awards }] of Object.entries(opening.running ?? {})) {
    memory.closes.set(bonus, closes);
    for (const id of team) {
      for (const [slot, lots] of [legs?.[id]?.left ?? [], legs?.[id]?.right ?? []].entries()) {
        const read = lots.map(({ close, quantity }): [number, Fraction] => [
          close,
          new Fraction(BigInt(quantity), 100n),
        ]);
        if (read.length > 0) memory.lots.set(`${bonus}|${id}|${slot}`, read);
      }
      for (const [rank, award] of Object.entries(awards?.[id] ?? {}))
        memory.awards.set(`${bonus}|${id}|${rank}`, award);
    }
  }
  return memory;
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const byMoment = (a: { from: Instant; seq: number }, b: { from: Instant; seq: number }) =>
  byText(a.from, b.from) || a.seq - b.seq;
const byPayment = (a: { effectiveAt: Instant; order: string }, b: { effectiveAt: Instant; order: string }) =>
  byText(a.effectiveAt, b.effectiveAt) || byText(a.order, b.order);

type FactOf<T> = Extract<PeriodFacts["facts"][number], { t: T }>;
const isAttribute =
  (last: Instant) =>
  (fact: PeriodFacts["facts"][number]): fact is FactOf<"attribute"> =>
    fact.t === "attribute" && fact.from <= last;
const isStatus =
  (last: Instant) =>
  (fact: PeriodFacts["facts"][number]): fact is FactOf<"status"> =>
    fact.t === "status" && fact.from <= last;

function pointsText(hundredths: bigint): string {
  const digits = String(hundredths < 0n ? -hundredths : hundredths).padStart(3, "0");
  return `${hundredths < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
