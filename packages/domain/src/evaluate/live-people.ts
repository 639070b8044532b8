import { invariant } from "../errors/domain-error.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import type { Instant } from "../time/instant.ts";
import type { FrozenPerson, OrderFacts, Recruited } from "./facts.ts";
import type { Frozen } from "./frozen.ts";

/** The people around one sale, each frozen at its instant the first time somebody asks for him. */
export interface LivePeople {
  /** Always the same record for the same id; null for somebody who is no distributor. */
  person(id: string): Frozen | null;
  /** Who stands above in a tree; null on top and outside of it. */
  up(tree: string, from: Frozen): Frozen | null;
  /** To whom passed-up sales belong when the first so many recruits are passed up; whoever is on top owns himself. */
  owner(tree: string, first: number, of: Frozen): Frozen;
}

/** Where people, parents, and recruits are read. */
export interface LiveReads {
  readonly at: Instant;
  readonly versions: readonly PlanVersion[];
  person(id: string): FrozenPerson | undefined;
  parent(tree: string, id: string): string | null;
  recruited(tree: string, id: string): Recruited;
}

export function livePeople(reads: LiveReads): LivePeople {
  const known = new Map<string, Frozen | null>();
  const trees = new Map<string, Map<string, string | null>>();
  const person = (id: string): Frozen | null => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const found = reads.person(id);
    const frozen = found ? { person: found, at: reads.at, versions: reads.versions } : null;
    known.set(id, frozen);
    return frozen;
  };
  const there = (id: string): Frozen => {
    const found = person(id);
    invariant(found, "a walk goes along distributors");
    return found;
  };
  const parentOf = (tree: string, id: string): string | null => {
    const parents = trees.get(tree) ?? new Map<string, string | null>();
    trees.set(tree, parents);
    const before = parents.get(id);
    if (before !== undefined) return before;
    const parent = reads.parent(tree, id);
    // Only a parent who was asked about before can close a circle.
    for (let above = parent; above; above = parents.get(above) ?? null)
      invariant(above !== id, "nobody is above himself");
    parents.set(id, parent);
    return parent;
  };
  return {
    person,
    up(tree, from) {
      const parent = parentOf(tree, from.person.id);
      return parent === null ? null : there(parent);
    },
    owner(tree, first, of) {
      let id = of.person.id;
      for (const met = new Set<string>(); ; ) {
        const { sponsor, nth } = reads.recruited(tree, id);
        if (sponsor === null) return there(id);
        if (nth > first) return there(sponsor);
        met.add(id);
        invariant(!met.has(sponsor), "nobody is above himself");
        id = sponsor;
      }
    },
  };
}

type Around = Pick<OrderFacts, "line" | "others" | "parents" | "recruits" | "versions">;

/** The people that the facts of one order bring along. */
export function peopleOfFacts(
  { rankTree }: PlanVersion,
  { line, others = [], parents = {}, recruits = {}, versions = [] }: Around,
  at: Instant,
): LivePeople {
  const people = new Map([...others, ...line].map((one) => [one.id, one]));
  const ranks = new Map(line.map(({ id }, index) => [id, line[index + 1]?.id ?? null]));
  return livePeople({
    at,
    versions,
    person: (id) => people.get(id),
    parent(tree, id) {
      const own = Object.hasOwn(parents, tree) ? parents[tree] : undefined;
      if (own && Object.hasOwn(own, id)) return own[id] ?? null;
      const parent = tree === rankTree ? ranks.get(id) : undefined;
      invariant(parent !== undefined, `the facts of an order hold its lines in the tree ${tree}`);
      return parent;
    },
    recruited(tree, id) {
      const found = recruits[tree]?.[id];
      invariant(found, "the facts of an order say who recruited whom where sales are passed up");
      return found;
    },
  });
}
