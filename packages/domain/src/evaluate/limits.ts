import { exact, floor } from "../money/exact.ts";
import { rate } from "../money/rate.ts";
import { share } from "../money/settle.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import type { Cell, ClosingContext } from "./closing.ts";
import { volumeFactor } from "./families/fund.ts";
import type { Line, RunProblem } from "./outcome.ts";
import { amountOf, amountsByRank, rulesOf } from "./rule.ts";
import { cutTo } from "./settle-cell.ts";

type Limit = PlanVersion["limits"][number];

/** Limits over several bonuses, in their fixed order: what a member may get in all, then what the plan may pay. */
export function limited(
  plan: PlanVersion,
  context: ClosingContext,
  cells: readonly Cell[],
  { live, problems }: { readonly live: readonly Line[]; readonly problems: RunProblem[] },
): Cell[] {
  const { cadence } = context.world.given;
  let result = [...cells];
  for (const limit of plan.limits) {
    if (limit.kind !== "memberTotal" || limit.period !== cadence) continue;
    result = memberTotal(plan, limit, result, { context, live });
  }
  for (const limit of plan.limits) {
    if (limit.kind !== "planShare" || limit.period !== cadence) continue;
    result = planShare(plan, limit, result, { context, live, problems });
  }
  return result;
}

/**
 * Takes the excess off the closing bonuses of one earner in proportion; ties by the order of bonuses. What was paid at
 * once counts, and stays.
 */
function memberTotal(
  plan: PlanVersion,
  limit: Extract<Limit, { kind: "memberTotal" }>,
  cells: readonly Cell[],
  { context, live }: { context: ClosingContext; live: readonly Line[] },
): Cell[] {
  const { world, columns } = context;
  const paid = new Map<string, bigint>();
  for (const { bonusId, earnerId, minor } of live) {
    if (limit.bonuses.includes(bonusId)) paid.set(earnerId, (paid.get(earnerId) ?? 0n) + minor);
  }
  const most = amountsByRank(plan, limit.amount);
  const result = [...cells];
  const byEarner = new Map<string, number[]>();
  for (const [index, { earnerId, rule }] of cells.entries()) {
    if (!limit.bonuses.includes(rule.bonus.id)) continue;
    const own = byEarner.get(earnerId);
    if (own) own.push(index);
    else byEarner.set(earnerId, [index]);
  }
  for (const [earnerId, own] of byEarner) {
    const rank = columns.ranks.paidAs[world.numberOf.get(earnerId) ?? -1] ?? 0;
    const inOrder = own.sort((a, b) => (cells[a]?.rule.order ?? 0) - (cells[b]?.rule.order ?? 0));
    const left = (most[rank] ?? 0n) - (paid.get(earnerId) ?? 0n);
    scale(result, inOrder, left < 0n ? 0n : left, "memberTotal");
  }
  return result;
}

/** Scales the closing cells so that they meet what live lines left of the budget; ties by distributor, then bonus. */
function planShare(
  plan: PlanVersion,
  limit: Extract<Limit, { kind: "planShare" }>,
  cells: readonly Cell[],
  { context, live, problems }: { context: ClosingContext; live: readonly Line[]; problems: RunProblem[] },
): Cell[] {
  const [any] = rulesOf(plan);
  if (!any) return [...cells];
  const points = { ...any, factor: volumeFactor(any, limit.of) };
  const whole = floor(amountOf(points, context.sales.totalOf(limit.of), rate(limit.share)));
  const paid = live
    .filter(({ bonusId }) => limit.bonuses.includes(bonusId))
    .reduce((sum, { minor }) => sum + minor, 0n);
  const left = whole - paid;
  if (left < 0n && paid > 0n) problems.push({ code: "plan_cap_exceeded_by_live", values: { limit: limit.id } });
  const result = [...cells];
  const own = cells.flatMap(({ rule }, index) => (limit.bonuses.includes(rule.bonus.id) ? [index] : []));
  own.sort((a, b) => {
    const [one, other] = [cells[a], cells[b]];
    if (!one || !other) return 0;
    if (one.earnerId !== other.earnerId) return one.earnerId < other.earnerId ? -1 : 1;
    return one.rule.order - other.rule.order;
  });
  scale(result, own, left < 0n ? 0n : left, "planShare");
  return result;
}

/** Brings the sum of some cells down to a budget: the positive ones in proportion, by largest remainder. */
function scale(cells: Cell[], indices: readonly number[], budget: bigint, limit: "memberTotal" | "planShare"): void {
  const amountAt = (index: number) => cells[index]?.settled.groupMinor ?? 0n;
  const sum = indices.reduce((total, index) => total + amountAt(index), 0n);
  if (sum <= budget) return;
  const positive = indices.filter((index) => amountAt(index) > 0n);
  const negative = sum - positive.reduce((total, index) => total + amountAt(index), 0n);
  const target = budget - negative;
  const weights = sum - negative;
  const parts = share(
    positive.map((index) => exact(amountAt(index) * target, weights)),
    target,
  );
  for (const [at, index] of positive.entries()) {
    const cell = cells[index];
    const after = parts[at] ?? 0n;
    if (cell && after !== cell.settled.groupMinor) cells[index] = cutTo(cell, after, limit);
  }
}
