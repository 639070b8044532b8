import type { PrimaryReason } from "../evaluate/reason.ts";
import type { Exact } from "../money/exact.ts";

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
  /** Place in the ladder that the bonus reads. */
  rank(person: P): number;
  /** Millionths that a table by rank or by metric gives this person. */
  rate(person: P): Exact;
  /** The nearest person above of the boundary rank of the bonus, where that is known beforehand. */
  boundaryAbove?(person: P): P | null;
}

/** What a walk itself decides about a payment: the rate where it is a difference, and which line it becomes. */
export interface Paid {
  /** Millionths. */
  readonly rate: Exact;
  /** Millionths that are paid below already. */
  readonly minus?: Exact;
  readonly part?: "same";
}

/** @param why  the reason of somebody who is not paid; what the walk decided about somebody who is */
export type Visit<P> = (person: P, level: number | null, outcome: Outcome, why: PrimaryReason | Paid | null) => void;

export function reasonIn(why: PrimaryReason | Paid | null): PrimaryReason | null {
  return typeof why === "string" ? why : null;
}

export function paidIn(why: PrimaryReason | Paid | null): Paid | null {
  return typeof why === "string" ? null : why;
}
