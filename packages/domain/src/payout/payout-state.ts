import { invariant } from "../errors/domain-error.ts";

/**
 * Where a payout stands. Money is held for it from `reserved` to `unknown`, on its way in `sent`; `unknown` is a call
 * without a clear answer, which is never repeated before the provider was asked.
 */
export const PAYOUT_STATES = [
  "reserved",
  "approved",
  "sending",
  "unknown",
  "sent",
  "settled",
  "failed",
  "returned",
  "cancelled",
] as const;
export type PayoutState = (typeof PAYOUT_STATES)[number];

/** From each state, the states that may follow it; the database holds the same table. */
const FOLLOWS: Readonly<Record<PayoutState, readonly PayoutState[]>> = {
  reserved: ["approved", "cancelled"],
  approved: ["sending", "cancelled"],
  sending: ["unknown", "sent", "settled", "failed", "returned"],
  unknown: ["sending", "sent", "settled", "failed", "returned"],
  sent: ["settled", "failed", "returned"],
  settled: ["returned"],
  failed: ["returned"],
  returned: [],
  cancelled: [],
};

export const canPayoutBecome = (from: PayoutState, to: PayoutState): boolean => FOLLOWS[from].includes(to);

/** Money of the person is reserved and has not left. */
export const isHeld = (state: PayoutState): boolean => ["reserved", "approved", "sending", "unknown"].includes(state);

/** It may still leave or be on its way: the person's next payout of this cycle waits for it. */
export const isUnderWay = (state: PayoutState): boolean => isHeld(state) || state === "sent";

/** What a provider says of a payment. Said twice, or in another order, it means the same. */
export const PAYOUT_FACTS = ["accepted", "settled", "failed", "returned"] as const;
export type PayoutFactKind = (typeof PAYOUT_FACTS)[number];

/** What facts can come to. */
export type PayoutOutcome = Extract<PayoutState, "sent" | "settled" | "failed" | "returned">;

/** What all that is known comes to; null while nothing is. A failure after it had arrived is a return. */
export function stateOfFacts(facts: ReadonlySet<PayoutFactKind>): PayoutOutcome | null {
  const [settled, failed] = [facts.has("settled"), facts.has("failed")];
  if (facts.has("returned") || (settled && failed)) return "returned";
  if (settled) return "settled";
  if (failed) return "failed";
  return facts.has("accepted") ? "sent" : null;
}

/** What the ledger is told on the way from one state to another. */
export type PayoutMove = "cancel" | "send" | "settle" | "fail_held" | "fail_sent" | "give_back" | "keep_charges";

const STEPS: Readonly<Record<string, readonly PayoutMove[]>> = {
  "sent>settled": ["settle"],
  "sent>failed": ["fail_sent"],
  "sent>returned": ["settle", "give_back"],
  "settled>returned": ["give_back"],
  // It had arrived after all before it came back, so fee and tax stay taken.
  "failed>returned": ["keep_charges"],
  "held>sent": ["send"],
  "held>settled": ["send", "settle"],
  "held>failed": ["fail_held"],
  "held>returned": ["send", "settle", "give_back"],
};

/** A step of a payout, with the moves of money that it is. */
export interface PayoutStep {
  readonly to: PayoutOutcome;
  readonly moves: readonly PayoutMove[];
}

/**
 * The step that facts lead to from here; null when they say nothing new.
 *
 * @throws InvariantError for facts about a payout that nobody has tried to send
 */
export function stepTo(from: PayoutState, facts: ReadonlySet<PayoutFactKind>): PayoutStep | null {
  const to = stateOfFacts(facts);
  if (to === null || to === from) return null;
  const isOut = from === "sending" || from === "unknown";
  invariant(isOut || !isHeld(from), `a provider knows nothing of a payout that is ${from}`);
  invariant(from !== "cancelled", "a cancelled payout was never sent");
  if (!canPayoutBecome(from, to)) return null;
  return { to, moves: STEPS[`${isOut ? "held" : from}>${to}`] ?? [] };
}
