import { fingerprintOf, payout, payoutBatch, takeApproval } from "@upline/db";
import { type PayoutBatchId, plusMs } from "@upline/domain";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { ApprovalSubject } from "../approvals/subject.ts";
import { enqueue } from "../jobs/enqueue.ts";
import { notify } from "../live/notify.ts";
import { assertNotFrozen } from "./assert-not-frozen.ts";
import { listOf, lockBatch } from "./batch-items.ts";
import { POLL_MS } from "./call-provider.ts";
import { payoutProvider } from "./providers/registry.ts";
import { sendPayoutQueue } from "./queues.ts";

/** What the list of approvals shows of a requested batch. */
const Shown = z.object({ cycle: z.string(), count: z.string(), totalMinor: z.string(), currency: z.string() });

/** A batch of payouts: approved is exactly the list of ids, people, amounts and accounts. */
export const payoutBatchSubject: ApprovalSubject = {
  roles: ["finance"],
  beneficiaries: async (tx, { subjectId }) => {
    const rows = await tx.db
      .select({ id: payout.distributorId })
      .from(payout)
      .where(and(eq(payout.batchId, subjectId as PayoutBatchId), eq(payout.state, "reserved")));
    return rows.map(({ id }) => id);
  },

  bodyNow: async (tx, { subjectId }) => ({ ...(await listOf(tx, await lockBatch(tx, subjectId as PayoutBatchId))) }),

  async act(tx, { id, subject, subjectId }) {
    const batchId = subjectId as PayoutBatchId;
    const batch = await lockBatch(tx, batchId);
    await assertNotFrozen(tx);
    await takeApproval(tx.db, { id, subject, body: { ...(await listOf(tx, batch)) }, usedBy: batchId });
    const items = await tx.db
      .update(payout)
      .set({ state: "approved", nextAskAt: plusMs(tx.clock.wall(), POLL_MS) })
      .where(and(eq(payout.batchId, batchId), eq(payout.state, "reserved")))
      .returning({ id: payout.id, distributorId: payout.distributorId });
    const approvedAt = tx.clock.now();
    await tx.db.update(payoutBatch).set({ status: "approved", approvedAt }).where(eq(payoutBatch.id, batchId));
    if (payoutProvider(tx) !== null) {
      await enqueue(
        tx,
        sendPayoutQueue,
        items.map((item) => ({ payoutId: item.id })),
      );
    }
    const people = [...new Set(items.map(({ distributorId }) => distributorId))];
    await notify(tx, ["admin", ...people], "payouts");
  },

  onDecline: async (tx) => notify(tx, "admin", "payouts"),

  async summary(_deps, { body }) {
    const { cycle, count, totalMinor, currency } = Shown.parse(body);
    return { kind: "payout_batch", cycle, count: Number(count), totalMinor: BigInt(totalMinor), currency };
  },

  async isOutdated(deps, { subjectId, fingerprint }) {
    const [batch] = await deps.db
      .select()
      .from(payoutBatch)
      .where(eq(payoutBatch.id, subjectId as PayoutBatchId));
    return !batch || (await fingerprintOf(deps.db, { ...(await listOf(deps, batch)) })) !== fingerprint;
  },
};
