import type { Exact } from "../money/exact.ts";
import { lineKey } from "./line-key.ts";
import type { Explain, Line, Note, Step } from "./outcome.ts";
import type { Rule } from "./rule.ts";
import { minorText } from "./text.ts";

/** What differs from line to line; the rest comes from the rule. */
export interface LineParts {
  readonly earnerId: string;
  readonly sourceKey: string;
  readonly segment: number;
  readonly level: number;
  readonly part?: "-" | "same";
  readonly periodId: string;
  readonly minor: bigint;
  readonly exact: Exact;
  readonly base: bigint;
  readonly rate: bigint;
  readonly orderIds: readonly string[];
}

export interface Because {
  readonly steps: readonly Step[];
  readonly notes: readonly Note[];
}

/** A line of the rule. Its explanation is made when somebody reads it. */
export function newLine(rule: Rule, parts: LineParts, because: () => Because): Line {
  const { plan, bonus, volume } = rule;
  const { earnerId, sourceKey, segment, level, periodId } = parts;
  const place = { periodId, bonusId: bonus.id, earnerId, sourceKey, segment, level, part: parts.part ?? "-" };
  const key = lineKey({ planId: plan.planId, version: plan.version, ...place });
  return {
    key,
    ...place,
    planVersion: plan.version,
    minor: parts.minor,
    exact: parts.exact,
    base: parts.base,
    volume,
    rate: parts.rate,
    get because(): Explain {
      return { key, amount: minorText(parts.minor, plan.minorDigits), ...because() };
    },
    orderIds: parts.orderIds,
    holdDays: bonus.settle.holdDays,
    ...(bonus.settle.as === "credit" ? { settle: "credit" as const } : {}),
  };
}

/** Canonical order of lines within one bonus: earner, source, segment, level, part, by code unit. */
export function byPlace(a: Line, b: Line): number {
  return (
    text(a.earnerId, b.earnerId) ||
    text(a.sourceKey, b.sourceKey) ||
    a.segment - b.segment ||
    a.level - b.level ||
    text(a.part, b.part)
  );
}

function text(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
