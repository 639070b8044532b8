import { exact, round, sum, times } from "../money/exact.ts";
import { settle, share } from "../money/settle.ts";
import type { Cell, Cut, Portion, Settled } from "./closing.ts";
import type { Rule } from "./rule.ts";

/**
 * Rounds the earner's total once and splits it; a total above the limit is brought down to it first.
 *
 * @param limit  minor units; null without a limit
 */
export function settlePortions({ plan }: Rule, limit: bigint | null, portions: readonly Portion[]): Settled {
  const amounts = portions.map((portion) => portion.exact);
  const groupExact = sum(amounts);
  const rounded = round(groupExact, plan.policies.rounding);
  if (limit !== null && rounded > limit) {
    const scale = exact(limit * groupExact.d, groupExact.n);
    const minors = share(
      amounts.map((amount) => times(amount, scale)),
      limit,
    );
    return { groupExact, groupMinor: limit, isCapped: true, minors, cuts: [] };
  }
  const minors = settle(amounts, plan.policies.rounding);
  return { groupExact, groupMinor: rounded, isCapped: false, minors, cuts: [] };
}

/** The cell brought down to a smaller total, its lines by largest remainder of their exact amounts. */
export function cutTo(cell: Cell, after: bigint, limit: Cut["limit"]): Cell {
  const { settled, portions } = cell;
  const before = settled.groupMinor;
  const whole = sum(portions.map((portion) => portion.exact));
  const scale = exact(after * whole.d, whole.n);
  const minors = share(
    portions.map((portion) => times(portion.exact, scale)),
    after,
  );
  const cuts = [...settled.cuts, { limit, before, after }];
  return { ...cell, settled: { ...settled, groupMinor: after, minors, cuts } };
}
