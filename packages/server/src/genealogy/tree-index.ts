import { genealogyEdge } from "@upline/db";
import { type DistributorId, invariant } from "@upline/domain";
import { sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { perDatabase } from "../per-database.ts";

/** The sponsor tree as it stands now, for questions a page asks: who is below whom, how far, how many. */
export interface TreeIndex {
  has(id: DistributorId): boolean;
  parentOf(id: DistributorId): DistributorId | null;
  /** Frontline, in the order of joining. */
  childrenOf(id: DistributorId): readonly DistributorId[];
  /** Everybody below, not counting the person. */
  teamSize(id: DistributorId): number;
  /** Steps from `top` down to `id`: 0 for the same person, null when `id` is not below. */
  levelBelow(top: DistributorId, id: DistributorId): number | null;
  /** From `top` down to `id`, both included; empty when `id` is not below. */
  pathFrom(top: DistributorId, id: DistributorId): readonly DistributorId[];
  /** Everybody below, breadth first. */
  below(top: DistributorId): Iterable<DistributorId>;
  readonly roots: readonly DistributorId[];
}

interface Edge {
  readonly id: DistributorId;
  readonly parentId: DistributorId | null;
}

const cache = perDatabase<{ readonly seq: string; readonly index: TreeIndex }>("sponsor tree");

/**
 * The tree of this process, rebuilt when an edge has been added since. Asking costs one index look-up.
 * A move therefore takes sight away with the next request.
 */
export async function treeIndex(deps: Deps): Promise<TreeIndex> {
  const [latest] = await deps.db
    .select({ seq: sql<string>`coalesce(max(${genealogyEdge.seq}), 0)::text` })
    .from(genealogyEdge);
  const seq = latest?.seq ?? "0";
  const cached = cache.get(deps.handle);
  if (cached?.seq === seq) return cached.index;

  const edges = await deps.db
    .selectDistinctOn([genealogyEdge.distributorId], {
      id: genealogyEdge.distributorId,
      parentId: genealogyEdge.parentId,
    })
    .from(genealogyEdge)
    .where(sql`${genealogyEdge.tree} = 'sponsor' and ${genealogyEdge.fromAt} <= ${deps.clock.now()}`)
    .orderBy(genealogyEdge.distributorId, sql`${genealogyEdge.fromAt} desc`, sql`${genealogyEdge.seq} desc`);
  const index = buildIndex(edges);
  cache.set(deps.handle, { seq, index });
  return index;
}

/** @param edges  one per distributor, in the order of ids */
export function buildIndex(edges: readonly Edge[]): TreeIndex {
  const parents = new Map(edges.map(({ id, parentId }) => [id, parentId]));
  const children = new Map<DistributorId, DistributorId[]>();
  for (const { id, parentId } of edges) {
    if (parentId === null) continue;
    const list = children.get(parentId);
    if (list) list.push(id);
    else children.set(parentId, [id]);
  }
  const roots = edges.filter(({ parentId }) => parentId === null).map(({ id }) => id);
  const sizes = teamSizes(roots, children);
  const childrenOf = (id: DistributorId) => children.get(id) ?? [];
  const pathFrom = (top: DistributorId, id: DistributorId) => {
    const path: DistributorId[] = [];
    for (let at: DistributorId | null = id; at !== null; at = parents.get(at) ?? null) {
      path.push(at);
      if (at === top) return path.reverse();
      invariant(path.length <= parents.size, "the sponsor tree has no circle");
    }
    return [];
  };
  return {
    has: (id) => parents.has(id),
    parentOf: (id) => parents.get(id) ?? null,
    childrenOf,
    teamSize: (id) => sizes.get(id) ?? 0,
    pathFrom,
    levelBelow: (top, id) => {
      const { length } = pathFrom(top, id);
      return length === 0 ? null : length - 1;
    },
    *below(top) {
      const queue = [...childrenOf(top)];
      for (let next = 0; next < queue.length; next += 1) {
        const id = queue[next];
        if (id === undefined) return;
        yield id;
        queue.push(...childrenOf(id));
      }
    },
    roots,
  };
}

/** One pass down, one pass up; a chain of any depth is fine. */
function teamSizes(
  roots: readonly DistributorId[],
  children: ReadonlyMap<DistributorId, readonly DistributorId[]>,
): Map<DistributorId, number> {
  const order = [...roots];
  for (let next = 0; next < order.length; next += 1) {
    const id = order[next];
    if (id !== undefined) order.push(...(children.get(id) ?? []));
  }
  const sizes = new Map<DistributorId, number>();
  for (const id of order.reverse()) {
    sizes.set(
      id,
      (children.get(id) ?? []).reduce((sum, child) => sum + 1 + (sizes.get(child) ?? 0), 0),
    );
  }
  return sizes;
}
