import type { PlanVersion } from "../plan/plan-version.ts";
import { linesOf, orderCells } from "./close-bonus.ts";
import type { Cell, ClosingContext } from "./closing.ts";
import { customCells } from "./families/custom.ts";
import { fundCells } from "./families/fund.ts";
import { legCells } from "./families/legs.ts";
import { milestoneCells } from "./families/milestone.ts";
import { partyCells } from "./families/party.ts";
import { livePayouts, type Payout, payoutCells, payoutsOf } from "./families/payouts.ts";
import { tierCells } from "./families/tiers.ts";
import { limited } from "./limits.ts";
import type { Collected } from "./live-lines.ts";
import type { Line } from "./outcome.ts";
import { isOrderRule, type Rule, rulesOf } from "./rule.ts";
import { inTopologicalOrder } from "./rule-order.ts";
import type { Carried } from "./running.ts";

/** The lines of the closing bonuses of one cadence, bonuses before those that match them. */
export function closingBonuses(
  plan: PlanVersion,
  context: ClosingContext,
  { collected, carried }: { readonly collected: Collected; readonly carried: Carried },
): Line[] {
  const { given } = context.world;
  const live = [...collected.lines];
  const payouts: Payout[] = livePayouts(live);
  const cells: Cell[] = [];
  for (const rule of inTopologicalOrder(rulesOf(plan))) {
    if (rule.isLive || ("close" in rule.bonus.when && rule.bonus.when.close !== given.cadence)) continue;
    const own = cellsOf(rule, context, { payouts, collected, carried });
    payouts.push(...payoutsOf(own));
    cells.push(...own);
  }
  const settled = limited(plan, context, cells, { live, problems: collected.problems });
  return settled.flatMap((cell) => linesOf(cell, given.period.id));
}

/** One line per kind of source. */
function cellsOf(
  rule: Rule,
  context: ClosingContext,
  run: { readonly payouts: readonly Payout[]; readonly collected: Collected; readonly carried: Carried },
): Cell[] {
  const { source } = rule;
  if (isOrderRule(rule)) return orderCells(rule, context, run.collected);
  if (source.kind === "legs") return legCells(rule, source, context, run.carried);
  if (source.kind === "payouts") return payoutCells(rule, source, context, run);
  if (source.kind === "fund") return fundCells(rule, source, context);
  if (source.kind === "milestone") return milestoneCells(rule, source, context, run.carried);
  if (source.kind === "tiers") return tierCells(rule, source, context);
  if (source.kind === "party") return partyCells(rule, source, context);
  return source.kind === "custom" ? customCells(rule, source, context) : [];
}
