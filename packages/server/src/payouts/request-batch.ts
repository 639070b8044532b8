import { approvalsOf, fingerprintOf, payout, payoutBatch } from "@upline/db";
import { DomainError, type PayoutBatchId } from "@upline/domain";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { stateOf } from "../approvals/approval-state.ts";
import { assertReason, requestApproval } from "../approvals/request-approval.ts";
import { audit } from "../audit/audit.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { notify } from "../live/notify.ts";
import { assertNotFrozen } from "./assert-not-frozen.ts";
import { listOf, lockBatch } from "./batch-items.ts";
import { cancelPayout } from "./cancel-payout.ts";
import { payoutPolicyAt } from "./policy.ts";
import type { BatchRow } from "./reserve-payout.ts";
import { noLongerPayable } from "./still-payable.ts";

/** A batch, and why: the second person reads it. */
export const BatchAndReason = z.strictObject({
  batchId: z.templateLiteral(["pob_", z.string().max(40)]),
  reason: z.string().max(500),
});

/**
 * Asks a second person to send a batch. What has changed since it was proposed drops out first, so that what is asked
 * for can be paid.
 *
 * @throws DomainError `payout_batch_not_found`, `payout_state_changed`, `payouts_frozen`, `payouts_over_limit`,
 *   `reason_too_short`
 */
export async function requestBatch(deps: Deps, { batchId, reason }: z.output<typeof BatchAndReason>) {
  assertReason(reason);
  return inTransaction(deps, async (tx) => {
    const batch = await lockBatch(tx, batchId);
    assertProposed(batch);
    await assertNotFrozen(tx);
    const dropped = await dropChanged(tx, batch);
    const body = await listOf(tx, batch);
    if (body.items.length === 0) {
      throw new DomainError("payout_state_changed", "Nothing is left to pay in this batch. Nobody was asked.");
    }
    await assertWithinLimit(tx, batch, BigInt(body.totalMinor));
    const open = (await approvalsOf(tx.db, "payout_batch", batchId)).filter((one) => stateOf(one, tx) === "open");
    const fingerprint = await fingerprintOf(tx.db, { ...body });
    const same = open.find((one) => one.fingerprint === fingerprint);
    if (same) return { approvalId: same.id, fingerprint, dropped };
    const asked = await requestApproval(tx, {
      subject: "payout_batch",
      subjectId: batchId,
      action: "payouts.request",
      reason,
      body: { ...body },
    });
    await notify(tx, "admin", "payouts");
    return { ...asked, dropped };
  });
}

/**
 * Gives all money of a batch back before it was sent.
 *
 * @throws DomainError `payout_batch_not_found`, `payout_state_changed`, `reason_too_short`
 */
export async function cancelBatch(deps: Deps, { batchId, reason }: z.output<typeof BatchAndReason>): Promise<void> {
  assertReason(reason);
  await inTransaction(deps, async (tx) => {
    const batch = await lockBatch(tx, batchId);
    // One whose making was broken off can only be given up.
    if (batch.status !== "proposing") assertProposed(batch);
    for (const id of await reservedIn(tx, batchId)) await cancelPayout(tx, id, "batch_cancelled");
    await tx.db.update(payoutBatch).set({ status: "cancelled" }).where(eq(payoutBatch.id, batchId));
    await audit(tx, { action: "payouts.cancelBatch", subjectType: "payout_batch", subjectId: batchId, reason });
    await notify(tx, "admin", "payouts");
  });
}

function assertProposed({ status }: BatchRow): void {
  if (status === "proposed") return;
  const words = status === "proposing" ? "is still being put together" : `is ${status} already`;
  throw new DomainError("payout_state_changed", `This batch ${words}. Load the page again.`);
}

/** Cancels items whose account or standing is not what it was. @returns how many */
async function dropChanged(tx: Deps, { id }: BatchRow): Promise<number> {
  const items = await tx.db
    .select()
    .from(payout)
    .where(and(eq(payout.batchId, id), eq(payout.state, "reserved")));
  const reasons = await noLongerPayable(tx, id, items);
  for (const [payoutId, reason] of reasons) await cancelPayout(tx, payoutId, reason);
  return reasons.size;
}

async function assertWithinLimit(tx: Deps, batch: BatchRow, total: bigint): Promise<void> {
  const { batchLimitMinor } = await payoutPolicyAt(tx, batch.dueAt);
  if (batchLimitMinor === null || total <= BigInt(batchLimitMinor)) return;
  throw new DomainError(
    "payouts_over_limit",
    "This batch is above the limit of one batch. Cancel some of its payouts first.",
  );
}

async function reservedIn(tx: Deps, batchId: PayoutBatchId) {
  const rows = await tx.db
    .select({ id: payout.id })
    .from(payout)
    .where(and(eq(payout.batchId, batchId), eq(payout.state, "reserved")));
  return rows.map(({ id }) => id);
}
