import { commissionLine, period as periodTable } from "@upline/db";
import { type DistributorId, type LegPair, type LegState, type Lot, periodById, volume } from "@upline/domain";
import { and, desc, eq, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { cadenceOf } from "../periods/counts-in.ts";
import { viewOf } from "../periods/period-view.ts";
import { planInForce } from "../plans/plan-in-force.ts";

const MOST_SHOWN = 12;

export interface LegClose {
  readonly period: { readonly id: string; readonly label: string };
  /** Null when the legs paid nothing then. */
  readonly paid: { readonly minor: bigint; readonly currency: string } | null;
  readonly used: LegPair;
  readonly flushed: LegPair;
  /** Carried on to the next close. */
  readonly closing: LegPair;
}

interface Asked {
  readonly bonusId: string;
  readonly cadence: string;
  readonly distributorId: DistributorId;
  readonly currency: string;
}

/** What the newest closes did with the legs of a person, newest first: from the posted line, and the state each left. */
export async function legCloses(
  deps: Deps,
  { bonusId, cadence, distributorId, currency }: Asked,
): Promise<readonly LegClose[]> {
  const rows = await deps.db
    .select({
      id: periodTable.id,
      legs: sql<LegState | null>`${periodTable.closingState} #> array['running', ${bonusId}, 'legs', ${distributorId}]::text[]`,
      minor: commissionLine.amountMinor,
      because: commissionLine.because,
    })
    .from(periodTable)
    .leftJoin(
      commissionLine,
      and(
        eq(commissionLine.periodId, periodTable.id),
        eq(commissionLine.earnerId, distributorId),
        eq(commissionLine.bonusId, bonusId),
        eq(commissionLine.sourceKey, "legs"),
      ),
    )
    .where(and(eq(periodTable.status, "closed"), eq(periodTable.cadence, cadence)))
    .orderBy(desc(periodTable.startsAt))
    .limit(MOST_SHOWN);
  const { plan } = await planInForce(deps, deps.clock.now());
  return rows.map(({ id, legs, minor, because }) => {
    const period = periodById(cadenceOf(plan, cadence), id, plan.timeZone);
    const step = because?.steps.find(({ kind }) => kind === "legs");
    const did = step?.kind === "legs" ? step : null;
    return {
      period: { id, label: viewOf(plan, period, "closed").label },
      paid: minor === null ? null : { minor, currency },
      used: did ? pairOf(did.matched.split(" / ")) : [0n, 0n],
      flushed: did ? pairOf(did.flushed) : [0n, 0n],
      closing: [sumOf(legs?.left), sumOf(legs?.right)],
    };
  });
}

const pairOf = ([left = "0", right = "0"]: readonly string[]): LegPair => [volume(left), volume(right)];

const sumOf = (lots: readonly Lot[] | undefined): bigint =>
  (lots ?? []).reduce((sum, { quantity }) => sum + BigInt(quantity), 0n);
