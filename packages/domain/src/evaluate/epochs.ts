import type { NumberedTree } from "../genealogy/tree.ts";
import { type Instant, plusMs } from "../time/instant.ts";
import type { World } from "./world.ts";

/**
 * The stretches of time between moves, counted through all of history. Volume rolls up the tree of its own epoch, so
 * what has accrued before a move stays with the old upline. Joins begin no epoch.
 */
export interface Epochs {
  /** The epoch in which the period begins. Segments of lines count from it. */
  readonly first: number;
  /** The epoch at the end of the period; its tree is the one in which people and legs are counted. */
  readonly last: number;
  /** Where an order that counts in the period belongs: a late one to the first instant of the period. */
  ofOrder(effectiveAt: Instant): number;
  /** Where the volume of an order of an earlier period belongs when it is taken back: to the old upline. */
  ofPast(effectiveAt: Instant): number;
  tree(epoch: number): NumberedTree;
  /** The first epoch of the period since which the path of each person has been unchanged, as a segment number. */
  segments(epoch: number): Uint16Array;
}

export function epochsOf(world: World, moves: "asOfOrder" | "asOfClose", tree: string): Epochs {
  const history = world.historyOf(tree);
  const { start } = world.given.period;
  const cuts = moves === "asOfOrder" ? history.moves : [];
  const at = (moment: Instant) => countUpTo(cuts, moment);
  const [first, last] = [at(start), cuts.length];
  const trees = new Map<number, NumberedTree>();
  const segmented = new Map<number, Uint16Array>();

  const numbered = (epoch: number): NumberedTree => {
    const next = cuts[epoch];
    const known = trees.get(epoch) ?? history.at(next ? plusMs(next, -1) : world.last);
    trees.set(epoch, known);
    return known;
  };
  const segments = (epoch: number): Uint16Array => {
    let result = segmented.get(first) ?? new Uint16Array(world.ids.length);
    segmented.set(first, result);
    for (let each = first + 1; each <= epoch; each += 1) {
      const known = segmented.get(each) ?? nextSegments(result, numbered(each - 1), numbered(each), each - first);
      segmented.set(each, known);
      result = known;
    }
    return result;
  };
  const inPeriod = (moment: Instant) => moment >= start && moment <= world.last;
  return {
    first,
    last,
    ofOrder: (effectiveAt) => (inPeriod(effectiveAt) ? at(effectiveAt) : first),
    ofPast: (effectiveAt) => Math.min(at(effectiveAt), first),
    tree: numbered,
    segments,
  };
}

function countUpTo(cuts: readonly Instant[], moment: Instant): number {
  let [low, high] = [0, cuts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cuts[middle] ?? moment) <= moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whoever got another parent, and everybody below, begins a new segment. */
function nextSegments(before: Uint16Array, old: NumberedTree, now: NumberedTree, segment: number): Uint16Array {
  const segments = before.slice();
  const changed = new Uint8Array(now.canon.length);
  for (let number = 0; number < now.canon.length; number += 1) {
    const canonical = now.canon[number] ?? 0;
    const parent = now.parent[number] ?? -1;
    const oldNumber = old.bfs[canonical] ?? -1;
    const isNew = oldNumber < 0;
    const oldParent = isNew ? -1 : (old.parent[oldNumber] ?? -1);
    const moved = !isNew && (oldParent < 0 ? -1 : old.canon[oldParent]) !== (parent < 0 ? -1 : now.canon[parent]);
    changed[number] = moved || (parent >= 0 && changed[parent]) ? 1 : 0;
    if (changed[number]) segments[canonical] = segment;
  }
  return segments;
}
