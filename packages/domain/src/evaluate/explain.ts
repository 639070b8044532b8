import { compareExact, type Exact, floor, round } from "../money/exact.ts";
import { type Paid, reasonIn } from "../plan/walk.ts";
import { traceCondition } from "../rank/trace.ts";
import type { Walker, WalkSource, Walks } from "./close-bonus.ts";
import { type ClosingContext, type PaidPortion, type Portion, readersIn, type Settled } from "./closing.ts";
import type { Because } from "./new-line.ts";
import type { Note, PathHop, Step } from "./outcome.ts";
import { packageRate, type Rule } from "./rule.ts";
import { baseText, exactText, millionthsText, minorText } from "./text.ts";

/** How a line of a close came about: its own steps, limits, and its part of the one rounding. */
export function explainPortion({ plan }: Rule, { portion, minor, settled }: PaidPortion): Because {
  const digits = plan.minorDigits;
  const write = (amount: Exact) => exactText(amount, digits);
  const steps: Step[] = [...portion.steps()];
  if (compareExact(portion.uncut, portion.exact) !== 0) {
    steps.push({ kind: "limit", limit: "source", before: write(portion.uncut), after: write(portion.exact) });
  }
  if (settled.isCapped) {
    const before = write(settled.groupExact);
    const after = minorText(settled.cuts[0]?.before ?? settled.groupMinor, digits);
    steps.push({ kind: "limit", limit: "earner", before, after, factor: `${after}/${before}` });
  }
  for (const cut of settled.cuts) {
    const [before, after] = [minorText(cut.before, digits), minorText(cut.after, digits)];
    steps.push({ kind: "limit", limit: cut.limit, before, after, factor: `${after}/${before}` });
  }
  const group = { groupExact: write(settled.groupExact), groupRounded: minorText(settled.groupMinor, digits) };
  steps.push({
    kind: "round",
    exact: write(portion.exact),
    rounded: minorText(minor, digits),
    how: "largestRemainder",
    ...group,
  });
  return { steps, notes: roundingNotes(plan, portion, minor, settled) };
}

/** Tells when the line got or missed the odd unit: the split gave another amount than rounding it alone would. */
function roundingNotes(plan: Rule["plan"], { exact }: Portion, minor: bigint, settled: Settled): Note[] {
  if (settled.isCapped || settled.cuts.length > 0 || settled.minors.length < 2) return [];
  const isOdd = floor(exact) !== minor || round(exact, plan.policies.rounding) !== minor;
  const unit = minorText(1n, plan.minorDigits);
  return isOdd ? [{ code: "rounding_share", detail: { unit } }] : [];
}

/** Source, path, gate, and rate of a portion that a walk found. */
export function walkSteps(
  rule: Rule,
  context: ClosingContext,
  source: WalkSource & Walks,
  { person, level, rate, paid }: { person: number; level: number; rate: Exact; paid: Paid | null },
): Step[] {
  const { plan, bonus, volume } = rule;
  const { world, columns } = context;
  const reads = rule.rates.byRank ? { basis: `${bonus.rankAt.basis} of ${world.given.period.id}` } : {};
  const packaged = packageRate(rule, source.packageLevel ?? null) !== null;
  const row = packaged ? `package ${source.packageLevel ?? ""}` : readersIn(rule, context).row(person, level);
  const minus = paid?.minus ? { minus: millionthsText(paid.minus) } : {};
  return [
    {
      kind: "source",
      what: source.what,
      ref: source.ref,
      base: baseText(source.base, volume, plan.minorDigits),
      volume,
      orders: source.orderIds,
    },
    { kind: "path", tree: rule.tree, hops: hopsTo(context, source.trace, person) },
    { kind: "condition", trace: traceCondition(bonus.gate, columns, person) },
    {
      kind: "rate",
      bonus: bonus.id,
      row: paid?.part === "same" ? "same rank" : row,
      rate: millionthsText(rate),
      ...minus,
      ...reads,
    },
  ];
}

function hopsTo({ world }: ClosingContext, trace: Walker, earner: number): PathHop[] {
  const hops: PathHop[] = [];
  let isThere = false;
  trace((person, level, outcome, why) => {
    const reason = reasonIn(why);
    if (isThere) return;
    isThere = person === earner && outcome === "paid";
    hops.push({ id: world.ids[person] ?? "", level, outcome, ...(reason ? { reason } : {}) });
  });
  return hops;
}
