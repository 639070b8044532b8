import { distributor, rankAchievement } from "@upline/db";
import type { DistributorId } from "@upline/domain";
import { inArray } from "drizzle-orm";
import type { OpenEvaluation } from "../commissions/evaluate-open.ts";
import { periodWords } from "../commissions/worded.ts";
import type { Deps } from "../deps.ts";
import { type MailOrder, sendMail } from "../notifications/send-mail.ts";
import { emit, type News } from "../outbox/emit.ts";

/**
 * Writes down ranks that people reached for the first time ever in an open period, and congratulates on the highest new
 * one. Whoever falls and comes back, or jumps over a rank, is not congratulated on what lies below.
 *
 * @param people  those whose standing changed
 */
export async function congratulate(tx: Deps, open: OpenEvaluation, people: readonly DistributorId[]): Promise<void> {
  const { plan, period, evaluation } = open;
  if (plan.plan.rankPolicy.announce !== "provisional" || people.length === 0) return;
  const ladder = plan.plan.ranks.map(({ id }) => id);
  const reached = people.flatMap((distributorId) => {
    const highest = ladder.indexOf(evaluation.ranks[distributorId]?.qualified ?? "");
    return ladder.slice(1, highest + 1).map((rankId) => ({ distributorId, rankId }));
  });
  if (reached.length === 0) return;
  const reachedAt = tx.clock.now();
  const rows = reached.map((row) => ({ ...row, periodId: period.id, reachedAt }));
  const written = await tx.db.insert(rankAchievement).values(rows).onConflictDoNothing().returning({
    distributorId: rankAchievement.distributorId,
    rankId: rankAchievement.rankId,
  });
  const news = written.filter(({ distributorId, rankId }) => evaluation.ranks[distributorId]?.qualified === rankId);
  if (news.length > 0) await tellReached(tx, open, news);
}

async function tellReached(
  tx: Deps,
  { plan, period }: OpenEvaluation,
  news: readonly { readonly distributorId: DistributorId; readonly rankId: string }[],
): Promise<void> {
  const ids = news.map(({ distributorId }) => distributorId);
  const people = await tx.db
    .select({ id: distributor.id, name: distributor.name, email: distributor.email })
    .from(distributor)
    .where(inArray(distributor.id, ids));
  const labels = new Map(plan.plan.ranks.map(({ id, label }) => [id, label]));
  const month = periodWords(period.start, period.cadence, plan.plan.timeZone);
  const events: News[] = [];
  const mails: MailOrder[] = [];
  for (const { distributorId, rankId } of news) {
    const causeId = `rank:${distributorId}:${rankId}`;
    const naturalKey = `rank.advanced:${distributorId}:${rankId}`;
    const data = { distributorId, to: rankId, periodId: period.id };
    events.push({ type: "rank.advanced", subject: distributorId, causeId, naturalKey, data });
    const person = people.find(({ id }) => id === distributorId);
    if (!person) continue;
    const to = { personId: distributorId, name: person.name, email: person.email };
    const values = { rank: labels.get(rankId) ?? rankId, period: month };
    mails.push({ kind: "rank_reached", to, causeId, naturalKey: `rank_reached:${distributorId}:${rankId}`, values });
  }
  await emit(tx, events);
  await sendMail(tx, mails);
}
