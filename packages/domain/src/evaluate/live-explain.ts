import { round } from "../money/exact.ts";
import { type Paid, reasonIn } from "../plan/walk.ts";
import { traceCondition } from "../rank/trace.ts";
import { periodOf } from "../time/period.ts";
import type { Frozen } from "./frozen.ts";
import { columnsOf, type LiveSource, livePath, liveRate, readersFor, walkLive } from "./live-walk.ts";
import type { Because } from "./new-line.ts";
import type { Note, PathHop, Step } from "./outcome.ts";
import { amountAt, cutPerSource, packageRate, type Rule } from "./rule.ts";
import { baseText, exactText, millionthsText, minorText } from "./text.ts";

/** How a live line came about. */
export function explainLive(
  rule: Rule,
  source: LiveSource,
  { earner, level, paid }: { readonly earner: Frozen; readonly level: number; readonly paid: Paid | null },
): Because {
  const { plan, bonus, volume } = rule;
  const { what, ref, at, base, packageLevel } = source;
  const rate = paid?.rate ?? liveRate(rule, source, earner, level);
  const uncut = amountAt(rule, base, rate);
  const exact = cutPerSource(rule, uncut);
  const write = (amount: typeof exact) => exactText(amount, plan.minorDigits);
  const basis = rule.rates.byRank ? { basis: `${bonus.rankAt.basis} at the last closed period` } : {};
  const packaged = packageRate(rule, packageLevel) !== null;
  const row = packaged ? `package ${packageLevel ?? ""}` : readersFor(rule).row(earner, level);
  const orders = what === "payout" ? { orders: source.orderIds } : {};

  const steps: Step[] = [
    { kind: "source", what, ref, at, base: baseText(base, volume, plan.minorDigits), volume, ...orders },
    { kind: "path", tree: rule.tree, hops: hopsTo(rule, source, earner) },
    { kind: "condition", trace: traceCondition(bonus.gate, columnsOf(plan), earner) },
    {
      kind: "rate",
      bonus: bonus.id,
      row: paid?.part === "same" ? "same rank" : row,
      rate: millionthsText(rate),
      ...(paid?.minus ? { minus: millionthsText(paid.minus) } : {}),
      ...basis,
    },
  ];
  if (exact !== uncut) steps.push({ kind: "limit", limit: "source", before: write(uncut), after: write(exact) });
  const rounded = minorText(round(exact, plan.policies.rounding), plan.minorDigits);
  steps.push({ kind: "round", exact: write(exact), rounded, how: "line" });
  return { steps, notes: notesOf(rule, source) };
}

function notesOf({ plan, volume }: Rule, { at, countsIn, refunds }: LiveSource): Note[] {
  const notes: Note[] = [];
  const base = plan.periods.find(({ id }) => id === plan.basePeriod);
  const ownPeriod = base ? periodOf(base, at, plan.timeZone).id : countsIn;
  if (ownPeriod !== countsIn) {
    notes.push({ code: "order_late", detail: { period: ownPeriod, countsIn } });
  }
  const refunded = refunds.reduce((sum, refund) => sum + refund.base, 0n);
  if (refunded > 0n) {
    notes.push({ code: "partly_refunded", detail: { refunded: baseText(refunded, volume, plan.minorDigits) } });
  }
  return notes;
}

function hopsTo(rule: Rule, source: LiveSource, earner: Frozen): PathHop[] {
  const hops: PathHop[] = [];
  let isThere = false;
  walkLive(rule, source, livePath(rule, source.people), (frozen, level, outcome, why) => {
    const reason = reasonIn(why);
    if (isThere) return;
    isThere = frozen === earner;
    hops.push({ id: frozen.person.id, level, outcome, ...(reason ? { reason } : {}) });
  });
  return hops;
}
