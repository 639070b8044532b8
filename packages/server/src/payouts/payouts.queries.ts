import { approvalsOf, distributor, fingerprintOf, payout, payoutBatch, selectRows } from "@upline/db";
import { DomainError, type PayoutBatchId, payoutCycleAt } from "@upline/domain";
import { and, asc, desc, eq, lt, or, sql } from "drizzle-orm";
import type { z } from "zod";
import { namesOf, stateOf } from "../approvals/approval-state.ts";
import { actorOf } from "../auth/viewer.ts";
import { companyOf } from "../company/company.ts";
import type { Deps } from "../deps.ts";
import { cursorOf, pageInput, toPage } from "../pages/keyset.ts";
import { listOf } from "./batch-items.ts";
import { payoutPolicyAt } from "./policy.ts";
import { payoutProvider } from "./providers/registry.ts";

export const ListBatches = pageInput;

/** Batches, newest first, with what each pays and how it stands. */
export async function listBatches(deps: Deps, { cursor, limit }: z.output<typeof ListBatches>) {
  const after = cursorOf(cursor);
  const rows = await deps.db
    .select({
      id: payoutBatch.id,
      cycle: payoutBatch.cycle,
      n: payoutBatch.n,
      currency: payoutBatch.currency,
      status: payoutBatch.status,
      skipped: payoutBatch.skipped,
      createdAt: payoutBatch.createdAt,
      approvedAt: payoutBatch.approvedAt,
      items: sql<number>`count(${payout.id})::int`,
      netMinor: sql<string>`coalesce(sum(${payout.netMinor}) filter (where ${payout.state} <> 'cancelled'), 0)::text`,
      settled: sql<number>`(count(*) filter (where ${payout.state} = 'settled'))::int`,
      open: sql<number>`(count(*) filter (where ${payout.state} in ('approved', 'sending', 'unknown', 'sent')))::int`,
      failed: sql<number>`(count(*) filter (where ${payout.state} in ('failed', 'returned')))::int`,
    })
    .from(payoutBatch)
    .leftJoin(payout, eq(payout.batchId, payoutBatch.id))
    .where(
      after
        ? or(
            lt(payoutBatch.createdAt, after.at),
            and(eq(payoutBatch.createdAt, after.at), lt(payoutBatch.id, after.id as PayoutBatchId)),
          )
        : undefined,
    )
    .groupBy(payoutBatch.id)
    .orderBy(desc(payoutBatch.createdAt), desc(payoutBatch.id))
    .limit(limit + 1);
  return toPage(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }));
}

/** When the next batch is built, and how payouts leave. */
export async function payoutOutlook(deps: Deps) {
  const now = deps.clock.now();
  const { timeZone, currency } = await companyOf(deps);
  const policy = await payoutPolicyAt(deps, now);
  const { nextAt } = payoutCycleAt(now, policy, timeZone);
  const { minimumMinor, feeMinor, coolDownHours, weekday } = policy;
  const provider = payoutProvider(deps)?.slug ?? "bank_file";
  return { nextAt, currency, minimumMinor, feeMinor, coolDownHours, weekday, provider, engine: deps.handle.kind };
}

const TIMES_BEFORE = 8;
/** So many times what the person got on average, and it is shown as an outlier. */
const OUTLIER = 3;

interface Before extends Record<string, unknown> {
  readonly id: string;
  readonly average: string | null;
}

