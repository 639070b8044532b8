import { type DistributorId, placeBfs, placeOuter, placeWeakest, type Slots } from "@upline/domain";
import type { Deps } from "../deps.ts";
import { type TreeIndex, treeIndex } from "../genealogy/tree-index.ts";
import { perDatabase } from "../per-database.ts";
import type { PlacementRule, PlacementTree } from "./placement-trees.ts";

/** A place in a placement tree; `parentId` null is the seat on top of an empty tree. */
export interface FreeSeat {
  readonly parentId: DistributorId | null;
  readonly slot: number;
}

const cache = perDatabase<{ readonly index: TreeIndex; readonly slots: Slots }>("placement slots");

/** Everybody of a tree with the seats below him. */
export function slotsOf(deps: Deps, index: TreeIndex): Slots {
  const known = cache.get(deps.handle);
  if (known?.index === index) return known.slots;
  const slots = new Map<string, (string | null)[]>();
  for (const id of index.ids) {
    const below: (string | null)[] = [];
    for (const child of index.childrenOf(id)) below[index.slotOf(child) ?? 0] = child;
    slots.set(
      id,
      Array.from(below, (child) => child ?? null),
    );
  }
  if (deps.db === deps.handle.db) cache.set(deps.handle, { index, slots });
  return slots;
}

/**
 * Where the rule of a tree puts somebody: below his sponsor, or below the nearest one above the sponsor who has a seat.
 * The first of all gets the seat on top. A tree that is placed by hand gets a proposal, by the weakest leg.
 */
export async function freeSeat(deps: Deps, tree: PlacementTree, distributorId: DistributorId): Promise<FreeSeat> {
  const at = deps.clock.now();
  const index = await treeIndex(deps, { tree: tree.id, at });
  const [root] = index.roots;
  if (root === undefined) return { parentId: null, slot: 0 };
  const sponsors = await treeIndex(deps);
  let enroller = sponsors.parentOf(distributorId);
  while (enroller !== null && !index.has(enroller)) enroller = sponsors.parentOf(enroller);
  const seat = RULES[tree.rule](slotsOf(deps, index), enroller ?? root, tree.width);
  if (!seat) throw new Error("below somebody with a seat there is a free one");
  return { parentId: seat.parent as DistributorId, slot: seat.slot };
}

const RULES: Readonly<Record<PlacementRule, typeof placeBfs>> = {
  manual: placeWeakest,
  bfs: placeBfs,
  weakestSubtree: placeWeakest,
  outerLeg: placeOuter,
};
