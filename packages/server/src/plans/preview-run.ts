import {
  type ClosedResult,
  type Evaluation,
  evaluate,
  type Line,
  localDate,
  type PeriodFacts,
  type PlanVersion,
  payoutBase,
  type State,
  sampleRun,
} from "@upline/domain";
import type { Deps } from "../deps.ts";
import { loadPeriodFacts } from "../periods/load-period-facts.ts";
import type { ClosedPeriod } from "./closed-periods.ts";

/** One closed period of any cadence as it was and as it would have been. */
export interface Previewed {
  /** The version that decided it; null when there was none. */
  readonly base: PlanVersion | null;
  readonly before: Evaluation;
  readonly after: Evaluation;
  /** What shares are taken of, in minor units, 0 beside the base period: the volume that the plan in force pays on, times its peg. */
  readonly payoutBaseMinor: bigint;
}

/**
 * Closed periods evaluated twice from the facts that their closes read: under the version that decided them, and as if the
 * draft had been in force since the first of them. From the second one on, the draft goes on from its own ranks, carry and
 * closed results, and takes back its own lines.
 *
 * @param draft  without errors; with the number that it will have
 */
export async function* previewRun(
  deps: Deps,
  draft: PlanVersion,
  periods: readonly ClosedPeriod[],
): AsyncGenerator<Previewed> {
  const starts = periods.map(({ period }) => period.start).toSorted();
  if (starts[0] === undefined) return;
  const effectiveFrom = localDate(starts[0], draft.timeZone);
  const plan = { ...draft, effectiveFrom };
  const isAveraged = draft.policies.refund === "averageRate";
  const own = new Map<string, ClosedResult>();
  const lines: Line[] = [];
  const states = new Map<string, State>();
  for (const closed of periods) {
    const { base, period, freezeSeq } = closed;
    const facts = await loadPeriodFacts(deps, base.plan, period, freezeSeq);
    const before = evaluate(base.plan, facts, closed.opening);
    const opening = states.get(period.cadence) ?? closed.opening;
    const after = evaluate(plan, underDraft(facts, { effectiveFrom, own, lines, isAveraged }), opening);
    yield { base: base.plan, before, after, payoutBaseMinor: closed.isBase ? payoutBase(base.plan, facts.facts) : 0n };
    states.set(period.cadence, after.closing);
    lines.push(...after.lines);
    if (closed.isBase) own.set(period.id, { period: period.id, run: 1, closedAt: period.end, people: after.ranks });
  }
}

/**
 * The sample network under a draft and under the version in force, while no period is closed: the base period and those of
 * other cadences in it. Without a version in force there is nothing that it was.
 */
export async function* sampleRunOf(draft: PlanVersion, base: PlanVersion | null): AsyncGenerator<Previewed> {
  const runs = (plan: PlanVersion) => {
    const periods = sampleRun(plan);
    const last = periods.findLast(({ cadence }) => cadence === plan.basePeriod);
    const others = periods.filter(({ cadence }) => cadence !== plan.basePeriod);
    return last ? [...others, last] : others;
  };
  const [own, was] = [runs(draft), base ? runs({ ...base, effectiveFrom: draft.effectiveFrom }) : []];
  for (const [index, { evaluation: after, facts }] of own.entries()) {
    const isBase = index === own.length - 1;
    const before = (isBase ? was.at(-1) : was[index])?.evaluation ?? { ...after, lines: [], breakage: [] };
    yield { base, before, after, payoutBaseMinor: isBase ? payoutBase(draft, facts.facts) : 0n };
  }
}

interface OwnHistory {
  readonly effectiveFrom: string;
  readonly own: ReadonlyMap<string, ClosedResult>;
  readonly lines: readonly Line[];
  readonly isAveraged: boolean;
}

/** The same facts as the draft would have found them: no later version, its own results and its own posted lines. */
function underDraft(facts: PeriodFacts, history: OwnHistory): PeriodFacts {
  const { effectiveFrom, own } = history;
  const versions = facts.versions.filter((version) => version.effectiveFrom < effectiveFrom);
  if (own.size === 0) return { ...facts, versions };
  const closed = facts.closed.map((result) => {
    const mine = own.get(result.period);
    return mine ? { ...mine, closedAt: result.closedAt } : result;
  });
  const taken = new Set(facts.past.flatMap((fact) => (fact.t === "order" ? [fact.order] : [])));
  const originals = facts.originals.filter(({ periodId }) => !own.has(periodId));
  return { ...facts, versions, closed, originals: [...originals, ...takenBack(history, taken)] };
}

/** Of its own lines those that a refund of the orders takes back: theirs, and every match over one of them; at the average rate all of the earner. */
function takenBack({ lines, isAveraged }: OwnHistory, orders: ReadonlySet<string>): Line[] {
  const isOrders = (line: Line) => line.orderIds.some((order) => orders.has(order));
  const found = new Set(lines.filter((line) => /^(ord|mem):/.test(line.sourceKey) && isOrders(line)));
  for (let before = -1; before < found.size; ) {
    before = found.size;
    const paid = new Set([...found].map((line) => `${line.periodId}|pay:${line.bonusId}:${line.earnerId}`));
    for (const line of lines) if (paid.has(`${line.periodId}|${line.sourceKey}`)) found.add(line);
  }
  if (!isAveraged) return [...found];
  const cells = new Set([...found].map(cellOf));
  return lines.filter((line) => cells.has(cellOf(line)));
}

const cellOf = ({ periodId, bonusId, earnerId }: Line) => `${periodId}|${bonusId}|${earnerId}`;