/** One batch with all its payouts, the unusual ones first, and who asked and approved. @throws DomainError `payout_batch_not_found` */
export async function getBatch(deps: Deps, batchId: PayoutBatchId) {
  const [batch] = await deps.db.select().from(payoutBatch).where(eq(payoutBatch.id, batchId));
  if (!batch) throw new DomainError("payout_batch_not_found", "There is no such payout batch.");
  const rows = await deps.db
    .select({ payout, name: distributor.name, number: distributor.number })
    .from(payout)
    .innerJoin(distributor, eq(distributor.id, payout.distributorId))
    .where(eq(payout.batchId, batchId))
    .orderBy(asc(distributor.name), asc(payout.id));
  const before = new Map((await averagesBefore(deps, batchId)).map(({ id, average }) => [id, average]));
  const items = rows.map(({ payout: row, name, number }) => {
    const average = before.get(row.id) ?? null;
    return {
      ...shownPayout(row),
      distributorId: row.distributorId,
      name,
      number,
      averageMinor: average,
      isOutlier: average === null ? null : row.grossMinor > BigInt(average) * BigInt(OUTLIER),
    };
  });
  const approvals = await approvalsOf(deps.db, "payout_batch", batchId);
  const nameOf = await namesOf(deps, approvals);
  const own = actorOf(deps.viewer).id;
  const fingerprintNow = await fingerprintOf(deps.db, { ...(await listOf(deps, batch)) });
  const sum = (of: (row: (typeof rows)[number]["payout"]) => bigint) =>
    String(rows.reduce((all, { payout: row }) => (row.state === "cancelled" ? all : all + of(row)), 0n));
  return {
    id: batch.id,
    cycle: batch.cycle,
    n: batch.n,
    currency: batch.currency,
    status: batch.status,
    skipped: batch.skipped,
    dueAt: batch.dueAt,
    createdAt: batch.createdAt,
    approvedAt: batch.approvedAt,
    totals: {
      grossMinor: sum(({ grossMinor }) => grossMinor),
      feeMinor: sum(({ feeMinor }) => feeMinor),
      taxMinor: sum(({ taxMinor }) => taxMinor),
      netMinor: sum(({ netMinor }) => netMinor),
    },
    items: items.toSorted((a, b) => Number(b.isOutlier ?? false) - Number(a.isOutlier ?? false)),
    approvals: approvals.map((one) => ({
      id: one.id,
      state: stateOf(one, deps),
      reason: one.reason,
      fingerprint: one.fingerprint,
      requestedBy: nameOf(one.requestedBy),
      requestedAt: one.requestedAt,
      decidedBy: nameOf(one.approvedBy ?? one.declinedBy),
      decidedAt: one.approvedAt ?? one.declinedAt,
      declineReason: one.declineReason,
      isOwn: one.requestedBy === own,
      /** It asks for another list than the batch has now, so nobody can approve it any more. */
      isOutdated: stateOf(one, deps) === "open" && one.fingerprint !== fingerprintNow,
    })),
    provider: payoutProvider(deps)?.slug ?? "bank_file",
  };
}

/** What each person of a batch got on average in the eight payouts before. */
function averagesBefore({ db }: Deps, batchId: PayoutBatchId): Promise<readonly Before[]> {
  return selectRows<Before>(
    db,
    sql`select p.id, (select round(avg(q.gross_minor))::text from (select o.gross_minor from payout o
          where o.distributor_id = p.distributor_id and o.currency = p.currency and o.state in ('settled', 'sent') and o.reserved_at < p.reserved_at
          order by o.reserved_at desc limit ${sql.raw(String(TIMES_BEFORE))}) q) as average
      from payout p where p.batch_id = ${batchId}`,
  );
}

type PayoutRow = typeof payout.$inferSelect;

/** A payout as a screen shows it; amounts are minor units as digits. */
export function shownPayout(row: PayoutRow) {
  return {
    id: row.id,
    cycle: row.cycle,
    currency: row.currency,
    state: row.state,
    grossMinor: String(row.grossMinor),
    feeMinor: String(row.feeMinor),
    taxMinor: String(row.taxMinor),
    netMinor: String(row.netMinor),
    taxRate: row.taxRate,
    ending: row.ending,
    because: row.because,
    detail: row.detail,
    reservedAt: row.reservedAt,
    sentAt: row.sentAt,
    settledAt: row.settledAt,
    endedAt: row.endedAt,
    nextAskAt: row.nextAskAt,
  };
}
