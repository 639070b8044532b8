import { commissionLine, distributor, ledgerPost, lockOwner, selectRows } from "@upline/db";
import { currency as currencyOf, type DistributorId, type Instant, releasePosting } from "@upline/domain";
import { and, asc, eq, gt, inArray, lte, notInArray, sql } from "drizzle-orm";
import { type Deps, inTransaction } from "../deps.ts";
import { notify } from "../live/notify.ts";
import { lockForPosting } from "./posting-lock.ts";

/** Lines that one transaction releases; each is a posting of its own. */
const LINES_PER_BATCH = 200;
/** What waits for the next run when there is more. */
const MOST_BATCHES = 500;

/**
 * Moves what has left its hold from pending to available, first to what the person owes. People who are suspended or
 * have not signed yet keep theirs pending.
 *
 * @returns how many lines were released
 */
export async function releaseDue(deps: Deps, now: Instant = deps.clock.now()): Promise<number> {
  let released = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
    const count = await inTransaction(deps, (tx) => releaseBatch(tx, now));
    released += count;
    if (count < LINES_PER_BATCH) break;
  }
  return released;
}

async function releaseBatch(tx: Deps, now: Instant): Promise<number> {
  await lockForPosting(tx);
  const due = await tx.db
    .select({ hash: commissionLine.lineKeyHash, earnerId: commissionLine.earnerId, currency: commissionLine.currency })
    .from(commissionLine)
    .innerJoin(distributor, eq(distributor.id, commissionLine.earnerId))
    .where(
      and(
        gt(commissionLine.pendingMinor, 0n),
        lte(commissionLine.availableAt, now),
        notInArray(distributor.status, ["pending", "suspended"]),
      ),
    )
    .orderBy(asc(commissionLine.earnerId), asc(commissionLine.lineKeyHash))
    .limit(LINES_PER_BATCH);
  const people = Map.groupBy(due, ({ earnerId, currency }) => `${earnerId} ${currency}`);
  let released = 0;
  for (const lines of people.values()) {
    const [first] = lines;
    if (first)
      released += await releasePerson(
        tx,
        first.earnerId,
        first.currency,
        lines.map(({ hash }) => hash),
      );
  }
  await notify(tx, [...new Set(due.map(({ earnerId }) => earnerId))], "commissions");
  return released;
}

async function releasePerson(
  tx: Deps,
  earnerId: DistributorId,
  currency: string,
  hashes: readonly string[],
): Promise<number> {
  const balances = await lockOwner(tx.db, earnerId, currency);
  // Read again under the lock: a refund or another worker may have been faster.
  const lines = await tx.db
    .select()
    .from(commissionLine)
    .where(and(inArray(commissionLine.lineKeyHash, [...hashes]), gt(commissionLine.pendingMinor, 0n)))
    .orderBy(asc(commissionLine.lineKeyHash));
  if (lines.length === 0) return 0;
  const times = await releasesOf(
    tx,
    lines.map(({ id }) => id),
  );
  let owed = balances.get("dist.clawback_receivable") ?? 0n;
  const postings = lines.map(({ id, pendingMinor, availableAt, periodId, planVersion }) => {
    const posting = releasePosting({
      distributor: earnerId,
      currency: currencyOf(currency),
      entryId: `${id}:${times.get(id) ?? 0}`,
      pendingMinor,
      owedMinor: owed,
      source: {
        sourceType: "commission_line",
        sourceId: id,
        effectiveAt: availableAt,
        planVersion: String(planVersion),
        period: periodId,
      },
    });
    owed = owed > pendingMinor ? owed - pendingMinor : 0n;
    return posting;
  });
  await ledgerPost(tx.db, postings);
  await tx.db
    .update(commissionLine)
    .set({ pendingMinor: sql`0` })
    .where(
      inArray(
        commissionLine.lineKeyHash,
        lines.map(({ lineKeyHash }) => lineKeyHash),
      ),
    );
  return lines.length;
}

/** How often lines were released before: a line that got money again is released again, under the next key. */
async function releasesOf(tx: Deps, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await selectRows<{ id: string; times: number }>(
    tx.db,
    sql`select source_id as id, count(*)::int as times from ledger.transactions where source_type = 'commission_line' and kind = 'release'
      and source_id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb)) group by source_id`,
  );
  return new Map(rows.map(({ id, times }) => [id, times]));
}
