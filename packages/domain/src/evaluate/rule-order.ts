import type { PlanVersion } from "../plan/plan-version.ts";
import { type Rule, rulesOf } from "./rule.ts";

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
