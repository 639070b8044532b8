import { invariant } from "../errors/domain-error.ts";

/** Who hangs where in a tree with seats: the children of each by slot. */
export type Slots = Pick<ReadonlyMap<string, readonly (string | null)[]>, "get" | "has">;

export interface Seat {
  readonly parent: string;
  readonly slot: number;
}

/**
 * The first free slot of a forced matrix below an enroller: breadth first from him, not from the root, left to right;
 * of one parent the lowest free index.
 *
 * @param slots  everybody in the matrix with the slots below him; a missing or null entry is free
 * @returns      null when the enroller is not in the matrix
 * @see MultiSoft, "forced matrix placement", for the order
 */
export function placeBfs(slots: Slots, enroller: string, width: number): Seat | null {
  if (!slots.has(enroller)) return null;
  const open = [enroller];
  for (let at = 0; at < open.length; at += 1) {
    const parent = open[at] ?? enroller;
    const below = slots.get(parent) ?? [];
    const slot = firstFree(below, width);
    if (slot !== null) return { parent, slot };
    for (const child of below) if (child !== null) open.push(child);
  }
  return null;
}

/** How many people are below somebody of a tree. */
export type SizeBelow = (id: string) => number;

/**
 * The first free slot on the way down from an enroller that always goes into the subtree with the fewest people, the
 * leftmost of several; a free slot is the one with nobody in it.
 *
 * @param sizeBelow  counted below the enroller if nothing is said
 */
export function placeWeakest(
  slots: Slots,
  enroller: string,
  width: number,
  sizeBelow: SizeBelow = sizesBelow(slots, enroller),
): Seat | null {
  if (!slots.has(enroller)) return null;
  for (let parent = enroller; ; ) {
    const below = slots.get(parent) ?? [];
    const slot = firstFree(below, width);
    if (slot !== null) return { parent, slot };
    const children = below.filter((child) => child !== null);
    parent = children.reduce((least, child) => (sizeBelow(child) < sizeBelow(least) ? child : least));
  }
}

/**
 * The end of the outer leg below an enroller that has fewer people, always the first slot or always the last one; the
 * first when both have as many.
 */
export function placeOuter(
  slots: Slots,
  enroller: string,
  width: number,
  sizeBelow: SizeBelow = sizesBelow(slots, enroller),
): Seat | null {
  const sizeOf = (slot: number) => {
    const child = slots.get(enroller)?.[slot] ?? null;
    return child === null ? 0 : 1 + sizeBelow(child);
  };
  return placeAtEnd(slots, enroller, sizeOf(width - 1) < sizeOf(0) ? width - 1 : 0);
}

/** The end of the leg that goes down from an enroller always by the same slot. */
export function placeAtEnd(slots: Slots, enroller: string, slot: number): Seat | null {
  if (!slots.has(enroller)) return null;
  for (let parent = enroller; ; ) {
    const child = slots.get(parent)?.[slot] ?? null;
    if (child === null) return { parent, slot };
    parent = child;
  }
}

function breadthFirst(slots: Slots, top: string): string[] {
  const order = [top];
  for (let at = 0; at < order.length; at += 1) {
    for (const child of slots.get(order[at] ?? "") ?? []) if (child !== null) order.push(child);
  }
  return order;
}

/** How many people are below those from `top` down, counted deepest first. */
export function sizesBelow(slots: Slots, top: string): SizeBelow {
  const below = new Map<string, number>();
  for (const id of breadthFirst(slots, top).toReversed()) {
    const children = (slots.get(id) ?? []).filter((child) => child !== null);
    below.set(
      id,
      children.reduce((sum, child) => sum + 1 + (below.get(child) ?? 0), 0),
    );
  }
  return (id) => below.get(id) ?? 0;
}

function firstFree(below: readonly (string | null)[], width: number): number | null {
  for (let slot = 0; slot < width; slot += 1) if ((below[slot] ?? null) === null) return slot;
  return null;
}

/** Where a rule puts somebody below an enroller; null when that one has no seat. */
export type PlaceRule = (slots: Slots, enroller: string, width: number, sizeBelow: SizeBelow) => Seat | null;

/** A seat with who gets it; `parent` null is the one on top. */
export interface TakenSeat {
  readonly id: string;
  readonly parent: string | null;
  readonly slot: number;
}

/** The tree in which people are placed one after the other. */
export interface PlacedInTurn {
  /** Null for an empty tree. */
  readonly top: string | null;
  readonly width: number;
  readonly place: PlaceRule;
  /** People below somebody, and who is above him, before anybody is placed. */
  readonly sizeBelow: SizeBelow;
  parentOf(id: string): string | null;
  /** Who sponsored somebody. */
  sponsorOf(id: string): string | null;
}

/**
 * The seats of people who are placed one after the other, each in the tree as the ones before him leave it: below his
 * sponsor, or the nearest one above the sponsor who has a seat by then, or else the top. The first in an empty tree gets
 * the seat on top.
 */
export function placeInTurn(
  slots: Slots,
  ids: readonly string[],
  { top: first, width, place, sponsorOf, ...before }: PlacedInTurn,
): readonly TakenSeat[] {
  const { tree, sizeBelow, seat: take } = growing(slots, before);
  let top = first;
  return ids.map((id) => {
    let enroller = sponsorOf(id);
    while (enroller !== null && !tree.has(enroller)) enroller = sponsorOf(enroller);
    const from = enroller ?? top;
    const seat = from === null ? null : place(tree, from, width, sizeBelow);
    invariant(seat !== null || from === null, "below somebody with a seat there is a free one");
    take(id, seat);
    if (seat !== null) return { id, ...seat };
    top = id;
    return { id, parent: null, slot: 0 };
  });
}

/** A tree with whoever was placed since, and how many people are below each: one more up the line with each of them. */
function growing(slots: Slots, { sizeBelow, parentOf }: Pick<PlacedInTurn, "sizeBelow" | "parentOf">) {
  const changed = new Map<string, readonly (string | null)[]>();
  const parents = new Map<string, string>();
  const more = new Map<string, number>();
  const tree: Slots = {
    has: (id) => changed.has(id) || slots.has(id),
    get: (id) => changed.get(id) ?? slots.get(id),
  };
  const seat = (id: string, taken: Seat | null) => {
    changed.set(id, []);
    if (taken === null) return;
    const below = [...(tree.get(taken.parent) ?? [])];
    below[taken.slot] = id;
    changed.set(
      taken.parent,
      Array.from(below, (child) => child ?? null),
    );
    parents.set(id, taken.parent);
    for (let at: string | null = taken.parent; at !== null; at = parents.get(at) ?? parentOf(at)) {
      more.set(at, (more.get(at) ?? 0) + 1);
    }
  };
  return { tree, seat, sizeBelow: (id: string) => (slots.has(id) ? sizeBelow(id) : 0) + (more.get(id) ?? 0) };
}

/** How many people a forced matrix holds below its top: the sum of `width^i` over its levels. */
export function matrixCapacity(width: bigint, depth: number): bigint {
  let [total, level] = [0n, 1n];
  for (let i = 0; i < depth; i += 1) {
    level *= width;
    total += level;
  }
  return total;
}
