import { payout, payoutBatch, payoutMethod } from "@upline/db";
import { type BatchList, batchList, DomainError, type PayoutBatchId } from "@upline/domain";
import { and, asc, eq } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import type { BatchRow } from "./reserve-payout.ts";

/** @throws DomainError `payout_batch_not_found` */
export async function lockBatch(tx: Deps, id: PayoutBatchId): Promise<BatchRow> {
  const [row] = await tx.db.select().from(payoutBatch).where(eq(payoutBatch.id, id)).for("update");
  if (!row) throw new DomainError("payout_batch_not_found", "There is no such payout batch.");
  return row;
}

/** What a batch would pay now: its reserved items, each with the account that is in use now. */
export async function listOf(tx: Deps, batch: Pick<BatchRow, "id" | "cycle" | "currency">): Promise<BatchList> {
  const items = await tx.db
    .select({
      payoutId: payout.id,
      distributorId: payout.distributorId,
      netMinor: payout.netMinor,
      currency: payout.currency,
      ending: payout.ending,
      fingerprint: payout.fingerprint,
      isInUse: payoutMethod.replacedAt,
    })
    .from(payout)
    .innerJoin(payoutMethod, eq(payoutMethod.id, payout.methodId))
    .where(and(eq(payout.batchId, batch.id), eq(payout.state, "reserved")))
    .orderBy(asc(payout.id));
  return batchList(
    { batchId: batch.id, cycle: batch.cycle, currency: batch.currency },
    items.map(({ isInUse, ...item }) => ({ ...item, fingerprint: isInUse === null ? item.fingerprint : "replaced" })),
  );
}
