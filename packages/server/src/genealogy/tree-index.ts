import { type DistributorId, type Instant, type NumberedTree, numberTree } from "@upline/domain";
import type { Deps } from "../deps.ts";
import { perDatabase } from "../per-database.ts";
import { edgesBy, type TreeEdge, type TreeHistory, treeHistory } from "./tree-history.ts";

/** One tree at one moment, for questions a page asks: who is below whom, how far, how many. */
export interface TreeIndex {
  has(id: DistributorId): boolean;
  parentOf(id: DistributorId): DistributorId | null;
  /** Frontline: by slot where the tree has any, else in the order of joining. */
  childrenOf(id: DistributorId): readonly DistributorId[];
  /** The seat under the parent, 0 for the seat on top; null in trees without seats. */
  slotOf(id: DistributorId): number | null;
  /** Since when he has hung where he hangs; null for somebody who is not in the tree. */
  since(id: DistributorId): Instant | null;
  /** Everybody below, not counting the person. */
  teamSize(id: DistributorId): number;
  /** Steps below the top of the tree; 0 on top. */
  depthOf(id: DistributorId): number;
  /** Steps from `top` down to `id`: 0 for the same person, null when `id` is not below. */
  levelBelow(top: DistributorId, id: DistributorId): number | null;
  /** From `top` down to `id`, both included; empty when `id` is not below. */
  pathFrom(top: DistributorId, id: DistributorId): readonly DistributorId[];
  /** Everybody below, breadth first. */
  below(top: DistributorId): Iterable<DistributorId>;
  readonly roots: readonly DistributorId[];
  /** Everybody in the tree, in ascending order of ids. */
  readonly ids: readonly DistributorId[];
  /** When the first of them came; null for an empty tree. */
  readonly first: Instant | null;
}

/** The tree that every company has: who introduced whom. */
export const SPONSOR = "sponsor";

/** A tree at a moment. */
export interface TreeMoment {
  readonly tree: string;
  readonly at: Instant;
}

interface Known {
  readonly history: TreeHistory;
  /** By how many edges were in force by then; the one asked for last comes last. */
  readonly indexes: Map<number, TreeIndex>;
}

/** Trees of other days that stay in memory, beside those of other trees: a page and its comparison use two at once. */
const MOST_KEPT = 6;
const cache = perDatabase<Map<string, Known>>("trees");

/**
 * A tree of this process, the sponsor tree of now if nothing is said; built again when an edge has been added since.
 * A move therefore takes sight away with the next request.
 */
export async function treeIndex(deps: Deps, moment?: TreeMoment): Promise<TreeIndex> {
  const { tree, at } = moment ?? { tree: SPONSOR, at: deps.clock.now() };
  const known = cache.get(deps.handle)?.get(tree);
  const history = await treeHistory(deps, tree, known?.history);
  const indexes = known?.history === history ? known.indexes : new Map<number, TreeIndex>();
  const inForce = edgesBy(history, at);
  const index = indexes.get(inForce) ?? buildIndex(history.edges.slice(0, inForce));
  indexes.delete(inForce);
  indexes.set(inForce, index);
  for (const oldest of [...indexes.keys()].slice(0, -MOST_KEPT)) indexes.delete(oldest);
  // A transaction may undo what it sees: nobody else remembers it.
  if (deps.db === deps.handle.db) {
    const trees = cache.get(deps.handle) ?? new Map<string, Known>();
    cache.set(deps.handle, trees.set(tree, { history, indexes }));
  }
  return index;
}

type IndexedEdge = Pick<TreeEdge, "id" | "parentId" | "slot" | "fromAt">;

/**
 * Linear, and without recursion: a chain of any depth is fine.
 *
 * @param edges  in the order in which they took effect; of several of one person the last counts
 */
