import { exact } from "../../money/exact.ts";
import type { Source } from "../../plan/bonus-schema.ts";
import { compile } from "../../rank/conditions.ts";
import { traceCondition } from "../../rank/trace.ts";
import { Portions } from "../close-bonus.ts";
import { type Cell, type ClosingContext, readersIn, removedIn } from "../closing.ts";
import { cutPerSource, minorOf, type Rule } from "../rule.ts";
import { minorText } from "../text.ts";

type TiersSource = Extract<Source, { kind: "tiers" }>;

/** Structure and lifestyle bonuses: the amount of the last tier whose condition holds. */
export function tierCells(rule: Rule, source: TiersSource, context: ClosingContext): Cell[] {
  const { world, columns } = context;
  const removed = removedIn(context);
  const readers = readersIn(rule, context);
  const tests = source.tiers.map(({ when }) => compile(when, columns));
  const portions = new Portions();
  for (const person of world.ids.keys()) {
    if (removed(person) || readers.gate(person)) continue;
    const at = tests.findLastIndex((holds) => holds(person));
    const tier = source.tiers[at];
    if (!tier) continue;
    const minor = minorOf(tier.amount, rule.plan);
    portions.add(person, {
      sourceKey: `tier:${at}`,
      segment: 0,
      level: 0,
      part: "-",
      base: minor,
      rate: 1_000_000n,
      uncut: exact(minor),
      exact: cutPerSource(rule, exact(minor)),
      orderIds: [],
      steps: () => [
        { kind: "source", what: "tier", ref: tier.label, base: minorText(minor, rule.plan.minorDigits) },
        { kind: "condition", trace: traceCondition(rule.bonus.gate, columns, person) },
        { kind: "condition", trace: traceCondition(tier.when, columns, person) },
        { kind: "rate", bonus: rule.bonus.id, row: tier.label, rate: "1" },
      ],
    });
  }
  return portions.cells(rule, context);
}
