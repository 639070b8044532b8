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
    for (let slot = 0; slot < width; slot += 1) {
      const child = below[slot] ?? null;
      if (child === null) return { parent, slot };
      open.push(child);
    }
  }
  return null;
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
