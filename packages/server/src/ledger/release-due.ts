import { commissionLine, distributor, ledgerPost, lockOwner, selectRows } from "@upline/db";
import { currency as currencyOf, type Instant, purseAccounts, releasePosting } from "@upline/domain";
import { and, asc, eq, gt, inArray, isNull, lte, notInArray, or, sql } from "drizzle-orm";
import type { LineRow } from "../commissions/post-lines.ts";
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
    .select({
      hash: commissionLine.lineKeyHash,
      earnerId: commissionLine.earnerId,
      currency: commissionLine.currency,
      settle: commissionLine.settle,
    })
    .from(commissionLine)
    // Customers earn store credit, and have no standing.
    .leftJoin(distributor, eq(distributor.id, commissionLine.earnerId))
    .where(
      and(
        gt(commissionLine.pendingMinor, 0n),
        lte(commissionLine.availableAt, now),
        or(isNull(distributor.status), notInArray(distributor.status, ["pending", "suspended"])),
      ),
    )
    .orderBy(asc(commissionLine.earnerId), asc(commissionLine.lineKeyHash))
    .limit(LINES_PER_BATCH);
  if (due.length === 0) return 0;
  const owed = new Map<string, bigint>();
  for (const one of new Map(due.map((line) => [purseOf(line), line])).values()) {
    const balances = await lockOwner(tx.db, one.earnerId, one.currency);
    owed.set(purseOf(one), balances.get(purseAccounts(one.settle).receivable) ?? 0n);
  }
  const released = await releaseLines(
    tx,
    due.map(({ hash }) => hash),
    owed,
  );
  await notify(tx, [...new Set(due.map(({ earnerId }) => earnerId))], "commissions");
  return released;
}

/** The money, or the store credit, of a person in one currency. */
const purseOf = ({ earnerId, currency, settle }: Pick<LineRow, "earnerId" | "currency" | "settle">) =>
  `${earnerId} ${currency} ${settle}`;

/** @param owed  what each person owes, in minor units; a release pays it first, one line after the other */
async function releaseLines(tx: Deps, hashes: readonly string[], owed: Map<string, bigint>): Promise<number> {
  // Read again under the locks: a refund or another worker may have been faster.
  const lines = await tx.db
    .select()
    .from(commissionLine)
    .where(and(inArray(commissionLine.lineKeyHash, [...hashes]), gt(commissionLine.pendingMinor, 0n)))
    .orderBy(asc(commissionLine.earnerId), asc(commissionLine.lineKeyHash));
  if (lines.length === 0) return 0;
  const times = await releasesOf(
    tx,
    lines.map(({ id }) => id),
  );
  const postings = lines.map((line) => {
    const { id, pendingMinor } = line;
    const owedMinor = owed.get(purseOf(line)) ?? 0n;
    owed.set(purseOf(line), owedMinor > pendingMinor ? owedMinor - pendingMinor : 0n);
    return releasePosting({
      distributor: line.earnerId,
      settle: line.settle,
      currency: currencyOf(line.currency),
      entryId: `${id}:${times.get(id) ?? 0}`,
      pendingMinor,
      owedMinor,
      source: {
        sourceType: "commission_line",
        sourceId: id,
        effectiveAt: line.availableAt,
        planVersion: String(line.planVersion),
        period: line.periodId,
      },
    });
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
      and source_id = any (array(select jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb))) group by source_id`,
  );
  return new Map(rows.map(({ id, times }) => [id, times]));
}
