import { invariant } from "../errors/domain-error.ts";

/** Who hangs where in a matrix: the children of each by slot. */
export type Slots = ReadonlyMap<string, readonly (string | null)[]>;

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

/**
 * Of all free slots below an enroller the one whose parent has the fewest people below him, then the nearest to the
 * enroller, then the leftmost.
 */
export function placeWeakest(slots: Slots, enroller: string, width: number): Seat | null {
  if (!slots.has(enroller)) return null;
  const order = breadthFirst(slots, enroller);
  const below = sizesBelow(slots, order);
  let best: { readonly seat: Seat; readonly size: number } | null = null;
  for (const parent of order) {
    const slot = firstFree(slots.get(parent) ?? [], width);
    const size = below.get(parent) ?? 0;
    if (slot !== null && (best === null || size < best.size)) best = { seat: { parent, slot }, size };
  }
  return best?.seat ?? null;
}

/**
 * The end of an outer leg below an enroller: always the first slot, or always the last one. Without a side it is the one
 * with fewer people, the first when both have as many.
 */
export function placeOuter(slots: Slots, enroller: string, width: number, side?: "first" | "last"): Seat | null {
  if (!slots.has(enroller)) return null;
  const slot = (side ?? weakerSide(slots, enroller, width)) === "first" ? 0 : width - 1;
  for (let parent = enroller; ; ) {
    const child = slots.get(parent)?.[slot] ?? null;
    if (child === null) return { parent, slot };
    parent = child;
  }
}

function weakerSide(slots: Slots, enroller: string, width: number): "first" | "last" {
  const below = sizesBelow(slots, breadthFirst(slots, enroller));
  const sizeOf = (slot: number) => {
    const child = slots.get(enroller)?.[slot] ?? null;
    return child === null ? 0 : 1 + (below.get(child) ?? 0);
  };
  return sizeOf(width - 1) < sizeOf(0) ? "last" : "first";
}

function breadthFirst(slots: Slots, top: string): string[] {
  const order = [top];
  for (let at = 0; at < order.length; at += 1) {
    for (const child of slots.get(order[at] ?? "") ?? []) if (child !== null) order.push(child);
  }
  return order;
}

/** People below each of them, deepest first. */
function sizesBelow(slots: Slots, order: readonly string[]): ReadonlyMap<string, number> {
  const below = new Map<string, number>();
  for (const id of order.toReversed()) {
    const children = (slots.get(id) ?? []).filter((child) => child !== null);
    below.set(
      id,
      children.reduce((sum, child) => sum + 1 + (below.get(child) ?? 0), 0),
    );
  }
  return below;
}

function firstFree(below: readonly (string | null)[], width: number): number | null {
  for (let slot = 0; slot < width; slot += 1) if ((below[slot] ?? null) === null) return slot;
  return null;
}

/** Where a rule puts somebody below an enroller; null when that one has no seat. */
export type PlaceRule = (slots: Slots, enroller: string, width: number) => Seat | null;

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
  { top: first, width, place, sponsorOf }: PlacedInTurn,
): readonly TakenSeat[] {
  const filled = new Map(slots);
  let top = first;
  return ids.map((id) => {
    let enroller = sponsorOf(id);
    while (enroller !== null && !filled.has(enroller)) enroller = sponsorOf(enroller);
    const from = enroller ?? top;
    const seat = from === null ? null : place(filled, from, width);
    invariant(seat !== null || from === null, "below somebody with a seat there is a free one");
    filled.set(id, []);
    if (seat === null) {
      top = id;
      return { id, parent: null, slot: 0 };
    }
    const below = [...(filled.get(seat.parent) ?? [])];
    below[seat.slot] = id;
    filled.set(
      seat.parent,
      Array.from(below, (child) => child ?? null),
    );
    return { id, ...seat };
  });
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
