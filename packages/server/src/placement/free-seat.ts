import {
  type DistributorId,
  invariant,
  type PlaceRule,
  placeBfs,
  placeInTurn,
  placeOuter,
  placeWeakest,
  type Slots,
} from "@upline/domain";
import type { Deps } from "../deps.ts";
import { type TreeIndex, treeIndex } from "../genealogy/tree-index.ts";
import type { PlacementRule, PlacementTree } from "./placement-trees.ts";

/** A place in a placement tree; `parentId` null is the seat on top of an empty tree. */
export interface FreeSeat {
  readonly parentId: DistributorId | null;
  readonly slot: number;
}

/** Everybody of a tree with the seats below him. */
export function slotsOf(index: TreeIndex): Slots {
  return {
    has: (id) => index.has(id as DistributorId),
    get: (id) => {
      const below: (string | null)[] = [];
      for (const child of index.childrenOf(id as DistributorId)) below[index.slotOf(child) ?? 0] = child;
      return Array.from(below, (child) => child ?? null);
    },
  };
}

export interface Seating {
  readonly distributorId: DistributorId;
  readonly seat: FreeSeat;
}

/**
 * Where the rule of a tree puts people, one after the other: each below his sponsor, or below the nearest one above the
 * sponsor who has a seat. The first of all gets the seat on top. A tree that is placed by hand gets a proposal, by the
 * weakest leg.
 */
export async function freeSeats(
  deps: Deps,
  tree: PlacementTree,
  ids: readonly DistributorId[],
): Promise<readonly Seating[]> {
  const index = await treeIndex(deps, { tree: tree.id, at: deps.clock.now() });
  const sponsors = await treeIndex(deps);
  const [top = null] = index.roots;
  const { width, rule } = tree;
  const sponsorOf = (id: string) => sponsors.parentOf(id as DistributorId);
  const sizeBelow = (id: string) => index.teamSize(id as DistributorId);
  const parentOf = (id: string) => index.parentOf(id as DistributorId);
  const how = { top, width, place: RULES[rule], sponsorOf, sizeBelow, parentOf };
  return placeInTurn(slotsOf(index), ids, how).map(({ id, parent, slot }) => ({
    distributorId: id as DistributorId,
    seat: { parentId: parent as DistributorId | null, slot },
  }));
}

/** The same for one. */
export async function freeSeat(deps: Deps, tree: PlacementTree, distributorId: DistributorId): Promise<FreeSeat> {
  const [found] = await freeSeats(deps, tree, [distributorId]);
  invariant(found, "everybody gets a seat");
  return found.seat;
}

const RULES: Readonly<Record<PlacementRule, PlaceRule>> = {
  manual: placeWeakest,
  bfs: placeBfs,
  weakestSubtree: placeWeakest,
  outerLeg: placeOuter,
};
