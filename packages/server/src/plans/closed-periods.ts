import { period as periodTable } from "@upline/db";
import { DomainError, type Period, type PlanVersion, type State } from "@upline/domain";
import { and, asc, eq, isNotNull } from "drizzle-orm";
import { periodWords } from "../commissions/worded.ts";
import type { Deps } from "../deps.ts";
import { baseCadence } from "../periods/counts-in.ts";
import { stateOf } from "../periods/load-period-facts.ts";
import { type PlanInForce, publishedPlans } from "./plan-in-force.ts";

/** A closed base period: what its close read, and the version that decided it. */
export interface ClosedPeriod {
  readonly period: Period;
  readonly freezeSeq: bigint;
  readonly opening: State;
  readonly base: PlanInForce;
}

const A_YEAR = 12;

/** Which closed periods a preview looks at: one by its id, the newest, or the newest twelve. */
export type Over = "last" | "last12" | (string & {});

/** The closed base periods, oldest first. */
export async function closedPeriods(deps: Deps): Promise<readonly ClosedPeriod[]> {
  const versions = await publishedPlans(deps);
  const newest = versions.at(-1);
  if (!newest) return [];
  const isClosed = and(
    eq(periodTable.status, "closed"),
    eq(periodTable.cadence, baseCadence(newest.plan).id),
    isNotNull(periodTable.freezeSeq),
  );
  const rows = await deps.db.select().from(periodTable).where(isClosed).orderBy(asc(periodTable.startsAt));
  return rows.flatMap((row, index) => {
    const version = versions.find(({ id }) => id === row.planVersionId);
    const base = version ?? versions.findLast(({ from }) => from <= row.startsAt);
    if (!base || row.freezeSeq === null) return [];
    const id = row.id as Period["id"];
    const period: Period = { id, cadence: row.cadence, start: row.startsAt, end: row.endsAt };
    return [{ period, freezeSeq: row.freezeSeq, opening: stateOf(rows[index - 1]), base }];
  });
}

/** @throws DomainError `period_not_found` for a period that is not closed */
export function chosenPeriods(closed: readonly ClosedPeriod[], over: Over): readonly ClosedPeriod[] {
  if (over === "last12") return closed.slice(-A_YEAR);
  if (over === "last") return closed.slice(-1);
  const chosen = closed.filter(({ period }) => period.id === over);
  if (chosen.length > 0) return chosen;
  throw new DomainError("period_not_found", "That period is not closed, so it cannot be evaluated again.", { over });
}

/** "March 2026" */
export function periodLabel({ period }: ClosedPeriod, plan: PlanVersion): string {
  return periodWords(period.start, baseCadence(plan).every, plan.timeZone);
}
