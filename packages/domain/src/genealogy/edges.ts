import { invariant } from "../errors/domain-error.ts";
import type { Instant } from "../time/instant.ts";

/** From a moment on, a distributor hangs under a parent (null: on top) in one tree. Edges are added, never changed. */
export interface Edge {
  readonly distributor: string;
  readonly parent: string | null;
  /** Binary 0 and 1, matrix 0 to width - 1, null in a sponsor tree. */
  readonly slot: number | null;
  readonly from: Instant;
  /** Order of recording; decides between two edges of one moment. */
  readonly seq: number;
}

/** The edges of one tree by distributor, oldest first. */
export type EdgeIndex = ReadonlyMap<string, readonly Edge[]>;

/** Indexes the edges of one tree, given in any order. */
export function edgeIndex(edges: Iterable<Edge>): EdgeIndex {
  const index = new Map<string, Edge[]>();
  for (const edge of edges) {
    const own = index.get(edge.distributor);
    if (own) own.push(edge);
    else index.set(edge.distributor, [edge]);
  }
  for (const own of index.values()) own.sort((a, b) => (a.from === b.from ? a.seq - b.seq : a.from < b.from ? -1 : 1));
  return index;
}

/** The edge in force: the one with the greatest (from, seq) not after the moment. Null: not in the tree (yet). */
export function edgeAt(index: EdgeIndex, distributor: string, at: Instant): Edge | null {
  return index.get(distributor)?.findLast(({ from }) => from <= at) ?? null;
}

/** The parent in force; null for somebody on top, undefined for somebody who is not in the tree at that moment. */
export function parentAt(index: EdgeIndex, distributor: string, at: Instant): string | null | undefined {
  return edgeAt(index, distributor, at)?.parent;
}

/**
 * Everybody above a distributor at that moment, nearest first; [] on top and outside the tree.
 *
 * @throws InvariantError when the edges form a circle
 */
export function uplineAt(index: EdgeIndex, distributor: string, at: Instant): string[] {
  const line: string[] = [];
  let parent = parentAt(index, distributor, at) ?? null;
  while (parent !== null) {
    line.push(parent);
    invariant(line.length <= index.size, "nobody is above himself");
    parent = parentAt(index, parent, at) ?? null;
  }
  return line;
}

/** The edge of everybody who is in the tree at that moment. */
export function edgesAt(index: EdgeIndex, at: Instant): Map<string, Edge> {
  const inForce = new Map<string, Edge>();
  for (const distributor of index.keys()) {
    const edge = edgeAt(index, distributor, at);
    if (edge) inForce.set(distributor, edge);
  }
  return inForce;
}
