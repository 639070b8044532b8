import {
  type DistributorId,
  type Evaluation,
  evaluate,
  type Fact,
  type Instant,
  type Line,
  type Move,
  type State,
} from "@upline/domain";
import { evaluateOpen, type OpenEvaluation } from "../commissions/evaluate-open.ts";
import { volumeMetrics } from "../commissions/save-estimate.ts";
import { periodWords } from "../commissions/worded.ts";
import type { Deps } from "../deps.ts";
import { NO_FREEZE } from "../periods/load-period-facts.ts";

/** A move in one tree. */
export interface TreeMove extends Move {
  readonly tree: string;
}

/** Where somebody stands in an open period. Volume in hundredths of a point, money in minor units. */
export interface Stand {
  readonly rankId: string;
  readonly groupVolume: bigint;
  /** What is posted and what the close would post. */
  readonly earned: bigint;
}

/** Somebody whose rank, group volume or earnings of an open period another tree changes. */
export interface Affected {
  readonly distributorId: DistributorId;
  readonly before: Stand;
  readonly after: Stand;
}

/** What a move does to one open period. */
export interface PeriodImpact {
  readonly periodId: string;
  /** "March 2026" */
  readonly label: string;
  readonly currency: string;
  /** Those whose earnings change most come first. */
  readonly people: readonly Affected[];
}

/**
 * What a move would change in the periods that are not frozen: each evaluated as it is and with the edge, on the state in
 * which the one before it would close. The same evaluation as the close, so what is shown is what comes.
 */
export async function moveImpact(deps: Deps, move: TreeMove): Promise<readonly PeriodImpact[]> {
  const { periods, others } = await evaluateOpen(deps);
  const chains = [periods, ...Map.groupBy(others, ({ period }) => period.cadence).values()];
  const found: PeriodImpact[] = [];
  for (const chain of chains) {
    let opening: State | null = null;
    for (const open of chain) {
      if (open.period.end <= move.from) continue;
      const after: Evaluation = evaluate(
        open.plan.plan,
        { ...open.facts, facts: [...open.facts.facts, edgeOf(move)] },
        opening ?? open.opening,
      );
      opening = after.closing;
      const people = affected(open, after);
      if (people.length > 0) {
        const { period, plan } = open;
        const { currency, timeZone, periods: cadences } = plan.plan;
        const every = cadences.find(({ id }) => id === period.cadence)?.every ?? "day";
        found.push({ periodId: period.id, label: periodWords(period.start, every, timeZone), currency, people });
      }
    }
  }
  return found;
}

function edgeOf({ tree, distributor, parent, slot, from }: TreeMove): Fact {
  const recorded = { id: `move.${distributor}`, seq: Number(NO_FREEZE), recordedAt: from as Instant };
  return { ...recorded, t: "edge", tree, distributor, parent, slot, from };
}

function affected({ plan, evaluation }: OpenEvaluation, after: Evaluation): Affected[] {
  const { gvMetric } = volumeMetrics(plan.plan);
  const [earnedBefore, earnedAfter] = [earnedBy(evaluation.lines), earnedBy(after.lines)];
  const stand = ({ ranks }: Evaluation, earned: ReadonlyMap<string, bigint>, id: string): Stand => ({
    rankId: ranks[id]?.paidAs ?? "",
    groupVolume: ranks[id]?.metrics[gvMetric] ?? 0n,
    earned: earned.get(id) ?? 0n,
  });
  return Object.keys(after.ranks)
    .map((id) => ({
      distributorId: id as DistributorId,
      before: stand(evaluation, earnedBefore, id),
      after: stand(after, earnedAfter, id),
    }))
    .filter(({ before, after: then }) => !isSame(before, then))
    .toSorted((a, b) => compare(sizeOf(b), sizeOf(a)) || (a.distributorId < b.distributorId ? -1 : 1));
}

function earnedBy(lines: readonly Line[]): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { earnerId, minor } of lines) sums.set(earnerId, (sums.get(earnerId) ?? 0n) + minor);
  return sums;
}

const isSame = (a: Stand, b: Stand) =>
  a.rankId === b.rankId && a.groupVolume === b.groupVolume && a.earned === b.earned;

const sizeOf = ({ before, after }: Affected): bigint => {
  const change = after.earned - before.earned;
  return change < 0n ? -change : change;
};

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
