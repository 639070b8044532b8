import { evaluate } from "../../evaluate/evaluate.ts";
import { type ClosedResult, EMPTY_STATE, type PeriodFacts, type State } from "../../evaluate/facts.ts";
import type { Evaluation } from "../../evaluate/outcome.ts";
import { addDays, nextPeriod, type Period, periodOf, previousPeriod, startOfDate } from "../../time/period.ts";
import type { PlanVersion } from "../plan-version.ts";
import { sampleFacts } from "./sample-facts.ts";

/** One evaluated period of the sample network. */
export interface SamplePeriod {
  readonly cadence: string;
  readonly facts: PeriodFacts;
  readonly opening: State;
  readonly evaluation: Evaluation;
}

/**
 * The sample network under a plan, evaluated as a company would: three base periods in a row, so that activity and
 * ranks of closed periods are there, the last one beginning on the first day of the plan; then the periods of every other
 * cadence that begin in it.
 *
 * @param plan  without errors (`validatePlan`)
 */
export function sampleRun(plan: PlanVersion): SamplePeriod[] {
  const base = plan.periods.find(({ id }) => id === plan.basePeriod);
  if (!base) return [];
  const last = periodOf(base, startOfDate(plan.effectiveFrom, plan.timeZone), plan.timeZone);
  const before = previousPeriod(base, last, plan.timeZone);
  const periods = [previousPeriod(base, before, plan.timeZone), before, last];
  const facts = sampleFacts(plan, periods);
  const closed: ClosedResult[] = [];
  const run = (cadence: string, period: Period, opening: State): SamplePeriod => {
    const own = facts.of(cadence, period, closed);
    return { cadence, facts: own, opening, evaluation: evaluate(plan, own, opening) };
  };

  let state: State = EMPTY_STATE;
  const done = periods.map((period) => {
    const one = run(base.id, period, state);
    if (period.id !== last.id) state = one.evaluation.closing;
    const closedAt = addDays(period.end, base.cutoffDays, plan.timeZone);
    if (period.id !== last.id) closed.push({ period: period.id, run: 1, closedAt, people: one.evaluation.ranks });
    return one;
  });
  const others = plan.periods.filter(({ id }) => id !== base.id);
  return [
    ...done,
    ...others.flatMap((cadence) => {
      let opening = state;
      return startingIn(last, periodOf(cadence, last.start, plan.timeZone), (period) =>
        nextPeriod(cadence, period, plan.timeZone),
      ).map((period) => {
        const one = run(cadence.id, period, opening);
        opening = one.evaluation.closing;
        return one;
      });
    }),
  ];
}

/** The periods that begin within a span; the one that contains its start when none does. */
function startingIn(span: Period, first: Period, next: (period: Period) => Period): Period[] {
  const found: Period[] = [];
  for (let period = first; period.start < span.end; period = next(period))
    if (period.start >= span.start) found.push(period);
  return found.length > 0 ? found : [first];
}
