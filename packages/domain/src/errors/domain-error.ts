/**
 * Every refusal the back office can give, in one closed list.
 *
 * The code is the stable name in API bodies, logs, and docs/api.md. The kind decides the transport
 * status, in `packages/server/src/errors/` and nowhere else. A code is a state of affairs, not an action.
 */
export const ERROR_KINDS = {
  account_malformed: "invalid",
  amount_malformed: "invalid",
  credit_order_invalid: "invalid",
  currency_mismatch: "invalid",
  currency_unknown: "invalid",
  cursor_mismatch: "invalid",
  email_malformed: "invalid",
  id_malformed: "invalid",
  input_malformed: "invalid",
  instant_malformed: "invalid",
  joining_day_invalid: "invalid",
  party_day_invalid: "invalid",
  party_host_invalid: "invalid",
  period_malformed: "invalid",
  plan_malformed: "invalid",
  rate_malformed: "invalid",
  reason_too_short: "invalid",
  sponsor_unknown: "invalid",
  sponsor_would_be_own_downline: "invalid",
  time_zone_unknown: "invalid",
  volume_malformed: "invalid",
  credentials_wrong: "unauthorized",
  session_expired: "unauthorized",
  sign_in_required: "unauthorized",
  approver_is_requester: "forbidden",
  demo_only: "forbidden",
  not_allowed: "forbidden",
  other_origin: "forbidden",
  second_factor_required: "forbidden",
  approval_not_found: "not_found",
  customer_not_found: "not_found",
  distributor_not_found: "not_found",
  event_not_found: "not_found",
  invitation_not_found: "not_found",
  job_not_found: "not_found",
  lab_run_not_found: "not_found",
  line_not_found: "not_found",
  mail_not_found: "not_found",
  not_found: "not_found",
  order_not_found: "not_found",
  party_not_found: "not_found",
  payment_not_found: "not_found",
  payout_batch_not_found: "not_found",
  payout_not_found: "not_found",
  period_not_found: "not_found",
  plan_version_not_found: "not_found",
  product_not_found: "not_found",
  provider_not_found: "not_found",
  rank_not_found: "not_found",
  run_not_found: "not_found",
  user_not_found: "not_found",
  already_decided: "conflict",
  already_placed: "conflict",
  approval_outdated: "conflict",
  credit_spent_already: "conflict",
  distributor_already_enrolled: "conflict",
  email_taken: "conflict",
  event_state_changed: "conflict",
  idempotency_key_reused: "conflict",
  job_running: "conflict",
  move_no_change: "conflict",
  party_closed: "conflict",
  move_slot_taken: "conflict",
  move_under_own_downline: "conflict",
  order_already_linked: "conflict",
  order_already_placed: "conflict",
  payout_state_changed: "conflict",
  period_already_closed: "conflict",
  plan_version_stale: "conflict",
  run_result_changed: "conflict",
  run_state_changed: "conflict",
  seat_taken: "conflict",
  would_overdraw: "conflict",
  approval_expired: "precondition",
  attribute_in_past: "precondition",
  account_unfit: "precondition",
  run_not_agreed: "precondition",
  company_missing: "precondition",
  event_not_replayable: "precondition",
  invitation_expired: "precondition",
  move_in_past: "precondition",
  move_not_undoable: "precondition",
  move_slot_invalid: "precondition",
  move_target_removed: "precondition",
  no_plan_in_force: "precondition",
  order_not_paid: "precondition",
  payouts_frozen: "precondition",
  payouts_over_limit: "precondition",
  period_not_ended: "precondition",
  plan_not_publishable: "precondition",
  provider_not_configured: "precondition",
  seat_invalid: "precondition",
  too_many_requests: "limited",
} as const satisfies Record<string, ErrorKind>;

export type ErrorKind =
  | "invalid"
  | "unauthorized"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "precondition"
  | "limited";
export type ErrorCode = keyof typeof ERROR_KINDS;

/** A refusal that a caller can cause and understand. `message` is for a person, `details` for a machine. */
export class DomainError extends Error {
  override readonly name = "DomainError";
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(code: ErrorCode, message: string, details: Readonly<Record<string, string | number>> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }

  get kind(): ErrorKind {
    return ERROR_KINDS[this.code];
  }
}

/** A broken assumption in our own code: never thrown for bad input, never caught to carry on. */
export class InvariantError extends Error {
  override readonly name = "InvariantError";
}

export function invariant(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new InvariantError(sentence);
}
