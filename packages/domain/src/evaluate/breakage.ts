import { add, type Exact, round } from "../money/exact.ts";
import type { Breakage } from "./outcome.ts";
import type { PrimaryReason } from "./reason.ts";
import type { Rule } from "./rule.ts";

interface Total {
  readonly rule: Rule;
  readonly code: PrimaryReason;
  amount: Exact;
  count: number;
}

/** Unpaid levels by bonus and reason. */
export type BreakageTotals = Map<string, Total>;

export function addBreakage(totals: BreakageTotals, rule: Rule, code: PrimaryReason, amount: Exact): void {
  addBreakages(totals, rule, { code, amount, count: 1 });
}

/** The same for several pairs at once. */
export function addBreakages(
  totals: BreakageTotals,
  rule: Rule,
  { code, amount, count }: { readonly code: PrimaryReason; readonly amount: Exact; readonly count: number },
): void {
  const key = `${rule.bonus.id}|${code}`;
  const total = totals.get(key);
  if (!total) {
    totals.set(key, { rule, code, amount, count });
    return;
  }
  total.amount = add(total.amount, amount);
  total.count += count;
}

/** The totals rounded once each, in plan order, then by reason. */
export function breakageOf(totals: BreakageTotals): Breakage[] {
  return [...totals.values()]
    .sort((a, b) => a.rule.order - b.rule.order || (a.code < b.code ? -1 : 1))
    .map(({ rule, code, amount, count }) => ({
      bonusId: rule.bonus.id,
      code,
      minor: round(amount, rule.plan.policies.rounding),
      count,
    }));
}
