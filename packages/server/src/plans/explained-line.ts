import { type CondTrace, type Line, money, moneyText, type Note, type PlanVersion } from "@upline/domain";
import { equationOf } from "../commissions/equation.ts";
import type { PathStop } from "../commissions/line-path.ts";
import { ruleSentence, type SentenceParts, stepOf } from "../commissions/sentences.ts";

/** Why a line of an evaluation that is not booked is what it is: the parts that an explanation of earnings has too. */
export interface ExplainedLine {
  readonly key: string;
  readonly bonusId: string;
  readonly level: number;
  readonly minor: bigint;
  readonly currency: string;
  readonly equation: ReturnType<typeof equationOf>;
  readonly path: readonly PathStop[];
  readonly conditions: readonly CondTrace[];
  readonly notes: readonly Note[];
  readonly ruleSentence: SentenceParts;
}

/** @param nameOf  how a person of the line is called */
export function explainedLine(plan: PlanVersion, line: Line, nameOf: (id: string) => string): ExplainedLine {
  const { because, earnerId, bonusId, minor, level } = line;
  const bonus = plan.bonuses.find(({ id }) => id === bonusId);
  return {
    key: line.key,
    bonusId,
    level,
    minor,
    currency: plan.currency,
    equation: equationOf({ amount: { minor, currency: plan.currency } }, because, { ground: because, bonus }),
    path: pathOf(line, nameOf),
    conditions: because.steps.flatMap((step) => (step.kind === "condition" ? [step.trace] : [])),
    notes: because.notes,
    ruleSentence: bonus ? ruleSentence(bonus) : { key: "rule.other", values: { bonus: bonusId, holdDays: "0" } },
  };

  function pathOf({ sourceKey }: Line, name: (id: string) => string): PathStop[] {
    const source = sourceKey.startsWith("mem:") ? sourceKey.slice("mem:".length) : null;
    const first = { level: null, outcome: "source" as const, reason: null, detail: {} };
    const stops: PathStop[] = source === null ? [] : [{ ...first, id: source, name: name(source) }];
    for (const { id, outcome, reason = null, detail = {}, level: at } of stepOf(because, "path")?.hops ?? []) {
      const shown = id === earnerId ? "you" : outcome === "blocked" ? "unpaid" : outcome;
      if (id !== source) stops.push({ id, name: name(id), level: at, outcome: shown, reason, detail });
    }
    if (!stops.some(({ id }) => id === earnerId)) {
      stops.push({ id: earnerId, name: name(earnerId), level, outcome: "you", reason: null, detail: {} });
    }
    return stops;
  }
}

/** Minor units as decimal text of the plan's currency. */
export const amountOf = (plan: PlanVersion, minor: bigint): string => moneyText(money(minor, plan.currency));
