import { type Column, legsOf, rollUp, valueAt } from "../genealogy/roll-up.ts";
import { children, type NumberedTree } from "../genealogy/tree.ts";
import type { OwnVolumes } from "./metrics.ts";

/** Volumes below each person, hundredths by canonical number. */
export interface Sides {
  visit(number: number): void;
  /** Own volume and that of everybody below who is not left out. */
  group(person: number): bigint;
  /** One amount for each leg, strongest first; a slot is one leg whoever stood in it. */
  legs(person: number): readonly bigint[];
}

/** Side volumes of a tree in which whoever has the rank takes his subtree out: all in the tree of the last instant. */
export function stoppedSides(tree: NumberedTree, own: Column, isStopped: (person: number) => boolean): Sides {
  const sums = Array.from(own, BigInt);
  return {
    visit(number) {
      const [person, above] = [tree.canon[number] ?? 0, tree.parent[number] ?? -1];
      if (above < 0 || isStopped(person)) return;
      const owner = tree.canon[above] ?? 0;
      sums[owner] = (sums[owner] ?? 0n) + (sums[person] ?? 0n);
    },
    group: (person) => sums[person] ?? 0n,
    legs: (person) => {
      const number = tree.bfs[person] ?? -1;
      const below = number < 0 ? [] : Array.from(children(tree, number), (child) => tree.canon[child] ?? 0);
      return below
        .filter((child) => !isStopped(child))
        .map((child) => sums[child] ?? 0n)
        .sort(falling);
    },
  };
}

/**
 * Group volume, side volumes left out, no further down than so many levels. Everybody is looked at once for each of
 * the levels at most.
 */
export function nearGroup(
  tree: NumberedTree,
  own: Column,
  { isStopped, maxDepth }: { readonly isStopped: (person: number) => boolean; readonly maxDepth: number },
): (person: number) => bigint {
  return (person) => {
    let sum = valueAt(own, person);
    const start = tree.bfs[person] ?? -1;
    let level = start < 0 ? [] : [start];
    for (let depth = 1; depth <= maxDepth && level.length > 0; depth += 1) {
      const below = level.flatMap((number) => [...children(tree, number)]);
      level = below.filter((number) => !isStopped(tree.canon[number] ?? 0));
      for (const number of level) sum += valueAt(own, tree.canon[number] ?? 0);
    }
    return sum;
  };
}

/** Every epoch in its own tree; the parts of one leg are added up. */
export function openSides(
  { tree, last }: { readonly last: number; tree(epoch: number): NumberedTree },
  { byEpoch }: OwnVolumes,
): Sides {
  const epochs = [...byEpoch].map(([epoch, own]) => ({ numbered: tree(epoch), group: rollUp(tree(epoch), own) }));
  const now = tree(last);
  return {
    visit: () => undefined,
    group: (person) => epochs.reduce((sum, { group }) => sum + valueAt(group, person), 0n),
    legs(person) {
      const found = new Map<number, bigint>();
      const take = (numbered: NumberedTree, group: Column | null) => {
        const number = numbered.bfs[person] ?? -1;
        if (number < 0) return;
        for (const child of children(numbered, number)) {
          const [slot, below] = [numbered.slot[child] ?? -1, numbered.canon[child] ?? 0];
          const leg = slot >= 0 ? slot : below;
          found.set(leg, (found.get(leg) ?? 0n) + (group ? valueAt(group, below) : 0n));
        }
      };
      for (const { numbered, group } of epochs) take(numbered, group);
      take(now, null);
      return [...found.values()].sort(falling);
    },
  };
}

/**
 * The leg that a metric asks for, for everybody at once; null where that takes a look at the single legs: when volume
 * rolled up several trees, for the third strongest and on, and for the weakest of more than two.
 */
export function legColumn(
  { tree, last }: { readonly last: number; tree(epoch: number): NumberedTree },
  { byEpoch }: OwnVolumes,
  pick: LegPick,
  isBinary: boolean,
): Column | null {
  const own = byEpoch.get(last);
  const isKnown = pick === "strongest" || pick === "allButStrongest" || pick === 1 || (pick === "weakest" && isBinary);
  if (!own || byEpoch.size > 1 || !isKnown || hasSharedSlots(tree(last))) return null;
  const { strongest, second, sum, count } = legsOf(tree(last), rollUp(tree(last), own));
  if (pick === "allButStrongest") return mapped(strongest, (first, at) => difference(sum[at], first));
  // A leg that is missing in a binary tree is 0: less than a leg that brought something, more than a leg in debt.
  if (pick === "weakest") return mapped(strongest, (first, at) => (count[at] === 2 ? second[at] : lesser(first)));
  return isBinary ? mapped(strongest, (first, at) => (count[at] === 2 ? first : greater(first))) : strongest;
}

export type LegPick = "strongest" | "weakest" | "allButStrongest" | number;

type Value = number | bigint | undefined;

const lesser = (value: Value): Value => (value !== undefined && value < 0 ? value : 0);
const greater = (value: Value): Value => (value !== undefined && value > 0 ? value : 0);

function difference(a: Value, b: Value): Value {
  return typeof a === "bigint" && typeof b === "bigint" ? a - b : Number(a) - Number(b);
}

function mapped(values: Column, of: (value: Value, at: number) => Value): Column {
  if (values instanceof Float64Array) return values.map((value, at) => Number(of(value, at)));
  return values.map((value, at) => BigInt(of(value, at) ?? 0));
}

/** Whether two children of one parent stand in one slot, which then is one leg. */
function hasSharedSlots({ parent, slot }: NumberedTree): boolean {
  return slot.some((own, at) => own >= 0 && slot[at - 1] === own && parent[at - 1] === parent[at]);
}

/** The leg that a metric asks for; a missing one is 0, and a binary tree always has two. */
export function pickLeg(legs: readonly bigint[], pick: LegPick, isBinary: boolean): bigint {
  if (pick === "allButStrongest") return legs.slice(1).reduce((sum, leg) => sum + leg, 0n);
  const both = isBinary && legs.length < 2 ? [...legs, 0n, 0n].slice(0, 2).sort(falling) : legs;
  if (pick === "weakest") return both.at(-1) ?? 0n;
  return both[pick === "strongest" ? 0 : pick - 1] ?? 0n;
}

function falling(a: bigint, b: bigint): number {
  return a === b ? 0 : a > b ? -1 : 1;
}
