import { coach, type DistributorId, type Supposed } from "@upline/domain";
import { type PersonRef, peopleSeen } from "../commissions/people-seen.ts";
import type { Deps } from "../deps.ts";
import { openToday } from "./open-today.ts";
import { standpointAfter, supposing } from "./suppose.ts";

/** What one person has to do. */
export interface CoachStep {
  /** Null: somebody who is not there yet, to be enrolled under `under`. */
  readonly person: PersonRef | null;
  /** The person whom the question is about. */
  readonly isSelf: boolean;
  readonly under: PersonRef | null;
  /** Hundredths of a point: what he has to sell more, in all. */
  readonly points: bigint;
  /** How many new customers have to be among the buyers. */
  readonly customers: number;
}

/**
 * The least that brings somebody to the next rank in the open period, as the engine confirms it, and what he would earn.
 *
 * @returns null on top of the ladder, and where sales and new people alone do not bring the rank
 */
export async function rankCoach(deps: Deps, distributorId: DistributorId) {
  const open = await openToday(deps, distributorId);
  const how = supposing(deps, open);
  const found = coach(open.inquiry.decided, open.facts, distributorId, how);
  if (!found) return null;
  return {
    rankId: found.rank,
    label: open.plan.plan.ranks.find(({ id }) => id === found.rank)?.label ?? found.rank,
    steps: await stepsByPerson(deps, found.steps, distributorId),
    before: standpointAfter(open, [], how, distributorId),
    after: standpointAfter(open, found.steps, how, distributorId),
  };
}

/** One step per person: what is asked of him adds up. */
async function stepsByPerson(
  deps: Deps,
  steps: readonly Supposed[],
  self: DistributorId,
): Promise<readonly CoachStep[]> {
  const named = steps.flatMap((step) => (step.kind === "sale" ? [step.by] : [step.under])) as DistributorId[];
  const people = await peopleSeen(deps, named);
  const byPerson = Map.groupBy(steps, (step) => (step.kind === "sale" ? step.by : step.as));
  return [...byPerson].map(([id, own]) => {
    const join = own.find((step) => step.kind === "join");
    return {
      person: people.get(id) ?? null,
      isSelf: id === self,
      under: join ? (people.get(join.under) ?? null) : null,
      points: own.reduce((sum, { points }) => sum + points, 0n),
      customers: own.filter((step) => step.kind === "sale" && step.to === "customer").length,
    };
  });
}
