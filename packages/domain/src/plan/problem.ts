import { canonicalJson } from "../evaluate/canonical-json.ts";

/** What can be wrong with a plan version; the errors in the order in which they are looked for, then the warnings. */
export const PLAN_ERRORS = [
  "schema_invalid",
  "decimal_invalid",
  "id_duplicate",
  "id_unknown",
  "too_large",
  "currency_digits",
  "timezone_unknown",
  "base_period_missing",
  "effective_not_boundary",
  "effective_too_early",
  "version_clash",
  "tree_missing",
  "tree_kind",
  "tree_kind_changed",
  "tree_narrowed",
  "rank_ladder_empty",
  "rank_first_not_always",
  "rank_tree_mixed",
  "reads_upward",
  "dependency_cycle",
  "active_uses_rank",
  "active_missing",
  "where_only",
  "bonus_shape",
  "bonus_cycle",
  "bonus_self_match",
  "payout_cadence",
  "live_needs_frozen_facts",
  "live_limit",
  "rank_not_ready",
  "rate_range",
  "table_empty",
  "table_not_ascending",
  "levels_mismatch",
  "steps_not_ascending",
  "cycle_invalid",
  "steps_cap_consumes",
  "negative_amount",
  "window_invalid",
  "hold_invalid",
  "shares_empty",
  "limit_scope",
  "carry_map_invalid",
  "credit_only_party",
  "custom_unknown",
  "erratum_invalid",
  "kind_not_supported",
] as const;

export const PLAN_WARNINGS = [
  "payout_share_high",
  "ladder_not_nested",
  "rank_unreachable",
  "table_rank_missing",
  "increasing_rates_compressed",
  "double_pay",
  "no_customer_income",
  "pays_for_recruiting",
  "carry_dropped",
  "running_state_dropped",
  "live_outside_cap",
  "hold_shorter_than_refund_window",
  "unused_definition",
  "rank_removed",
] as const;

export type PlanError = (typeof PLAN_ERRORS)[number];
export type PlanWarning = (typeof PLAN_WARNINGS)[number];

/** One thing that is wrong, where, and with which values. An error forbids publishing; a warning must be accepted. */
export interface Problem {
  readonly code: PlanError | PlanWarning;
  readonly severity: "error" | "warning";
  /** Path into the document, `bonuses.2.walk.levels`; "" for the whole. */
  readonly path: string;
  readonly values: Readonly<Record<string, string>>;
}

export function error(code: PlanError, path: string, values: Problem["values"] = {}): Problem {
  return { code, severity: "error", path, values };
}

export function warning(code: PlanWarning, path: string, values: Problem["values"] = {}): Problem {
  return { code, severity: "warning", path, values };
}

/** Names a problem with its place and values: a warning that was ticked is another one once a value of it changes. */
export function problemKey({ code, path, values }: Problem): string {
  return `${code}|${path}|${canonicalJson(values)}`;
}

/** Fixed order: errors before warnings, each in the order of its list, then as found in the document. */
export function inFixedOrder(problems: readonly Problem[]): Problem[] {
  const order: readonly string[] = [...PLAN_ERRORS, ...PLAN_WARNINGS];
  const ranked = problems.map((problem, found) => ({ problem, found, place: order.indexOf(problem.code) }));
  return ranked.sort((a, b) => a.place - b.place || a.found - b.found).map(({ problem }) => problem);
}
