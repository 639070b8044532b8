import type { PlanVersion } from "../plan/plan-version.ts";
import { orderPart } from "./close-bonus.ts";
import { type Cell, type ClosingContext, type Part, partOfCells } from "./closing.ts";
import { customCells } from "./families/custom.ts";
import { fundCells } from "./families/fund.ts";
import { legPart } from "./families/leg-sheet.ts";
import { milestoneCells } from "./families/milestone.ts";
import { partyCells } from "./families/party.ts";
import { livePayouts, type Payout, payoutCells, payoutsOf } from "./families/payouts.ts";
import { tierCells } from "./families/tiers.ts";
import { limited } from "./limits.ts";
import type { Collected } from "./live-lines.ts";
import { isOrderRule, type Rule, rulesOf } from "./rule.ts";
import { inTopologicalOrder } from "./rule-order.ts";
import type { Carried } from "./running.ts";

/** What the closing bonuses of one cadence pay, bonuses before those that match them. */
export function closingParts(
  plan: PlanVersion,
  context: ClosingContext,
  { collected, carried }: { readonly collected: Collected; readonly carried: Carried },
): Part[] {
  const { given } = context.world;
  const live = [...collected.lines];
  const payouts: Payout[] = livePayouts(live);
  const parts: Part[] = [];
  for (const rule of inTopologicalOrder(rulesOf(plan))) {
    if (rule.isLive || ("close" in rule.bonus.when && rule.bonus.when.close !== given.cadence)) continue;
    const part = partsOf(rule, context, { payouts, collected, carried });
    if (isMatched(plan, rule)) payouts.push(...payoutsOf(part.cells()));
    parts.push(part);
  }
  return limitedParts(plan, context, parts, { live, problems: collected.problems });
}

function isMatched(plan: PlanVersion, { bonus }: Rule): boolean {
  return plan.bonuses.some(({ source }) => source.kind === "payouts" && source.bonuses.includes(bonus.id));
}

/** Limits over several bonuses look at every cell; without any nothing is touched. */
function limitedParts(
  plan: PlanVersion,
  context: ClosingContext,
  parts: readonly Part[],
  run: Parameters<typeof limited>[3],
): Part[] {
  if (plan.limits.length === 0) return [...parts];
  const cells = limited(
    plan,
    context,
    parts.flatMap((part) => part.cells()),
    run,
  );
  return parts.map(({ rule }) =>
    partOfCells(
      rule,
      cells.filter((cell) => cell.rule === rule),
    ),
  );
}

/** One line per kind of source. */
function partsOf(
  rule: Rule,
  context: ClosingContext,
  run: { readonly payouts: readonly Payout[]; readonly collected: Collected; readonly carried: Carried },
): Part {
  const { source } = rule;
  if (isOrderRule(rule)) return orderPart(rule, context, run.collected);
  if (source.kind === "legs") return legPart(rule, source, context, run.carried);
  return partOfCells(rule, otherCells(rule, context, run));
}

function otherCells(rule: Rule, context: ClosingContext, run: Parameters<typeof partsOf>[2]): Cell[] {
  const { source } = rule;
  if (source.kind === "payouts") return payoutCells(rule, source, context, run);
  if (source.kind === "fund") return fundCells(rule, source, context);
  if (source.kind === "milestone") return milestoneCells(rule, source, context, run.carried);
  if (source.kind === "tiers") return tierCells(rule, source, context);
  if (source.kind === "party") return partyCells(rule, source, context);
  return source.kind === "custom" ? customCells(rule, source, context) : [];
}
