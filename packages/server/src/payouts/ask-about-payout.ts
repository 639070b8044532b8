import { payout } from "@upline/db";
import type { PayoutId } from "@upline/domain";
import { eq } from "drizzle-orm";
import { audit } from "../audit/audit.ts";
import { type Deps, inTransaction } from "../deps.ts";
import type { InboxOutcome, PayoutNews } from "../inbox/neutral.ts";
import { enqueue } from "../jobs/enqueue.ts";
import { askPayoutQueue } from "./queues.ts";

/** A person wants to know about one payout now. */
export async function askNow(deps: Deps, payoutId: PayoutId): Promise<void> {
  await inTransaction(deps, async (tx) => {
    await enqueue(tx, askPayoutQueue, { payoutId });
    await audit(tx, { action: "payouts.ask", subjectType: "payout", subjectId: payoutId });
  });
}

/** News of a payout provider: it is asked at once, over our own connection. The message itself moves no money. */
export async function askAboutPayout(tx: Deps, { providerKey }: PayoutNews): Promise<InboxOutcome> {
  const [row] = await tx.db.select({ id: payout.id }).from(payout).where(eq(payout.providerKey, providerKey));
  if (!row) {
    return { state: "held", because: "payout_unknown", detail: "No payout of ours has this key. Look who sent it." };
  }
  await enqueue(tx, askPayoutQueue, { payoutId: row.id });
  return { state: "processed", effects: { payoutId: row.id } };
}
