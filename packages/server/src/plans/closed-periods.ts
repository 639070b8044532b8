import { period as periodTable } from "@upline/db";
import { DomainError, type Period, type PlanVersion, type State } from "@upline/domain";
import { and, asc, eq, isNotNull } from "drizzle-orm";
import { periodWords } from "../commissions/worded.ts";
import type { Deps } from "../deps.ts";
import { baseCadence } from "../periods/counts-in.ts";
import { stateOf } from "../periods/load-period-facts.ts";
import { type PlanInForce, publishedPlans } from "./plan-in-force.ts";

/** A closed period of any cadence: what its close read, and the version that decided it. */
export interface ClosedPeriod {
  readonly isBase: boolean;
  readonly period: Period;
  readonly freezeSeq: bigint;
  readonly opening: State;
  readonly base: PlanInForce;
}

const A_YEAR = 12;

/** Which closed periods a preview looks at: one by its id, the newest, or the newest twelve. */
export type Over = "last" | "last12" | (string & {});

/** The closed periods in the order of their ends, a base period after the others that end with it. */
export async function closedPeriods(deps: Deps): Promise<readonly ClosedPeriod[]> {
  const versions = await publishedPlans(deps);
  const newest = versions.at(-1);
  if (!newest) return [];
  const baseId = baseCadence(newest.plan).id;
  const isClosed = and(eq(periodTable.status, "closed"), isNotNull(periodTable.freezeSeq));
  const rows = await deps.db
    .select()
    .from(periodTable)
    .where(isClosed)
    .orderBy(asc(periodTable.endsAt), asc(periodTable.startsAt));
  const order = (cadence: string) => (cadence === baseId ? 1 : 0);
  const inOrder = rows.toSorted((a, b) => (a.endsAt === b.endsAt ? order(a.cadence) - order(b.cadence) : 0));
  return inOrder.flatMap((row, index) => {
    const version = versions.find(({ id }) => id === row.planVersionId);
    const base = version ?? versions.findLast(({ from }) => from <= row.startsAt);
    if (!base || row.freezeSeq === null) return [];
    const id = row.id as Period["id"];
    const period: Period = { id, cadence: row.cadence, start: row.startsAt, end: row.endsAt };
    const before = inOrder.slice(0, index).findLast(({ cadence }) => cadence === row.cadence);
    return [{ isBase: row.cadence === baseId, period, freezeSeq: row.freezeSeq, opening: stateOf(before), base }];
  });
}

/**
 * The chosen base periods with the periods of other cadences that ended in them.
 *
 * @throws DomainError `period_not_found` for a base period that is not closed
 */
export function chosenPeriods(closed: readonly ClosedPeriod[], over: Over): readonly ClosedPeriod[] {
  const bases = closed.filter(({ isBase }) => isBase);
  const named = bases.filter(({ period }) => period.id === over);
  const chosen = over === "last12" ? bases.slice(-A_YEAR) : over === "last" ? bases.slice(-1) : named;
  const endsIn = ({ start, end }: Period) =>
    chosen.some((one) => end > one.period.start && end <= one.period.end && start < end);
  if (chosen.length > 0 || (over === "last" && closed.length === 0)) {
    return closed.filter((one) => (one.isBase ? chosen.includes(one) : endsIn(one.period)));
  }
  throw new DomainError("period_not_found", "That period is not closed, so it cannot be evaluated again.", { over });
}

/** "March 2026" */
export function periodLabel({ period }: ClosedPeriod, plan: PlanVersion): string {
  return periodWords(period.start, baseCadence(plan).every, plan.timeZone);
}
