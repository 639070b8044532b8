import { closedResult, distributorStatus, estimateStanding, period as periodTable } from "@upline/db";
import { type DistributorId, type PersonResult, type PlanVersion, periodById } from "@upline/domain";
import { and, desc, eq, inArray, lte } from "drizzle-orm";
import { volumeMetrics } from "../commissions/save-estimate.ts";
import { periodWords } from "../commissions/worded.ts";
import type { Deps } from "../deps.ts";
import { fromColumns } from "../periods/closed-result.ts";
import { baseCadence } from "../periods/counts-in.ts";
import { openPeriod } from "../plans/open-period.ts";
import { planInForce } from "../plans/plan-in-force.ts";
import type { TreeView } from "./tree-view.ts";

/** Where people stand, by the estimate of the open period or by what the newest close had found by a day of the past. */
export interface Standings {
  /** "March 2026"; null when nothing had been closed by then. */
  readonly periodLabel: string | null;
  readonly isOpen: boolean;
  readonly plan: PlanVersion;
  /** The plan has a group volume over this tree. */
  readonly hasGroup: boolean;
  of(id: DistributorId): Standing | undefined;
}

/** Volumes in hundredths. */
export interface Standing {
  readonly isActive: boolean;
  readonly rankId: string;
  readonly pv: bigint;
  /** Of the tree that is looked at; null where the plan has no group volume over it. */
  readonly gv: bigint | null;
}

/** How some people stand in the view. */
export async function standingsIn(deps: Deps, view: TreeView, ids: readonly DistributorId[]): Promise<Standings> {
  return view.on === null ? estimated(deps, view, ids) : closedBy(deps, view, ids);
}

async function estimated(deps: Deps, { tree }: TreeView, ids: readonly DistributorId[]): Promise<Standings> {
  const { period, plan } = await openPeriod(deps);
  const rows =
    ids.length === 0
      ? []
      : await deps.db
          .select()
          .from(estimateStanding)
          .where(and(eq(estimateStanding.periodId, period.id), inArray(estimateStanding.distributorId, [...ids])));
  const known = new Map(rows.map((row) => [row.distributorId, standingOf(plan, tree.id, fromColumns(row))]));
  const periodLabel = periodWords(period.start, baseCadence(plan).every, plan.timeZone);
  return { periodLabel, isOpen: true, plan, hasGroup: groupMetric(plan, tree.id) !== null, of: (id) => known.get(id) };
}

async function closedBy(deps: Deps, view: TreeView, ids: readonly DistributorId[]): Promise<Standings> {
  const { tree, at } = view;
  const cadence = baseCadence(view.plan);
  const [last] = await deps.db
    .select({ id: periodTable.id, run: periodTable.run, startsAt: periodTable.startsAt })
    .from(periodTable)
    .where(and(eq(periodTable.status, "closed"), eq(periodTable.cadence, cadence.id), lte(periodTable.closedAt, at)))
    .orderBy(desc(periodTable.startsAt))
    .limit(1);
  if (!last) {
    const hasGroup = groupMetric(view.plan, tree.id) !== null;
    return { periodLabel: null, isOpen: false, plan: view.plan, hasGroup, of: () => undefined };
  }
  const { start } = periodById(cadence, last.id, view.plan.timeZone);
  const { plan } = await planInForce(deps, start);
  const rows =
    ids.length === 0
      ? []
      : await deps.db
          .select()
          .from(closedResult)
          .where(
            and(
              eq(closedResult.periodId, last.id),
              lte(closedResult.closedAt, at),
              inArray(closedResult.distributorId, [...ids]),
            ),
          )
          .orderBy(closedResult.run);
  const known = new Map(rows.map((row) => [row.distributorId, standingOf(plan, tree.id, fromColumns(row))]));
  const periodLabel = periodWords(start, cadence.every, plan.timeZone);
  return { periodLabel, isOpen: false, plan, hasGroup: groupMetric(plan, tree.id) !== null, of: (id) => known.get(id) };
}

/** The first group volume of the plan over a tree. */
const groupMetric = ({ metrics }: PlanVersion, tree: string): string | null =>
  metrics.find((metric) => metric.kind === "group" && metric.tree === tree)?.id ?? null;

function standingOf(plan: PlanVersion, tree: string, { active, paidAs, metrics, volumes }: PersonResult): Standing {
  const group = groupMetric(plan, tree);
  const pv = volumes.pv ?? metrics[volumeMetrics(plan).pvMetric] ?? 0n;
  return { isActive: active, rankId: paidAs, pv, gv: group === null ? null : (metrics[group] ?? 0n) };
}

/** Status by distributor, as it was at the moment of the view. */
export async function statusesAt(
  { db }: Deps,
  { at }: TreeView,
  ids: readonly DistributorId[],
): Promise<ReadonlyMap<DistributorId, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectDistinctOn([distributorStatus.distributorId], {
      id: distributorStatus.distributorId,
      status: distributorStatus.status,
    })
    .from(distributorStatus)
    .where(and(inArray(distributorStatus.distributorId, [...ids]), lte(distributorStatus.fromAt, at)))
    .orderBy(distributorStatus.distributorId, desc(distributorStatus.fromAt), desc(distributorStatus.seq));
  return new Map(rows.map(({ id, status }) => [id, status]));
}
