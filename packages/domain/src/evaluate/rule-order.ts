import type { PlanVersion } from "../plan/plan-version.ts";
import { hasWindow, isOrderRule, type OrderRule, type Rule, rulesOf } from "./rule.ts";

/** What a bonus matches comes before it; otherwise the order of the plan. */
export function inTopologicalOrder(rules: readonly Rule[]): Rule[] {
  const done: Rule[] = [];
  const open = new Set(rules);
  const isReady = ({ source }: Rule) =>
    source.kind !== "payouts" || !rules.some((other) => open.has(other) && source.bonuses.includes(other.bonus.id));
  while (open.size > 0) {
    const next = rules.find((rule) => open.has(rule) && isReady(rule)) ?? [...open][0];
    if (!next) break;
    open.delete(next);
    done.push(next);
  }
  return done;
}

const live = new WeakMap<PlanVersion, readonly Rule[]>();

/** The live bonuses of a plan, what they match before them. */
export function liveRules(plan: PlanVersion): readonly Rule[] {
  const rules = live.get(plan) ?? inTopologicalOrder(rulesOf(plan).filter(({ isLive }) => isLive));
  live.set(plan, rules);
  return rules;
}

const gone = new WeakMap<readonly PlanVersion[], WeakMap<PlanVersion, readonly OrderRule[]>>();

/**
 * Live bonuses with join windows that earlier versions had and the plan has no more: whoever joined under those keeps
 * his window. What another bonus takes over is asked for under its new name. One rule for each bonus, of any version.
 */
export function goneWindows(plan: PlanVersion, others: readonly PlanVersion[]): readonly OrderRule[] {
  const byPlan = gone.get(others) ?? new WeakMap<PlanVersion, readonly OrderRule[]>();
  gone.set(others, byPlan);
  const rules = byPlan.get(plan) ?? goneFrom(plan, others);
  byPlan.set(plan, rules);
  return rules;
}

function goneFrom(plan: PlanVersion, others: readonly PlanVersion[]): OrderRule[] {
  const known = new Set([...plan.bonuses.map(({ id }) => id), ...plan.carryOver.map(({ from }) => from)]);
  const rules = others
    .filter(({ version }) => version < plan.version)
    .flatMap((version) => rulesOf(version).filter(isOrderRule))
    .filter((rule) => rule.isLive && hasWindow(rule) && !known.has(rule.bonus.id));
  return [...new Map(rules.map((rule) => [rule.bonus.id, rule])).values()];
}
