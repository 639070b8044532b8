import type { PrimaryReason } from "../evaluate/reason.ts";

/** What became of a person on the way: paid, used up a level without pay, or passed over without using one. */
export type Outcome = "paid" | "unpaid" | "skipped";

/** The line of people a walk goes along, and what it may ask of each. */
export interface Path<P> {
  /** The next person up; null above the root. */
  up(person: P): P | null;
  /** Why walks pass this person by as if he were not there; null for everyone else. */
  removed(person: P): "terminated" | "non_earning_node" | null;
  active(person: P): boolean;
  /** Why the gate of the bonus is shut; null when it is open. */
  gate(person: P): "not_active" | "gate_not_met" | null;
  /** How many levels this person may be paid. */
  unlocked(person: P): number;
}

export type Visit<P> = (person: P, level: number | null, outcome: Outcome, reason: PrimaryReason | null) => void;
