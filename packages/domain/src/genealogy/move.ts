import type { Instant } from "../time/instant.ts";
import { type Edge, type EdgeIndex, edgeAt, edgesAt, parentAt } from "./edges.ts";

/** Why a move cannot be, in the order in which it is looked for. */
export type MoveRefusal =
  | "move_in_past"
  | "move_target_removed"
  | "move_slot_invalid"
  | "move_no_change"
  | "move_under_own_downline"
  | "move_slot_taken";

/** One distributor is to hang elsewhere in one tree from a moment on. */
export interface Move {
  readonly distributor: string;
  readonly parent: string | null;
  readonly slot: number | null;
  readonly from: Instant;
}

export interface MoveSituation {
  /** All edges of the tree, also those that begin later. */
  readonly edges: EdgeIndex;
  /** Slots per parent; null in a sponsor tree. */
  readonly width: number | null;
  /** Distributors that nobody may be moved under: terminated, merged. */
  readonly removed: ReadonlySet<string>;
  readonly now: Instant;
}

/**
 * Whether a move may be recorded: it begins now or later, leads somewhere else, to somebody who is in the tree, into a
 * free slot, and never under the distributor's own downline, neither at its moment nor after later moves on record.
 */
export function canMove(move: Move, situation: MoveSituation): { ok: true } | { ok: false; reason: MoveRefusal } {
  const reason = refusalOf(move, situation);
  return reason === null ? { ok: true } : { ok: false, reason };
}

function refusalOf(move: Move, { edges, width, removed, now }: MoveSituation): MoveRefusal | null {
  const { distributor, parent, slot, from } = move;
  if (from < now) return "move_in_past";
  if (parent !== null && (removed.has(parent) || !edgeAt(edges, parent, from))) return "move_target_removed";
  if (!isSlotOf(width, parent, slot)) return "move_slot_invalid";
  const current = edgeAt(edges, distributor, from);
  if (current?.parent === parent && current.slot === slot) return "move_no_change";
  const moments = [from, ...momentsAfter(from, edges)].filter((at) => isInForce(move, edges, at));
  if (moments.some((at) => isUnderItself(move, edges, at))) return "move_under_own_downline";
  if (width !== null && moments.some((at) => isTaken(move, edges, at))) return "move_slot_taken";
  return null;
}

/** A child in a tree of width n has one of n slots; at the top, and in a tree without slots, there is none. */
function isSlotOf(width: number | null, parent: string | null, slot: number | null): boolean {
  if (width === null || parent === null) return slot === null;
  return slot !== null && Number.isInteger(slot) && slot >= 0 && slot < width;
}

function momentsAfter(from: Instant, edges: EdgeIndex): Instant[] {
  const moments = new Set<Instant>();
  for (const own of edges.values()) for (const edge of own) if (edge.from > from) moments.add(edge.from);
  return [...moments].sort();
}

/** Until another edge of the same distributor begins. */
function isInForce(move: Move, edges: EdgeIndex, at: Instant): boolean {
  const next = edges.get(move.distributor)?.find((edge) => edge.from > move.from);
  return next === undefined || at < next.from;
}

function isUnderItself({ distributor, parent }: Move, edges: EdgeIndex, at: Instant): boolean {
  let above = parent;
  for (let steps = 0; above !== null && steps <= edges.size; steps += 1) {
    if (above === distributor) return true;
    above = parentAt(edges, above, at) ?? null;
  }
  return above !== null;
}

function isTaken({ distributor, parent, slot }: Move, edges: EdgeIndex, at: Instant): boolean {
  if (parent === null) return false;
  const isRival = (edge: Edge) => edge.parent === parent && edge.slot === slot && edge.distributor !== distributor;
  return [...edgesAt(edges, at).values()].some(isRival);
}
