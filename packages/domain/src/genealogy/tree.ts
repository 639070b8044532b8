import { invariant } from "../errors/domain-error.ts";

/**
 * One tree at one moment, numbered breadth first: roots in canonical order, children by slot, then id. So a parent's
 * number is smaller than its children's, and the children of one parent are neighbours.
 *
 * A person's canonical number is his place among all ids in ascending order; facts and results are kept by it.
 */
export interface NumberedTree {
  /** All distributors, placed or not, in ascending order. */
  readonly ids: readonly string[];
  /** Number of the parent; -1 on top. */
  readonly parent: Int32Array;
  /** The children of i are `childAt[i]` to `childAt[i + 1] - 1`. */
  readonly childAt: Int32Array;
  readonly depth: Int32Array;
  /** -1 where the tree has no slots. */
  readonly slot: Int32Array;
  /** Breadth-first number to canonical number. */
  readonly canon: Int32Array;
  /** Canonical number to breadth-first number; -1 for the unplaced. */
  readonly bfs: Int32Array;
}

/**
 * Numbers a tree. Linear but for the sorting of slots; a chain of any depth is as good as a bush.
 *
 * @param ids    every distributor, ascending by code unit, without repetition
 * @param edges  the edge in force of each placed one
 * @throws InvariantError for ids out of order, an unknown or unplaced parent, or a circle
 */
export function numberTree(
  ids: readonly string[],
  edges: ReadonlyMap<string, { readonly parent: string | null; readonly slot: number | null }>,
): NumberedTree {
  return numberParents(ids, canonicalEdges(ids, edges));
}

/** Where everybody hangs at one moment, by canonical number. */
export interface Places {
  /** Canonical number of the parent; -1 on top, `UNPLACED` outside the tree. */
  readonly parentOf: Int32Array;
  /** -1 where the tree has no slots. */
  readonly slotOf: Int32Array;
}

/** The same from columns. @throws InvariantError for an unplaced parent or a circle */
export function numberParents(ids: readonly string[], { parentOf, slotOf }: Places): NumberedTree {
  const { first, siblings } = siblingsByParent(ids.length, parentOf, slotOf);
  const size = siblings.length;

  const [parent, depth, slot] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
  const [canon, childAt] = [new Int32Array(size), new Int32Array(size + 1)];
  const bfs = new Int32Array(ids.length).fill(-1);
  let next = 0;
  // The tops hang under number -1, whose children are group 0.
  for (let above = -1; above < next; above += 1) {
    const group = above < 0 ? 0 : (canon[above] ?? 0) + 1;
    if (above >= 0) childAt[above] = next;
    const level = above < 0 ? 0 : (depth[above] ?? 0) + 1;
    const last = first[group + 1] ?? 0;
    for (let at = first[group] ?? 0; at < last; at += 1) {
      const canonical = siblings[at] ?? 0;
      canon[next] = canonical;
      bfs[canonical] = next;
      parent[next] = above;
      depth[next] = level;
      slot[next] = slotOf[canonical] ?? -1;
      next += 1;
    }
  }
  childAt[size] = next;
  invariant(next === size, "everybody in a tree hangs, step by step, under somebody on top");
  return { ids, parent, childAt, depth, slot, canon, bfs };
}

/** Breadth-first numbers of everybody above, nearest first. */
export function* upline(tree: NumberedTree, number: number): Generator<number> {
  for (let above = tree.parent[number] ?? -1; above >= 0; above = tree.parent[above] ?? -1) yield above;
}

/** Breadth-first numbers of the frontline, by slot, then id. */
export function* children(tree: NumberedTree, number: number): Generator<number> {
  for (let child = tree.childAt[number] ?? 0; child < (tree.childAt[number + 1] ?? 0); child += 1) yield child;
}

export const UNPLACED = -2;

function canonicalEdges(ids: readonly string[], edges: Parameters<typeof numberTree>[1]): Places {
  const numberOf = new Map(ids.map((id, canonical) => [id, canonical]));
  const parentOf = new Int32Array(ids.length).fill(UNPLACED);
  const slotOf = new Int32Array(ids.length).fill(-1);
  for (const [canonical, id] of ids.entries()) {
    invariant((ids[canonical - 1] ?? "") < id, "ids come in ascending order, each once");
    const edge = edges.get(id);
    if (edge === undefined) continue;
    const parent = edge.parent === null ? -1 : numberOf.get(edge.parent);
    invariant(parent !== undefined, "a parent is one of the distributors");
    parentOf[canonical] = parent;
    slotOf[canonical] = edge.slot ?? -1;
  }
  return { parentOf, slotOf };
}

/** Group 0 holds the tops, group c + 1 the children of c: `siblings[first[g]]` to `siblings[first[g + 1] - 1]`. */
function siblingsByParent(count: number, parentOf: Int32Array, slotOf: Int32Array) {
  const first = new Int32Array(count + 2);
  for (const parent of parentOf) if (parent !== UNPLACED) first[parent + 2] = (first[parent + 2] ?? 0) + 1;
  for (let group = 1; group < first.length; group += 1) first[group] = (first[group] ?? 0) + (first[group - 1] ?? 0);

  const siblings = new Int32Array(first[count + 1] ?? 0);
  const filled = first.slice();
  for (let canonical = 0; canonical < count; canonical += 1) {
    const group = (parentOf[canonical] ?? UNPLACED) + 1;
    if (group < 0) continue;
    siblings[filled[group] ?? 0] = canonical;
    filled[group] = (filled[group] ?? 0) + 1;
  }
  if (slotOf.some((slot) => slot >= 0)) sortBySlot(siblings, first, slotOf);
  return { first, siblings };
}

function sortBySlot(siblings: Int32Array, first: Int32Array, slotOf: Int32Array): void {
  // Who comes first among those of one slot stays first: the sort is stable.
  for (let group = 0; group + 1 < first.length; group += 1) {
    const [from, to] = [first[group] ?? 0, first[group + 1] ?? 0];
    if (to - from < 2) continue;
    siblings.subarray(from, to).sort((a, b) => (slotOf[a] ?? 0) - (slotOf[b] ?? 0));
  }
}
