import type { PrimaryReason } from "@upline/domain";
import type { Message } from "../say";

/**
 * Why an order paid nothing: one sentence for each code of the closed list of the engine.
 * Values come from `detail`; a placeholder without a value is left out together with its clause by `reasonText`.
 */
export interface ReasonWords {
  /** Two or three words, for a tag or a summary. */
  readonly title: string;
  readonly text: Message;
  /** Said when `detail` holds the values of it. */
  readonly more?: Message;
  /** Said instead where `detail` has this value: name, value, text. */
  readonly where?: readonly [name: string, value: string, text: Message];
}

export const REASONS = {
  not_confirmed: { title: "Payment not confirmed", text: "The payment has not been confirmed. Nothing is due yet." },
  reversed: {
    title: "Refunded",
    text: "The order was refunded in full, so what it had earned was taken back.",
    more: "The order was refunded on {refundedOn:day}. The commission of {amount:money} was taken back.",
  },
  no_volume: {
    title: "No volume",
    text: "This product carries no CV.",
    where: ["of", "match", "Nothing was paid that this bonus matches."],
  },
  not_in_source: { title: "Not this bonus", text: "This bonus does not take orders of this kind." },
  volume_used_elsewhere: {
    title: "Used by another bonus",
    text: "This volume was used by another bonus and is not counted a second time.",
    more: "This volume paid {bonus} and is not counted a second time.",
  },
  out_of_window: {
    title: "Outside the window",
    text: "The order lies outside the time in which this bonus is paid. It counts where the plan has no such limit.",
    more: "The bonus is paid for {days} days after joining; that time ended on {endedOn:day}.",
  },
  not_first_order: { title: "Not the first order", text: "This bonus is paid on the first order only." },
  party_open: {
    title: "Party still open",
    text: "The party of this order is still open. It is settled when it closes.",
  },
  party_below_minimum: { title: "Party too small", text: "The party stayed below the volume from which it pays." },
  not_in_plan_version: {
    title: "Not in the plan then",
    text: "The plan that was in force when this order was paid has no such bonus.",
  },
  customer_never_earns: { title: "Customer", text: "Customers buy; they do not earn." },
  non_earning_node: { title: "Does not earn", text: "This position does not earn commission." },
  own_purchase: {
    title: "Own purchase",
    text: "Your own purchases do not pay you a commission. They count for your PV.",
  },
  not_joined_yet: { title: "Not joined yet", text: "You had not joined when this order was paid." },
  unplaced: { title: "Not placed yet", text: "The buyer's line had no place in the tree when this order was paid." },
  not_your_line_then: {
    title: "Not your team then",
    text: "When this was paid, the seller was not in your team.",
    more: "When this was paid, {person} was not in your team, but moved into it on {movedOn:day}.",
  },
  not_in_upline: {
    title: "Not your team",
    text: "The seller is not in your team.",
    where: ["of", "match", "Nobody in your team was paid what this bonus matches."],
  },
  terminated: {
    title: "Agreement ended",
    text: "The agreement had ended. Orders after that do not earn.",
    more: "The agreement ended on {endedOn:day}. Orders after that do not earn.",
  },
  not_active: {
    title: "Not active",
    text: "You were not active in the period.",
    more: "You were not active: {have:points} of {need:points}\u00a0PV.",
  },
  gate_not_met: {
    title: "Condition not met",
    text: "A condition of this bonus was not met in the period.",
    more: "A condition of this bonus was not met: {have:points} of {need:points} needed.",
  },
  below_first_level: {
    title: "Paid from a later level",
    text: "This bonus starts at a later level than the one you hold on this order.",
    more: "This bonus is paid from level {payFrom} on. On this order you hold level {level}.",
  },
  beyond_paid_levels: {
    title: "Beyond the paid levels",
    text: "This order is further down than the plan pays.",
    more: "This order is on level {level}. The plan pays levels 1 to {levels}.",
    where: ["levels", "0", "This bonus is paid to the seller of an order only."],
  },
  rank_too_low_for_level: {
    title: "Level not open",
    text: "Your rank did not open this level.",
    more: "Level {level} is paid from {need:name} on. You were paid as {have:name}.",
  },
  level_not_unlocked: {
    title: "Level not open",
    text: "This level was not open to you.",
    more: "Level {level} was not open to you: {have} of {need} needed.",
  },
  rate_zero: { title: "Rate is zero", text: "The plan pays nothing on this level for your rank." },
  blocked_by_equal_rank: {
    title: "Equal rank below",
    text: "Someone between you and the order holds the same rank and receives this bonus.",
    more: "{person}, between you and the order, holds the same rank and receives this bonus.",
  },
  rate_already_paid_below: {
    title: "Already paid below",
    text: "The whole rate had been paid to people between you and the order.",
  },
  broken_away: { title: "Broken away", text: "This leg has broken away and is paid by generations." },
  generation_zero: {
    title: "Before the first generation",
    text: "The order lies before the first generation that this bonus pays.",
  },
  beyond_generations: {
    title: "Beyond the generations",
    text: "The order lies beyond the generations that this bonus pays.",
  },
  code_too_low: { title: "Code too low", text: "The code you hold does not reach this order." },
  passed_up: { title: "Passed up", text: "This sale was passed up under the rules of the plan." },
  leg_not_matched: {
    title: "Kept for later",
    text: "There was no volume on the other leg to match. It is kept.",
    more: "Your larger leg has {rest:volume}\u00a0CV more than the smaller one. It is kept for next week.",
  },
  below_step: { title: "Below a full step", text: "The matched volume did not reach a full step. It is kept." },
  below_cycle: { title: "Below a full cycle", text: "The matched volume did not reach a full cycle. It is kept." },
  first_pair_missing: { title: "First pair missing", text: "The first pair that opens this bonus was missing." },
  not_accrued: {
    title: "Not collected",
    text: "Volume was not collected in this period, because you did not qualify for it.",
  },
  flushed_unqualified: {
    title: "Removed, not qualified",
    text: "The volume was removed at the end of the period, because you did not qualify.",
  },
  carry_capped: { title: "Above the carry limit", text: "The carried volume had reached its limit." },
  carry_expired: { title: "Carried too long", text: "The carried volume was older than the plan allows." },
  leg_debt: { title: "Refund first", text: "An earlier refund on this leg is made up first." },
  no_shares: { title: "No shares", text: "You held no shares of this pool in the period." },
  fund_empty: { title: "Pool is empty", text: "The pool held nothing in this period." },
  no_tier: { title: "No step reached", text: "No step of this bonus was reached." },
  rank_not_final: { title: "Rank not final", text: "The rank is confirmed when the period is closed." },
  already_awarded: { title: "Already awarded", text: "This bonus is awarded once, and it has been." },
  instalment_missed: { title: "Instalment missed", text: "The condition for this instalment was not met." },
  capped: {
    title: "Limit reached",
    text: "A limit of the plan was reached.",
    more: "The limit for {rank} is {limit:money}. You had reached it. {lost:money} is not paid.",
  },
  rounds_to_zero: {
    title: "Rounds to nothing",
    text: "The amount is below the smallest coin.",
    more: "{rate:rate} of {cv:volume}\u00a0CV is {exact}, which rounds to nothing.",
  },
  held: { title: "Held", text: "Calculated, but held.", more: "Calculated, but held: {why}." },
  order_late: {
    title: "Late order",
    text: "The order arrived after its period was closed and counts in the next one.",
  },
  closed_ranks_stand: {
    title: "Closed ranks stand",
    text: "Ranks of a closed period are not changed by a later refund.",
  },
  rounding_share: {
    title: "Rounding",
    text: "This line carries the odd cent of the total, or gave it to another line.",
  },
  partly_refunded: { title: "Partly refunded", text: "Part of the order was refunded; what is left pays." },
  recovered_debt: { title: "Offset", text: "Part of the amount made up for an earlier refund." },
  estimate_open: { title: "Estimate", text: "The period is open. This may change until it is closed." },
} as const satisfies Record<string, ReasonWords>;

export type KnownReason = keyof typeof REASONS;

/** The words of a code; an unknown code is shown as it is, never hidden. */
export function reasonWords(code: string): ReasonWords {
  const known: Readonly<Record<string, ReasonWords>> = REASONS;
  return known[code] ?? { title: code.replaceAll("_", " "), text: code.replaceAll("_", " ") };
}

const NOTES: readonly string[] = [
  "order_late",
  "closed_ranks_stand",
  "rounding_share",
  "partly_refunded",
  "recovered_debt",
  "estimate_open",
];

/** A code out of an address, if it is one that stands by itself; notes only accompany another. */
export function primaryReason(code: string | undefined): PrimaryReason | undefined {
  return code !== undefined && code in REASONS && !NOTES.includes(code) ? (code as PrimaryReason) : undefined;
}
