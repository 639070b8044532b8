import { compareExact, type Exact, floor, round } from "../money/exact.ts";
import { traceCondition } from "../rank/trace.ts";
import { type ClosingContext, closingPath, type PaidPortion, type Portion, rankIn, type Settled } from "./closing.ts";
import type { Because } from "./new-line.ts";
import type { Note, PathHop, Step } from "./outcome.ts";
import { rateStep, walk } from "./pair-reasons.ts";
import type { Rule } from "./rule.ts";
import { baseText, exactText, minorText } from "./text.ts";

/** How a line of a close came about: source, path, gate, rate, limits, and its part of the one rounding. */
export function explainClosing(
  rule: Rule,
  context: ClosingContext,
  earner: number,
  { portion, minor, settled }: PaidPortion,
): Because {
  const { plan, bonus, volume } = rule;
  const { world, columns } = context;
  const { source, level } = portion;
  const digits = plan.minorDigits;
  const write = (amount: Exact) => exactText(amount, digits);
  const basis = rule.rates.byRank ? { basis: `${bonus.rankAt.basis} of ${world.given.period.id}` } : {};

  const steps: Step[] = [
    {
      kind: "source",
      what: "distributor",
      ref: world.ids[source.person] ?? "",
      base: baseText(source.base, volume, digits),
      volume,
      orders: source.orderIds,
    },
    {
      kind: "path",
      tree: bonus.walk.to === "upline" ? bonus.walk.tree : plan.rankTree,
      hops: hopsTo(rule, context, portion, earner),
    },
    { kind: "condition", trace: traceCondition(bonus.gate, columns, earner) },
    { kind: "rate", ...rateStep(rule, level, rankIn(rule, context, earner)), ...basis },
  ];
  if (compareExact(portion.uncut, portion.exact) !== 0) {
    steps.push({ kind: "limit", limit: "source", before: write(portion.uncut), after: write(portion.exact) });
  }
  if (settled.isCapped) {
    const { groupMinor, groupExact } = settled;
    const factor = `${minorText(groupMinor, digits)}/${write(groupExact)}`;
    steps.push({
      kind: "limit",
      limit: "earner",
      before: write(groupExact),
      after: minorText(groupMinor, digits),
      factor,
    });
  }
  const group = { groupExact: write(settled.groupExact), groupRounded: minorText(settled.groupMinor, digits) };
  steps.push({
    kind: "round",
    exact: write(portion.exact),
    rounded: minorText(minor, digits),
    how: "largestRemainder",
    ...group,
  });
  return { steps, notes: roundingNotes(rule, portion, minor, settled) };
}

/** Tells when the line got or missed the odd unit: the split gave another amount than rounding it alone would. */
function roundingNotes({ plan }: Rule, { exact }: Portion, minor: bigint, settled: Settled): Note[] {
  if (settled.isCapped || settled.minors.length < 2) return [];
  const isOdd = floor(exact) !== minor || round(exact, plan.policies.rounding) !== minor;
  const unit = minorText(1n, plan.minorDigits);
  return isOdd ? [{ code: "rounding_share", detail: { unit } }] : [];
}

function hopsTo(rule: Rule, context: ClosingContext, { source }: Portion, earner: number): PathHop[] {
  const hops: PathHop[] = [];
  let isThere = false;
  const path = closingPath(rule, context, source.segment, false);
  walk(rule, source.person, path, (person, level, outcome, reason) => {
    if (isThere) return;
    isThere = person === earner;
    const id = context.world.ids[person] ?? "";
    hops.push({ id, level, outcome, ...(reason ? { reason } : {}) });
  });
  return hops;
}
