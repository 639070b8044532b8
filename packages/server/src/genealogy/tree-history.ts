import { genealogyEdge, selectRows } from "@upline/db";
import type { DistributorId, Instant } from "@upline/domain";
import { and, eq, gt, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";

/** From a moment on, somebody hangs under a parent (null: on top), in a slot where the tree has any. */
export interface TreeEdge {
  readonly id: DistributorId;
  readonly parentId: DistributorId | null;
  readonly slot: number | null;
  readonly fromAt: Instant;
  /** Order of recording; decides between two edges of one moment. */
  readonly seq: bigint;
}

/** Everything that was ever recorded about one tree, in the order in which it took effect. */
export interface TreeHistory {
  /** How many edges there are, and the greatest number; changes with every committed edge, in whatever order they commit. */
  readonly stamp: string;
  readonly edges: readonly TreeEdge[];
}

const NOTHING: TreeHistory = { stamp: "0:0", edges: [] };

/**
 * The history of a tree as it stands in the database. Edges are only ever added, so what is known already is kept and
 * the new ones are put to it; asking without news costs one look into the index.
 *
 * @param known  as it was read before
 */
export async function treeHistory(deps: Deps, tree: string, known: TreeHistory = NOTHING): Promise<TreeHistory> {
  const [row] = await selectRows<{ stamp: string }>(
    deps.db,
    sql`select count(*) || ':' || coalesce(max(${genealogyEdge.seq}), 0) as stamp from ${genealogyEdge}
      where ${genealogyEdge.tree} = ${tree}`,
  );
  const stamp = row?.stamp ?? NOTHING.stamp;
  if (stamp === known.stamp) return known;
  const [count = 0, seq = 0] = [countOf(stamp), known.stamp.split(":")[1]];
  const news = await edgesAfter(deps, tree, BigInt(seq));
  // A smaller number may have been committed after a greater one: then all of them are read again.
  const edges =
    known.edges.length + news.length === count ? [...known.edges, ...news] : await edgesAfter(deps, tree, -1n);
  return { stamp, edges: edges.sort(inOrderOfEffect) };
}

const countOf = (stamp: string): number => Number(stamp.split(":")[0]);

async function edgesAfter({ db }: Deps, tree: string, seq: bigint): Promise<TreeEdge[]> {
  return db
    .select({
      id: genealogyEdge.distributorId,
      parentId: genealogyEdge.parentId,
      slot: genealogyEdge.slot,
      fromAt: genealogyEdge.fromAt,
      seq: genealogyEdge.seq,
    })
    .from(genealogyEdge)
    .where(and(eq(genealogyEdge.tree, tree), gt(genealogyEdge.seq, seq)));
}

function inOrderOfEffect(a: TreeEdge, b: TreeEdge): number {
  if (a.fromAt !== b.fromAt) return a.fromAt < b.fromAt ? -1 : 1;
  return a.seq < b.seq ? -1 : 1;
}

/** How many of the edges are in force, or were before, at a moment: two moments with the same number show the same tree. */
export function edgesBy({ edges }: TreeHistory, at: Instant): number {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle]?.fromAt ?? at) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
