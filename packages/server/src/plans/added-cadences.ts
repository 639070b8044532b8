import {
  addDays,
  type Evaluation,
  type Fact,
  type Instant,
  nextPeriod,
  type Period,
  type PeriodFacts,
  type PlanCadence,
  type PlanVersion,
  periodOf,
} from "@upline/domain";
import { otherCadences } from "../periods/counts-in.ts";

/** Cadences that a draft has and the version that decided a base period has not: nothing was ever counted in them. */
export function addedCadences(draft: PlanVersion, decided: PlanVersion): readonly PlanCadence[] {
  return otherCadences(draft).filter(({ id }) => !decided.periods.some((one) => one.id === id));
}

/**
 * Periods of one cadence that begin at or after a moment and end within a span: a period that began before a version
 * is nobody's.
 */
export function periodsWithin(
  { timeZone }: PlanVersion,
  cadence: PlanCadence,
  from: Instant,
  span: Pick<Period, "start" | "end">,
): readonly Period[] {
  const found: Period[] = [];
  for (
    let one = periodOf(cadence, span.start, timeZone);
    one.end <= span.end;
    one = nextPeriod(cadence, one, timeZone)
  ) {
    if (one.start >= from && one.end > span.start) found.push(one);
  }
  return found;
}

/**
 * The facts of a period of an added cadence, out of those of the base periods that it lies in: the sales and refunds of
 * its days, and what was closed by the time it would have been.
 *
 * @param bases  facts of all base periods that the period touches, in order; never none
 */
export function factsWithin(
  bases: readonly [PeriodFacts, ...PeriodFacts[]],
  cadence: PlanCadence,
  period: Period,
  zone: string,
): PeriodFacts {
  const last = bases.at(-1) ?? bases[0];
  const closesAt = addDays(period.end, cadence.cutoffDays, zone);
  const isWithin = (fact: Fact) => {
    if (fact.t === "order" || fact.t === "refund")
      return fact.effectiveAt >= period.start && fact.effectiveAt < period.end;
    return !("from" in fact) || fact.from < period.end;
  };
  const own = last.facts.filter((fact) => fact.t !== "order" && fact.t !== "refund");
  const traded = bases.flatMap(({ facts }) => facts.filter((fact) => fact.t === "order" || fact.t === "refund"));
  const sold = traded.filter(isWithin);
  const orders = new Set(sold.flatMap((fact) => (fact.t === "order" ? [fact.order] : [])));
  const elsewhere = new Set(
    sold.flatMap((fact) => (fact.t === "refund" && !orders.has(fact.order) ? [fact.order] : [])),
  );
  const before = [...bases.flatMap(({ past }) => past), ...traded].filter(
    (fact) =>
      (fact.t === "order" || fact.t === "refund") && elsewhere.has(fact.order) && fact.effectiveAt < period.start,
  );
  return {
    ...last,
    cadence: cadence.id,
    period: { id: period.id, start: period.start, end: period.end },
    facts: [...own.filter(isWithin), ...sold],
    past: before,
    closed: last.closed.filter(({ closedAt }) => closedAt <= closesAt),
    originals: [],
  };
}

/** What a period of an added cadence came to before: nothing, with the same people. */
export const nothingOf = (after: Evaluation): Evaluation => ({ ...after, lines: [], breakage: [] });
