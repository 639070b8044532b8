import { invariant } from "../errors/domain-error.ts";

/**
 * Where a stored event stands. `received` waits for its effects (again, when an attempt failed), `unmatched` for its
 * order or person, `held` for a decision; `dead` has used up its attempts.
 */
export const INBOX_STATES = ["received", "processed", "ignored", "unmatched", "held", "dead"] as const;
export type InboxState = (typeof INBOX_STATES)[number];

/** From each state, the states that may follow it. Only a replay leads back to `received` from a final one. */
const FOLLOWS: Readonly<Record<InboxState, readonly InboxState[]>> = {
  received: ["received", "processed", "ignored", "unmatched", "held", "dead"],
  unmatched: ["received", "ignored"],
  held: ["received", "ignored"],
  processed: ["received"],
  ignored: ["received"],
  dead: ["received", "ignored"],
};

export function canBecome(from: InboxState, to: InboxState): boolean {
  return FOLLOWS[from].includes(to);
}

/** The next state of an event. @throws InvariantError for a step that the table does not know */
export function nextInboxState(from: InboxState, to: InboxState): InboxState {
  invariant(canBecome(from, to), `an inbox event that is ${from} never becomes ${to}`);
  return to;
}

/** Whether a person can send the event down the normal path again: everything that is not on it already. */
export function isReplayable(state: InboxState): boolean {
  return state !== "received";
}
