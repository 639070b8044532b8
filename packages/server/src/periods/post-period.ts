import {
  closedResult,
  commissionLine,
  estimateLine,
  estimateStanding,
  period as periodTable,
  rankAchievement,
} from "@upline/db";
import { addDays, type DistributorId, type Evaluation, type Line, money, moneyText, plusMs } from "@upline/domain";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { refreshEstimateSoon } from "../commissions/estimate-soon.ts";
import { type Posted, postLines } from "../commissions/post-lines.ts";
import type { Deps } from "../deps.ts";
import { lockForPosting } from "../ledger/posting-lock.ts";
import { notify } from "../live/notify.ts";
import { emit } from "../outbox/emit.ts";
import { publishedPlans } from "../plans/plan-in-force.ts";
import { toColumns } from "./closed-result.ts";
import type { ComputedPeriod } from "./compute-period.ts";
import type { Frozen } from "./freeze-period.ts";

const ROWS_PER_INSERT = 500;

/** Posts the lines of some earners: what is posted already is not posted again. */
export async function postPart(tx: Deps, frozen: Frozen, lines: readonly Line[]): Promise<void> {
  await lockForPosting(tx);
  const { period, plan, run, frozenAt } = frozen;
  const versions = await publishedPlans(tx);
  const earners = [...new Set(lines.map(({ earnerId }) => earnerId as DistributorId))];
  const bonuses = [...new Set(lines.map(({ bonusId }) => bonusId))];
  const posted = await tx.db
    .select()
    .from(commissionLine)
    .where(
      and(
        eq(commissionLine.periodId, period.id),
        inArray(commissionLine.earnerId, earners),
        inArray(commissionLine.bonusId, bonuses),
        isNull(commissionLine.orderId),
      ),
    );
  const causeId = `close:${period.id}:${run}`;
  const [result] = await postLines(tx, [
    {
      cause: "close",
      causeId,
      sourceType: "run",
      currency: plan.plan.currency,
      effectiveAt: frozenAt,
      periodId: period.id,
      planVersion: plan.version,
      targets: lines.map((line) => ({
        line,
        orderId: null,
        planVersionId: versions.find(({ version }) => version === line.planVersion)?.id ?? plan.id,
        effectiveAt: frozenAt,
        availableAt: addDays(frozenAt, line.holdDays, plan.plan.timeZone),
      })),
      posted,
    },
  ]);
  if (result) await tellEarners(tx, frozen, causeId, result);
}

async function tellEarners(tx: Deps, { period, plan }: Frozen, causeId: string, { people }: Posted): Promise<void> {
  const { currency } = plan.plan;
  // Store credit is no commission: what others hear of is money.
  const news = people
    .filter(({ settle }) => settle === "cash")
    .map(({ earnerId, net }) => {
      const type = net < 0n ? ("commission.reversed" as const) : ("commission.earned" as const);
      const data = {
        distributorId: earnerId,
        periodId: period.id,
        amount: { amount: moneyText(money(net, currency)), currency },
      };
      return { type, subject: earnerId, causeId, naturalKey: `${causeId}:${type}:${earnerId}`, data };
    });
  await emit(tx, news);
  await notify(
    tx,
    people.map(({ earnerId }) => earnerId),
    "commissions",
  );
}

/** Ranks, titles and metrics become history; the estimate gives way to them. */
export async function finishPeriod(
  tx: Deps,
  frozen: Frozen,
  { evaluation, resultHash }: ComputedPeriod,
): Promise<void> {
  const { period, run } = frozen;
  // Payments wait, so that no live line is computed from the ranks before and taken back from those after.
  await lockForPosting(tx);
  // Ranks belong to the base period: a week decides none.
  if (period.cadence === frozen.plan.plan.basePeriod) {
    await keepResults(tx, frozen, evaluation);
    await confirmRanks(tx, frozen, evaluation);
  }
  await tx.db.delete(estimateLine).where(eq(estimateLine.periodId, period.id));
  await tx.db.delete(estimateStanding).where(eq(estimateStanding.periodId, period.id));
  await tx.db
    .update(periodTable)
    .set({ status: "closed", closingState: evaluation.closing, resultHash })
    .where(eq(periodTable.id, period.id));
  const naturalKey = `period.closed:${period.id}:${run}`;
  const data = { periodId: period.id, run, lines: evaluation.lines.length };
  await emit(tx, { type: "period.closed", subject: period.id, causeId: `close:${period.id}:${run}`, naturalKey, data });
  await notify(tx, "admin", "ranks");
  refreshEstimateSoon(tx);
}

async function keepResults(tx: Deps, { period, run }: Frozen, { ranks }: Evaluation): Promise<void> {
  const closedAt = plusMs(tx.clock.now(), 1);
  const people = Object.entries(ranks);
  for (let from = 0; from < people.length; from += ROWS_PER_INSERT) {
    const rows = people.slice(from, from + ROWS_PER_INSERT).map(([id, result]) => {
      return { periodId: period.id, run, distributorId: id as DistributorId, ...toColumns(result), closedAt };
    });
    await tx.db.insert(closedResult).values(rows).onConflictDoNothing();
  }
}

async function confirmRanks(tx: Deps, { period, plan, run, frozenAt }: Frozen, { ranks }: Evaluation): Promise<void> {
  const ladder = plan.plan.ranks.map(({ id }) => id);
  const rows = Object.entries(ranks).flatMap(([id, { qualified }]) =>
    ladder.slice(1, ladder.indexOf(qualified) + 1).map((rankId) => {
      return {
        distributorId: id as DistributorId,
        rankId,
        periodId: period.id,
        reachedAt: frozenAt,
        confirmedAt: frozenAt,
      };
    }),
  );
  for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) {
    const part = rows.slice(from, from + ROWS_PER_INSERT);
    const confirmed = await tx.db
      .insert(rankAchievement)
      .values(part)
      .onConflictDoUpdate({
        target: [rankAchievement.distributorId, rankAchievement.rankId],
        set: { confirmedAt: sql`excluded.confirmed_at` },
        setWhere: isNull(rankAchievement.confirmedAt),
      })
      .returning({ distributorId: rankAchievement.distributorId, rankId: rankAchievement.rankId });
    const causeId = `close:${period.id}:${run}`;
    await emit(
      tx,
      confirmed.map(({ distributorId, rankId }) => {
        const naturalKey = `rank.confirmed:${distributorId}:${rankId}`;
        const data = { distributorId, to: rankId, periodId: period.id };
        return { type: "rank.confirmed" as const, subject: distributorId, causeId, naturalKey, data };
      }),
    );
  }
}
