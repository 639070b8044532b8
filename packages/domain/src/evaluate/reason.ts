/**
 * Why a person has no line, as a closed list in the order of precedence: of several that apply, the first is told.
 * The groups are: the order, the relation to it, the path, legs, pools and ranks, money.
 */
export const REASON_CODES = [
  "not_confirmed",
  "reversed",
  "no_volume",
  "not_in_source",
  "volume_used_elsewhere",
  "out_of_window",
  "not_first_order",
  "party_open",
  "party_below_minimum",
  "not_in_plan_version",
  "customer_never_earns",
  "non_earning_node",
  "own_purchase",
  "not_joined_yet",
  "unplaced",
  "not_your_line_then",
  "not_in_upline",
  "terminated",
  "not_active",
  "gate_not_met",
  "below_first_level",
  "beyond_paid_levels",
  "rank_too_low_for_level",
  "level_not_unlocked",
  "rate_zero",
  "blocked_by_equal_rank",
  "rate_already_paid_below",
  "broken_away",
  "generation_zero",
  "beyond_generations",
  "code_too_low",
  "passed_up",
  "leg_not_matched",
  "below_step",
  "below_cycle",
  "first_pair_missing",
  "not_accrued",
  "flushed_unqualified",
  "carry_capped",
  "carry_expired",
  "leg_debt",
  "no_shares",
  "fund_empty",
  "no_tier",
  "rank_not_final",
  "already_awarded",
  "instalment_missed",
  "capped",
  "rounds_to_zero",
  "held",
] as const;

/** Codes that only ever accompany a line or a primary reason. */
export const NOTE_CODES = [
  "order_late",
  "closed_ranks_stand",
  "rounding_share",
  "partly_refunded",
  "recovered_debt",
  "estimate_open",
] as const;

export type PrimaryReason = (typeof REASON_CODES)[number];
export type ReasonCode = PrimaryReason | (typeof NOTE_CODES)[number];

/** Place of a reason in the order of precedence; smaller wins. */
export function precedence(code: PrimaryReason): number {
  return REASON_CODES.indexOf(code);
}
