import { payout, payoutMethod } from "@upline/db";
import { invariant, nextAskAt, type PayoutId, plusMs } from "@upline/domain";
import { and, eq } from "drizzle-orm";
import { type Deps, inTransaction } from "../deps.ts";
import { enqueue } from "../jobs/enqueue.ts";
import { notify } from "../live/notify.ts";
import { withoutValues } from "../operations/log.ts";
import { payoutsFrozen } from "../reconciliation/payouts-frozen.ts";
import { unwrapAccount } from "./account-secret.ts";
import { applyPayoutFacts, lockPayout, type PayoutRow } from "./apply-payout-facts.ts";
import { cancelPayout } from "./cancel-payout.ts";
import type { PayoutOrder } from "./provider.ts";
import { callableProvider } from "./providers/registry.ts";
import { askPayoutQueue } from "./queues.ts";
import { noLongerPayable } from "./still-payable.ts";

const FIRST_ASK_SECONDS = 10;
/** How often a payment that is on its way is looked at, beside the provider's own news. */
export const POLL_MS = 15 * 60_000;

/**
 * Sends a payout: that it is being sent is committed before the call, so that a process that dies in between leaves a
 * payout that is asked about and never simply sent again.
 *
 * @param from  the state in which it has to be: `approved`, or `unknown` for one that the provider does not know
 */
export async function callProvider(deps: Deps, id: PayoutId, from: "approved" | "unknown"): Promise<void> {
  const provider = callableProvider(deps);
  const order = await beginCall(deps, id, from, provider.slug);
  if (!order) return;
  try {
    const { providerRef, facts } = await provider.create(deps, order);
    await inTransaction(deps, async (tx) => {
      const row = await applyPayoutFacts(tx, id, { facts, providerRef, provider: provider.slug });
      await lookAgain(tx, row);
    });
  } catch (err) {
    deps.log.warn({ event: "payout_unanswered", payoutId: id, err });
    await inTransaction(deps, (tx) => markUnknown(tx, id, err));
  }
}

async function beginCall(
  deps: Deps,
  id: PayoutId,
  from: "approved" | "unknown",
  provider: string,
): Promise<PayoutOrder | null> {
  return inTransaction(deps, async (tx) => {
    const row = await lockPayout(tx, id);
    if (row.state !== from) return null;
    if (from === "approved" && !(await mayLeave(tx, row))) return null;
    const [method] = await tx.db.select().from(payoutMethod).where(eq(payoutMethod.id, row.methodId));
    invariant(method, "a payout keeps its account");
    const calledAt = tx.clock.wall();
    await tx.db
      .update(payout)
      .set({
        state: "sending",
        because: null,
        detail: null,
        provider,
        calls: row.calls + 1,
        calledAt,
        asked: 0,
        notFound: 0,
        nextAskAt: nextAskAt(calledAt, 0),
      })
      .where(eq(payout.id, id));
    await notify(tx, [row.distributorId, "admin"], "payouts");
    return {
      providerKey: row.providerKey,
      payoutId: id,
      netMinor: row.netMinor,
      currency: row.currency,
      account: unwrapAccount(method.wrapped, method.id, tx.config),
    };
  });
}

/**
 * Whether an approved payout may leave now. Between the approval and this moment somebody may have come into debt, or
 * under review: then his money goes back. While the books disagree everything waits and is looked at again.
 */
async function mayLeave(tx: Deps, row: PayoutRow): Promise<boolean> {
  const [frozen] = await payoutsFrozen(tx.db);
  if (frozen) {
    const nextAskAt = plusMs(tx.clock.wall(), POLL_MS);
    const detail = `the check ${frozen.check} has rows that disagree`;
    await tx.db.update(payout).set({ because: "payouts_frozen", detail, nextAskAt }).where(eq(payout.id, row.id));
    return false;
  }
  const reason = (await noLongerPayable(tx, row.batchId, [row])).get(row.id);
  if (reason !== undefined) await cancelPayout(tx, row.id, reason);
  return reason === undefined;
}

/** No clear answer: the money stays set aside, and the provider is asked. */
export async function markUnknown(tx: Deps, id: PayoutId, error: unknown): Promise<void> {
  const row = await lockPayout(tx, id);
  if (row.state !== "sending") return;
  const detail = error instanceof Error ? withoutValues(error.message).slice(0, 300) : "no answer";
  await tx.db
    .update(payout)
    .set({ state: "unknown", because: "no_answer", detail, nextAskAt: nextAskAt(tx.clock.wall(), 0) })
    .where(and(eq(payout.id, id), eq(payout.state, "sending")));
  await enqueue(tx, askPayoutQueue, { payoutId: id }, { startAfterSeconds: FIRST_ASK_SECONDS });
  await notify(tx, [row.distributorId, "admin"], "payouts");
}

/** What is on its way is asked about until it has arrived or failed. */
export async function lookAgain(tx: Deps, { id, state }: PayoutRow): Promise<void> {
  if (state !== "sent") return;
  await tx.db
    .update(payout)
    .set({ nextAskAt: plusMs(tx.clock.wall(), POLL_MS) })
    .where(eq(payout.id, id));
}
