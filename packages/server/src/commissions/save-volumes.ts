import { insertRows, volumeEntry } from "@upline/db";
import type { PlanVersion } from "@upline/domain";
import { eq } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { volumesOf } from "../orders/volumes.ts";
import type { Sale } from "./save-outcome.ts";

/** Posts the differences between the volumes that shall be and what was posted. @returns how many entries of each sale were new */
export async function saveVolumes(tx: Deps, sales: readonly Sale[]): Promise<readonly number[]> {
  const entries: (readonly VolumeEntry[])[] = [];
  for (const sale of sales) {
    const { order } = sale;
    const posted =
      order.effectiveAt === null ? [] : await tx.db.select().from(volumeEntry).where(eq(volumeEntry.orderId, order.id));
    entries.push(volumeChanges(sale, posted));
  }
  await insertRows(tx.db, volumeEntry, entries.flat());
  return entries.map(({ length }) => length);
}

/** Points of products always; what goods cost only under a plan that reads it. */
function countedBy({ volumes }: PlanVersion): (entry: readonly [string, bigint]) => boolean {
  const isRead = volumes.some(({ id }) => id === "sales");
  return ([volume]) => volume !== "sales" || isRead;
}

type VolumeEntry = typeof volumeEntry.$inferInsert;

function volumeChanges(
  { order, plan, periodId, outcome, refunds, causeId }: Sale,
  posted: readonly (typeof volumeEntry.$inferSelect)[],
): readonly VolumeEntry[] {
  const { effectiveAt } = outcome.order;
  const targets = new Map<string, VolumeEntry>();
  const base = { distributorId: order.creditedTo, orderId: order.id, causeId };
  const isCounted = countedBy(plan.plan);
  for (const [volume, amount] of Object.entries(volumesOf(order)).filter(isCounted)) {
    targets.set(`|${volume}`, { ...base, refundRef: "", volume, amount, periodId, effectiveAt });
  }
  for (const refund of refunds) {
    for (const [volume, amount] of Object.entries(refund.volumes).filter(isCounted)) {
      const place = { refundRef: refund.ref, volume, periodId: refund.periodId, effectiveAt: refund.effectiveAt };
      targets.set(`${refund.ref}|${volume}`, { ...base, ...place, amount: -amount });
    }
  }
  for (const row of posted) {
    const { refundRef, volume, periodId, effectiveAt, amount } = row;
    const key = `${refundRef}|${volume}`;
    const target = targets.get(key) ?? { ...base, refundRef, volume, amount: 0n, periodId, effectiveAt };
    targets.set(key, { ...target, amount: target.amount - amount });
  }
  return [...targets.values()].filter(({ amount }) => amount !== 0n);
}