export function buildIndex(edges: readonly IndexedEdge[]): TreeIndex {
  const inForce = new Map<DistributorId, IndexedEdge>();
  for (const edge of edges) inForce.set(edge.id, edge);
  const ids = [...inForce.keys()].sort();
  const placed = new Map(
    ids.map((id) => {
      const { parentId = null, slot = null } = inForce.get(id) ?? {};
      // Whoever hangs under somebody that is not in the tree yet stands on top of his own.
      return [id, { parent: parentId !== null && inForce.has(parentId) ? parentId : null, slot }];
    }),
  );
  const tree = numberTree(ids, placed);
  const canonical = new Map(ids.map((id, at) => [id, at]));
  const idOf = (number: number) => ids[tree.canon[number] ?? -1];
  const numberOf = (id: DistributorId) => tree.bfs[canonical.get(id) ?? -1] ?? -1;
  const { sizes, entered } = spans(tree);
  const idsFrom = (from: number, to: number) => {
    const found: DistributorId[] = [];
    for (let number = from; number < to; number += 1) found.push(...present(idOf(number)));
    return found;
  };
  const isBelow = (top: number, number: number) =>
    top >= 0 &&
    number >= 0 &&
    (entered[number] ?? 0) >= (entered[top] ?? 0) &&
    (entered[number] ?? 0) <= (entered[top] ?? 0) + (sizes[top] ?? 0);

  return {
    ids,
    first: edges[0]?.fromAt ?? null,
    roots: idsFrom(0, rootsOf(tree)),
    has: (id) => canonical.has(id),
    parentOf: (id) => idOf(tree.parent[numberOf(id)] ?? -1) ?? null,
    slotOf: (id) => placed.get(id)?.slot ?? null,
    since: (id) => inForce.get(id)?.fromAt ?? null,
    teamSize: (id) => sizes[numberOf(id)] ?? 0,
    depthOf: (id) => tree.depth[numberOf(id)] ?? 0,
    childrenOf: (id) => {
      const number = numberOf(id);
      return number < 0 ? [] : idsFrom(tree.childAt[number] ?? 0, tree.childAt[number + 1] ?? 0);
    },
    levelBelow: (top, id) => {
      const [from, to] = [numberOf(top), numberOf(id)];
      return isBelow(from, to) ? (tree.depth[to] ?? 0) - (tree.depth[from] ?? 0) : null;
    },
    pathFrom: (top, id) => {
      const [from, to] = [numberOf(top), numberOf(id)];
      if (!isBelow(from, to)) return [];
      const path: DistributorId[] = [id];
      for (let at = to; at !== from; at = tree.parent[at] ?? from) path.push(...present(idOf(tree.parent[at] ?? from)));
      return path.reverse();
    },
    *below(top) {
      const number = numberOf(top);
      if (number < 0) return;
      // The people of one level below somebody are neighbours.
      let [from, to] = [tree.childAt[number] ?? 0, tree.childAt[number + 1] ?? 0];
      while (from < to) {
        yield* idsFrom(from, to);
        [from, to] = [tree.childAt[from] ?? 0, tree.childAt[to] ?? 0];
      }
    },
  };
}

const present = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);

function rootsOf({ parent }: NumberedTree): number {
  const first = parent.findIndex((above) => above >= 0);
  return first < 0 ? parent.length : first;
}

/** How many are below each, and each one's place when everybody is followed at once by his team. */
function spans({ parent, canon }: NumberedTree): { readonly sizes: Int32Array; readonly entered: Int32Array } {
  const sizes = new Int32Array(canon.length);
  for (let number = canon.length - 1; number > 0; number -= 1) {
    const above = parent[number] ?? -1;
    if (above >= 0) sizes[above] = (sizes[above] ?? 0) + 1 + (sizes[number] ?? 0);
  }
  const entered = new Int32Array(canon.length);
  const next = new Int32Array(canon.length);
  let nextRoot = 0;
  for (let number = 0; number < canon.length; number += 1) {
    const above = parent[number] ?? -1;
    const own = above < 0 ? nextRoot : (next[above] ?? 0);
    const after = own + 1 + (sizes[number] ?? 0);
    if (above < 0) nextRoot = after;
    else next[above] = after;
    entered[number] = own;
    next[number] = own + 1;
  }
  return { sizes, entered };
}
