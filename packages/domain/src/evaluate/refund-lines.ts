import { exact, negated, type Rounding, round, times } from "../money/exact.ts";
import type { RefundFact } from "./facts.ts";
import { lineKey, partOf } from "./line-key.ts";
import type { Explain, Line, Step } from "./outcome.ts";
import { baseText, minorText } from "./text.ts";
import { smaller } from "./whole.ts";

/** A refund as an original line sees it: base taken back, in hundredths or minor units like the line's own base. */
export interface BaseRefund {
  readonly id: string;
  readonly at: string;
  readonly countsIn: string;
  readonly base: bigint;
  readonly cause: RefundFact["cause"];
  /** The order that is taken back. */
  readonly orderId: string;
}

/** What a refund line needs of the plan that decided the original. */
export interface RefundPlan {
  readonly planId: string;
  readonly minorDigits: number;
  readonly rounding: Rounding;
}

/**
 * The lines that take an original back, one per refund: `target(k) - target(k-1)` with
 * `target(k) = -round(amount x min(refunded, base) / base)`. Partial refunds therefore add up to the full one to the
 * last minor unit, and the original is never computed anew.
 *
 * @param refunds  all refunds of the line's orders so far, in any order; earlier ones only move the running total
 * @param only     the refunds for which a line is wanted
 */
export function refundLines(
  plan: RefundPlan,
  original: Line,
  refunds: readonly BaseRefund[],
  only: (refund: BaseRefund) => boolean,
): Line[] {
  const lines: Line[] = [];
  let [taken, before] = [0n, 0n];
  for (const refund of [...refunds].sort(byMoment)) {
    taken += refund.base;
    const target = targetOf(original, taken, plan.rounding);
    const minor = target - before;
    if (minor !== 0n && only(refund)) lines.push(refundLine(plan, original, refund, { before, target, taken }));
    before = target;
  }
  return lines;
}

function targetOf({ minor, base }: Line, taken: bigint, rounding: Rounding): bigint {
  const refunded = smaller(taken, base);
  return -round(times(exact(minor), exact(refunded, base)), rounding);
}

function refundLine(
  plan: RefundPlan,
  original: Line,
  refund: BaseRefund,
  { before, target, taken }: { before: bigint; target: bigint; taken: bigint },
): Line {
  const { bonusId, earnerId, segment, level, planVersion, base } = original;
  const sourceKey = `ref:${refund.id}`;
  const part = partOf(original.key);
  const place = { periodId: refund.countsIn, bonusId, earnerId, sourceKey, segment, level, part };
  const key = lineKey({ planId: plan.planId, version: planVersion, ...place });
  const minor = target - before;
  const write = (units: bigint) => minorText(units, plan.minorDigits);
  const writeBase = (units: bigint) => baseText(units, original.volume, plan.minorDigits);
  const source: Step = { kind: "source", what: "refund", ref: refund.id, at: refund.at, base: writeBase(refund.base) };
  return {
    key,
    ...place,
    planVersion,
    minor,
    exact: negated(times(original.exact, exact(refund.base, base))),
    base: -refund.base,
    volume: original.volume,
    rate: original.rate,
    get because(): Explain {
      const refunded = smaller(taken, base);
      const back: Step = {
        kind: "refund",
        original: original.key,
        originalAmount: write(original.minor),
        refundedBase: writeBase(refunded),
        ofBase: writeBase(base),
        before: write(before),
        after: write(target),
      };
      const steps = [{ ...source, volume: original.volume, orders: [refund.orderId] }, back];
      return { key, amount: write(minor), steps, notes: [] };
    },
    orderIds: [refund.orderId],
    holdDays: original.holdDays,
    ...(original.settle ? { settle: original.settle } : {}),
  };
}

function byMoment(a: BaseRefund, b: BaseRefund): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
