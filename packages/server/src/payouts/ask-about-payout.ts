import { payout } from "@upline/db";
import { eq } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import type { InboxOutcome, PayoutNews } from "../inbox/neutral.ts";
import { enqueue } from "../jobs/enqueue.ts";
import { askPayoutQueue } from "./queues.ts";

/** News of a payout provider: it is asked at once, over our own connection. The message itself moves no money. */
export async function askAboutPayout(tx: Deps, { providerKey }: PayoutNews): Promise<InboxOutcome> {
  const [row] = await tx.db.select({ id: payout.id }).from(payout).where(eq(payout.providerKey, providerKey));
  if (!row) {
    return { state: "held", because: "payout_unknown", detail: "No payout of ours has this key. Look who sent it." };
  }
  await enqueue(tx, askPayoutQueue, { payoutId: row.id });
  return { state: "processed", effects: { payoutId: row.id } };
}
