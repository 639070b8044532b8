import {
  EMPTY_STATE,
  epochMs,
  type Fact,
  type Inquiry,
  type Instant,
  inquiry,
  instant,
  localDate,
  type Period,
  type PeriodFacts,
  type PlanCadence,
  type PlanVersion,
  periodOf,
  type State,
} from "@upline/domain";
import { evaluationOf, type OpenEvaluation } from "../commissions/evaluate-open.ts";
import type { Deps } from "../deps.ts";
import { basePeriodOf, otherCadences } from "../periods/counts-in.ts";
import { addedCadences, factsWithin } from "./added-cadences.ts";

/** One period with and without an order. */
export interface WithAndWithout {
  readonly before: Inquiry;
  readonly after: Inquiry;
}

interface Supposed {
  /** The base period of the order. */
  readonly found: OpenEvaluation;
  /** The draft that is tried; null for the version in force. */
  readonly draft: PlanVersion | null;
  readonly at: Instant;
  /** The order, and its buyer when he is new. */
  readonly sold: readonly Fact[];
}

interface Given {
  readonly facts: PeriodFacts;
  readonly opening: State;
}

/** A plan and the facts of a period as if it had been in force since the period began. */
export function asIfInForce(facts: PeriodFacts, plan: PlanVersion): { plan: PlanVersion; facts: PeriodFacts } {
  const effectiveFrom = localDate(facts.period.start, plan.timeZone);
  const versions = facts.versions.filter((version) => version.effectiveFrom < effectiveFrom);
  return { plan: { ...plan, effectiveFrom }, facts: { ...facts, versions } };
}

/**
 * The periods of other cadences that an order at that moment counts in, each with and without it. Those of a cadence that
 * only the draft has are made of the sales of their days.
 */
export async function inOtherCadences(deps: Deps, supposed: Supposed): Promise<readonly WithAndWithout[]> {
  const { found, draft, at, sold } = supposed;
  const plan = draft ?? found.plan.plan;
  const pairs: WithAndWithout[] = [];
  for (const cadence of otherCadences(plan)) {
    const period = periodOf(cadence, at, plan.timeZone);
    const given = (await evaluationOf(deps, period)) ?? (await addedPeriod(deps, supposed, { cadence, period, plan }));
    if (!given) continue;
    const tried = draft ? asIfInForce(given.facts, plan) : { plan, facts: given.facts };
    const facts = { ...tried.facts, facts: [...tried.facts.facts, ...sold] };
    pairs.push({
      before: inquiry(tried.plan, tried.facts, given.opening),
      after: inquiry(tried.plan, facts, given.opening),
    });
  }
  return pairs;
}

/** Of the base periods that it touches; one that is too long ago or still to come has nothing in it. */
async function addedPeriod(
  deps: Deps,
  { found }: Supposed,
  { cadence, period, plan }: { cadence: PlanCadence; period: Period; plan: PlanVersion },
): Promise<Given | null> {
  if (!addedCadences(plan, found.plan.plan).some(({ id }) => id === cadence.id)) return null;
  const touched = [period.start, instant(epochMs(period.end) - 1)].map((at) => basePeriodOf(found.plan.plan, at));
  const [first, last] = touched;
  const before = first && first.id < found.period.id ? await evaluationOf(deps, first) : null;
  const after = last && last.id > found.period.id ? await evaluationOf(deps, last) : null;
  const bases = [...(before ? [before.facts] : []), found.facts, ...(after ? [after.facts] : [])];
  const [one = found.facts, ...more] = bases;
  return { facts: factsWithin([one, ...more], cadence, period, plan.timeZone), opening: EMPTY_STATE };
}
