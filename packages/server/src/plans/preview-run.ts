import {
  type ClosedResult,
  EMPTY_STATE,
  type Evaluation,
  evaluate,
  type Line,
  localDate,
  type Period,
  type PeriodFacts,
  type PlanCadence,
  type PlanVersion,
  payoutBase,
  type State,
  sampleRun,
} from "@upline/domain";
import type { Deps } from "../deps.ts";
import { loadPeriodFacts } from "../periods/load-period-facts.ts";
import { addedCadences, factsWithin, nothingOf, periodsWithin } from "./added-cadences.ts";
import type { ClosedPeriod } from "./closed-periods.ts";
import type { PlanInForce } from "./plan-in-force.ts";

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
 * closed results, and takes back its own lines. Of a cadence that only the draft has, the periods that lie within them are
 * evaluated too: there was nothing before.
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
  const history = { effectiveFrom, own: new Map<string, ClosedResult>(), done: new Set<string>(), isAveraged };
  const lines: Line[] = [];
  const states = new Map<string, State>();
  const loaded = new Map<string, PeriodFacts>();
  const load = async ({ base, period, freezeSeq }: ClosedPeriod) => {
    const known = loaded.get(period.id);
    const facts = known ?? (await loadPeriodFacts(deps, base.plan, period, { upTo: freezeSeq, tried: draft }));
    loaded.set(period.id, facts);
    return facts;
  };
  const decide = (facts: PeriodFacts, opening: State) => {
    const { cadence, period } = facts;
    const after = evaluate(plan, underDraft(facts, { ...history, lines }), states.get(cadence) ?? opening);
    states.set(cadence, after.closing);
    history.done.add(period.id);
    lines.push(...after.lines);
    return after;
  };
  for (const { closed, added } of stepsOf(draft, periods)) {
    if (added) {
      const [first, ...more] = await Promise.all(added.bases.map(load));
      if (!first) continue;
      const after = decide(factsWithin([first, ...more], added.cadence, added.period, draft.timeZone), EMPTY_STATE);
      yield { base: added.base.plan, before: nothingOf(after), after, payoutBaseMinor: 0n };
      continue;
    }
    const { base, period, isBase } = closed;
    const facts = await load(closed);
    const before = evaluate(base.plan, facts, closed.opening);
    const after = decide(facts, closed.opening);
    yield { base: base.plan, before, after, payoutBaseMinor: isBase ? payoutBase(base.plan, facts.facts) : 0n };
    if (!isBase) loaded.delete(period.id);
    else for (const id of loaded.keys()) if (id !== period.id) loaded.delete(id);
    if (isBase) history.own.set(period.id, { period: period.id, run: 1, closedAt: period.end, people: after.ranks });
  }
}

interface Added {
  readonly cadence: PlanCadence;
  readonly period: Period;
  /** The base periods that it touches, in order. */
  readonly bases: readonly ClosedPeriod[];
  readonly base: PlanInForce;
}
type Step =
  | { readonly closed: ClosedPeriod; readonly added?: undefined }
  | { readonly closed?: undefined; readonly added: Added };

/** The closed periods and those of added cadences, in the order of their ends, a base period after the others. */
function stepsOf(draft: PlanVersion, periods: readonly ClosedPeriod[]): readonly Step[] {
  const known = new Set(periods.map(({ period }) => period.id));
  const bases = periods.filter(({ isBase }) => isBase);
  const from = bases[0]?.period.start;
  const added = bases.flatMap((one) =>
    addedCadences(draft, one.base.plan).flatMap((cadence) =>
      periodsWithin(draft, cadence, from ?? one.period.start, one.period)
        .filter(({ id }) => !known.has(id))
        .map((period): Step => {
          const touched = bases.filter((base) => base.period.start < period.end && base.period.end > period.start);
          return { added: { cadence, period, bases: touched, base: one.base } };
        }),
    ),
  );
  const endOf = ({ closed, added: own }: Step) => (closed ?? own).period.end;
  const order = ({ closed }: Step) => (closed?.isBase ? 1 : 0);
  const steps: readonly Step[] = [...periods.map((closed): Step => ({ closed })), ...added];
  return steps.toSorted((a, b) => (endOf(a) < endOf(b) ? -1 : endOf(a) > endOf(b) ? 1 : order(a) - order(b)));
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
  const own = runs(draft);
  const was = base ? runs({ ...base, effectiveFrom: draft.effectiveFrom }) : [];
  for (const { cadence, evaluation: after, facts } of own) {
    const same = was.find(({ facts: { period } }) => period.id === facts.period.id);
    const isBase = cadence === draft.basePeriod;
    const before = same?.evaluation ?? nothingOf(after);
    yield { base, before, after, payoutBaseMinor: isBase ? payoutBase(draft, facts.facts) : 0n };
  }
}

interface OwnHistory {
  readonly effectiveFrom: string;
  readonly own: ReadonlyMap<string, ClosedResult>;
  /** Every period, of any cadence, that the draft has decided. */
  readonly done: ReadonlySet<string>;
  readonly lines: readonly Line[];
  readonly isAveraged: boolean;
}

/** The same facts as the draft would have found them: no later version, its own results and its own posted lines. */
function underDraft(facts: PeriodFacts, history: OwnHistory): PeriodFacts {
  const { effectiveFrom, own, done } = history;
  const versions = facts.versions.filter((version) => version.effectiveFrom < effectiveFrom);
  if (done.size === 0) return { ...facts, versions };
  const closed = facts.closed.map((result) => {
    const mine = own.get(result.period);
    return mine ? { ...mine, closedAt: result.closedAt } : result;
  });
  const taken = new Set(facts.past.flatMap((fact) => (fact.t === "order" ? [fact.order] : [])));
  const originals = facts.originals.filter(({ periodId }) => !done.has(periodId));
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
