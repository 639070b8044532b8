import type { NumberedTree } from "../genealogy/tree.ts";
import type { Visitor } from "./counts.ts";

/**
 * The rank each distributor qualifies for: the highest whose condition holds, tested from the top down.
 *
 * Conditions about other people look at strict descendants only, so one pass from the deepest up decides everybody;
 * there is no recursion and no order of arrival.
 *
 * @param ladder    the conditions, lowest first; the lowest always holds
 * @param ranks     by canonical number, filled in here: conditions about descendants read it while it grows
 * @param counters  what counts by rank; each looks at a node once its rank stands
 */
export function rankAll(
  tree: NumberedTree,
  ladder: readonly ((canonical: number) => boolean)[],
  ranks: Uint8Array,
  counters: readonly Visitor[],
): void {
  for (let number = tree.canon.length - 1; number >= 0; number -= 1) {
    const canonical = tree.canon[number] ?? 0;
    ranks[canonical] = highest(ladder, canonical);
    for (const counter of counters) counter.visit(number);
  }
  for (let canonical = 0; canonical < tree.ids.length; canonical += 1) {
    if ((tree.bfs[canonical] ?? -1) < 0) ranks[canonical] = highest(ladder, canonical);
  }
}

function highest(ladder: readonly ((canonical: number) => boolean)[], canonical: number): number {
  for (let rank = ladder.length - 1; rank > 0; rank -= 1) if (ladder[rank]?.(canonical)) return rank;
  return 0;
}
