import { floor, round } from "../money/exact.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import { paidIn, reasonIn } from "../plan/walk.ts";
import { addBreakage, type BreakageTotals } from "./breakage.ts";
import { explainLive } from "./live-explain.ts";
import { applicable, type LiveFacts, matchSources, orderSource, type Sale } from "./live-sources.ts";
import { type LiveSource, livePath, liveRate, walkLive } from "./live-walk.ts";
import { newLine } from "./new-line.ts";
import type { Line, RunProblem } from "./outcome.ts";
import { refundLines } from "./refund-lines.ts";
import { amountAt, cutPerSource, isMatchRule, isOrderRule, type Rule } from "./rule.ts";
import { goneWindows, liveRules } from "./rule-order.ts";

/** What the evaluation of a period collects beside the lines. */
export interface Collected {
  readonly lines: Line[];
  readonly breakage: BreakageTotals;
  readonly problems: RunProblem[];
}

/**
 * Adds the lines of all live bonuses of one order, bonuses before those that match them.
 *
 * @param plan  the version in force at the order's effective instant
 */
export function collectOrder(plan: PlanVersion, facts: LiveFacts, collected: Collected): void {
  const first = collected.lines.length;
  for (const asked of [...liveRules(plan), ...goneWindows(plan, facts.versions ?? [])]) {
    if (isMatchRule(asked)) {
      const lines = collected.lines.slice(first);
      for (const source of matchSources(asked, saleOf(facts), lines)) addLines(asked, source, collected);
    } else if (isOrderRule(asked)) {
      const rule = applicable(plan, asked, facts);
      const source = typeof rule === "string" ? null : orderSource(rule, facts);
      if (source && typeof rule !== "string") addLines(rule, source, collected);
    }
  }
}

export function saleOf({ order, countsIn, people, refunds }: LiveFacts): Sale {
  return { id: order.id, at: order.effectiveAt, countsIn, people, refunds };
}

/** Walks once and adds a line, with what takes it back, for everybody who is paid; each is rounded by itself. */
function addLines(rule: Rule, source: LiveSource, collected: Collected): void {
  const { people, base, sourceKey, orderIds, countsIn, refunds } = source;
  walkLive(rule, source, livePath(rule, people), (earner, level, outcome, why) => {
    const [reason, paid] = [reasonIn(why), paidIn(why)];
    if (level === null || outcome === "skipped") return;
    const rate = paid?.rate ?? liveRate(rule, source, earner, level);
    const uncut = amountAt(rule, base, rate);
    if (outcome === "unpaid" && reason) return addBreakage(collected.breakage, rule, reason, uncut);
    const exact = cutPerSource(rule, uncut);
    const minor = round(exact, rule.plan.policies.rounding);
    if (minor === 0n) return;
    const place = { earnerId: earner.person.id, sourceKey, segment: 0, level, periodId: countsIn };
    const amounts = { minor, exact, base, rate: floor(rate), orderIds, part: paid?.part ?? "-" } as const;
    const original = newLine(rule, { ...place, ...amounts }, () => explainLive(rule, source, { earner, level, paid }));
    collected.lines.push(original, ...refundLines(refundPlan(rule.plan), original, refunds, () => true));
  });
}

export function refundPlan({ planId, minorDigits, policies }: PlanVersion) {
  return { planId, minorDigits, rounding: policies.rounding };
}
