import { type SizeBelow, sizesBelow } from "../place.ts";

export type SlotMap = ReadonlyMap<string, readonly (string | null)[]>;

/** What whoever places people in a tree knows of it: who is above each, and how many are below. */
export function asCounted(slots: SlotMap): { sizeBelow: SizeBelow; parentOf: (id: string) => string | null } {
  const parents = new Map<string, string>();
  for (const [parent, below] of slots) for (const child of below) if (child !== null) parents.set(child, parent);
  const [top] = [...slots.keys()].filter((id) => !parents.has(id));
  return { sizeBelow: top === undefined ? () => 0 : sizesBelow(slots, top), parentOf: (id) => parents.get(id) ?? null };
}
