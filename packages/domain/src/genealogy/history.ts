import { invariant } from "../errors/domain-error.ts";
import type { Instant } from "../time/instant.ts";
import { type EdgeIndex, edgeAt } from "./edges.ts";
import { type NumberedTree, numberParents, UNPLACED } from "./tree.ts";

/** One tree through time. */
export interface TreeHistory {
  /** The moments at which somebody who already had a place gets another one, each once, oldest first. */
  readonly moves: readonly Instant[];
  /** The tree as it stood at that moment. */
  at(moment: Instant): NumberedTree;
}

/** @param ids  everybody in canonical order */
export function treeHistory(
  ids: readonly string[],
  numberOf: ReadonlyMap<string, number>,
  edges: EdgeIndex,
): TreeHistory {
  return {
    moves: movesOf(edges),
    at(moment) {
      const parentOf = new Int32Array(ids.length).fill(UNPLACED);
      const slotOf = new Int32Array(ids.length).fill(-1);
      for (const [canonical, id] of ids.entries()) {
        const edge = edgeAt(edges, id, moment);
        if (!edge) continue;
        parentOf[canonical] = edge.parent === null ? -1 : (numberOf.get(edge.parent) ?? missing());
        slotOf[canonical] = edge.slot ?? -1;
      }
      return numberParents(ids, { parentOf, slotOf });
    },
  };
}

function missing(): never {
  invariant(false, "a parent is one of the distributors");
}

function movesOf(edges: EdgeIndex): Instant[] {
  const moves = new Set<Instant>();
  for (const own of edges.values()) {
    for (const [index, edge] of own.entries()) {
      const before = own[index - 1];
      if (before && (before.parent !== edge.parent || before.slot !== edge.slot)) moves.add(edge.from);
    }
  }
  return [...moves].sort();
}
