import { closedResult, period as periodTable, rankAchievement } from "@upline/db";
import { type DistributorId, DomainError, type PlanVersion, type RankTrace, rankCard } from "@upline/domain";
import { and, desc, eq } from "drizzle-orm";
import type { OpenEvaluation } from "../commissions/evaluate-open.ts";
import { peopleSeen } from "../commissions/people-seen.ts";
import { volumeMetrics } from "../commissions/save-estimate.ts";
import type { Deps } from "../deps.ts";
import { treeIndex } from "../genealogy/tree-index.ts";
import { findPeriod, periodView, viewOf } from "../periods/period-view.ts";
import { rankLabels } from "../plans/bonus-labels.ts";
import { planInForce } from "../plans/plan-in-force.ts";
import { haveNeed, requirementsOf } from "./have-need.ts";
import { openToday } from "./open-today.ts";

const MOST_LEGS = 100;
const MOST_CHANGES = 100;

export const ladderOf = ({ ranks }: PlanVersion) =>
  ranks.map(({ id, label }, place) => ({ id, label, bars: place + 1 }));

/** Where a person stands in the ladder, what is missing for the next rank and for keeping this one, leg by leg. */
export async function rankProgress(deps: Deps, distributorId: DistributorId) {
  const open = await openToday(deps, distributorId);
  const { plan } = open.plan;
  const card = rankCard(open.inquiry.decided, distributorId);
  const result = open.evaluation.ranks[distributorId];
  if (!card || !result) throw new DomainError("distributor_not_found", "This person had not joined in this period.");
  const { pvMetric, gvMetric } = volumeMetrics(plan);
  const pv = result.volumes.pv ?? result.metrics[pvMetric] ?? 0n;
  const step = (trace: RankTrace | null) =>
    trace && { rankId: trace.rank, label: trace.label, requirements: requirementsOf(plan, trace) };
  return {
    period: await periodView(deps, open.period),
    ladder: ladderOf(plan),
    paidAs: card.paidAs,
    qualified: card.qualified,
    title: card.title,
    highest: await highestEver(deps, plan, distributorId, card.title),
    next: step(card.next),
    keep: step(card.keep),
    countedUntil: open.period.end,
    pv,
    gv: result.metrics[gvMetric] ?? pv,
    isActive: result.active,
    activeNeed: activeNeed(open, distributorId),
    legs: await legsOf(deps, open, distributorId),
  };
}

function activeNeed(
  { plan: { plan }, evaluation }: OpenEvaluation,
  id: DistributorId,
): { readonly have: bigint; readonly need: bigint } {
  const when = plan.conditions.find((condition) => condition.id === plan.active)?.when;
  if (!when || !("metric" in when)) return { have: 0n, need: 0n };
  const have = evaluation.ranks[id]?.metrics[when.metric] ?? 0n;
  return { have, need: haveNeed(plan, when, { text: "", ok: false, need: when.atLeast }).need };
}

async function legsOf(deps: Deps, { plan, evaluation }: OpenEvaluation, distributorId: DistributorId) {
  const tree = await treeIndex(deps);
  const { gvMetric } = volumeMetrics(plan.plan);
  const tops = tree
    .childrenOf(distributorId)
    .flatMap((id) => {
      const result = evaluation.ranks[id];
      return result
        ? [{ id, gv: result.metrics[gvMetric] ?? 0n, rankId: result.qualified, isActive: result.active }]
        : [];
    })
    .toSorted((a, b) => (a.gv < b.gv ? 1 : a.gv > b.gv ? -1 : a.id < b.id ? -1 : 1))
    .slice(0, MOST_LEGS);
  const people = await peopleSeen(
    deps,
    tops.map(({ id }) => id),
  );
  return tops.flatMap(({ id, ...leg }) => {
    const person = people.get(id);
    return person ? [{ person, ...leg }] : [];
  });
}

async function highestEver(
  { db }: Deps,
  plan: PlanVersion,
  distributorId: DistributorId,
  title: string,
): Promise<string> {
  const reached = await db
    .select({ rankId: rankAchievement.rankId })
    .from(rankAchievement)
    .where(eq(rankAchievement.distributorId, distributorId));
  const ladder = plan.ranks.map(({ id }) => id);
  const places = [title, ...reached.map(({ rankId }) => rankId)].map((id) => ladder.indexOf(id));
  return ladder[Math.max(0, ...places)] ?? title;
}

/** What the closed periods decided, newest first; of several runs the last. */
export async function rankHistory(deps: Deps, distributorId: DistributorId) {
  const rows = await deps.db
    .select({ result: closedResult })
    .from(closedResult)
    .innerJoin(periodTable, and(eq(periodTable.id, closedResult.periodId), eq(periodTable.run, closedResult.run)))
    .where(eq(closedResult.distributorId, distributorId))
    .orderBy(desc(periodTable.startsAt));
  const { plan } = await planInForce(deps, deps.clock.now());
  return Promise.all(
    rows.map(async ({ result }) => {
      const { label } = viewOf(plan, await findPeriod(deps, result.periodId), "closed");
      const { periodId, paidAs, qualified, title, closedAt } = result;
      return { periodId, label, paidAs, qualified, title, closedAt };
    }),
  );
}

/** How many people stand on each rank now and at the last close, and whose paid-as rank would be another. */
export async function rankOverview(deps: Deps) {
  const open = await openToday(deps);
  const { plan } = open.plan;
  const [last] = await deps.db
    .select()
    .from(periodTable)
    .where(and(eq(periodTable.status, "closed"), eq(periodTable.cadence, plan.basePeriod)))
    .orderBy(desc(periodTable.startsAt))
    .limit(1);
  const closed = last
    ? await deps.db
        .select({ id: closedResult.distributorId, paidAs: closedResult.paidAs })
        .from(closedResult)
        .where(and(eq(closedResult.periodId, last.id), eq(closedResult.run, last.run)))
    : [];
  const before = new Map(closed.map(({ id, paidAs }) => [id, paidAs]));
  const now = Object.entries(open.evaluation.ranks).map(([id, { paidAs }]) => ({ id: id as DistributorId, paidAs }));
  const moved = now.flatMap(({ id, paidAs }) => {
    const from = before.get(id);
    return from !== undefined && from !== paidAs ? [{ id, from, to: paidAs }] : [];
  });
  const people = await peopleSeen(
    deps,
    moved.slice(0, MOST_CHANGES).map(({ id }) => id),
  );
  const labels = await rankLabels(deps);
  const count = (ranks: readonly { readonly paidAs: string }[], id: string) =>
    ranks.filter(({ paidAs }) => paidAs === id).length;
  return {
    period: await periodView(deps, open.period),
    lastClosed: last ? await periodView(deps, await findPeriod(deps, last.id)) : null,
    ladder: ladderOf(plan).map((rank) => ({ ...rank, count: count(now, rank.id), lastCount: count(closed, rank.id) })),
    changes: moved.flatMap(({ id, from, to }) => {
      const person = people.get(id);
      return person ? [{ person, from, fromLabel: labels.get(from) ?? from, to, toLabel: labels.get(to) ?? to }] : [];
    }),
    changed: moved.length,
  };
}
