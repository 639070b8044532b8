import { payout } from "@upline/db";
import { type Instant, invariant, isHeld, mayResend, nextAskAt, type PayoutId } from "@upline/domain";
import { and, asc, eq, inArray, lte } from "drizzle-orm";
import { type Deps, inTransaction } from "../deps.ts";
import { enqueue } from "../jobs/enqueue.ts";
import { defineOutboundJob } from "../jobs/job.ts";
import { applyPayoutFacts, lockPayout } from "./apply-payout-facts.ts";
import { callProvider, lookAgain } from "./call-provider.ts";
import { callableProvider, payoutProvider } from "./providers/registry.ts";
import { askPayoutQueue, sendPayoutQueue } from "./queues.ts";

const ASKED_AT_ONCE = 500;

/** Asks the provider what became of a payout. It is sent again only when the provider surely does not know it. */
export const askPayoutJob = defineOutboundJob({
  ...askPayoutQueue,
  retry: { limit: 3, firstAfterSeconds: 60, atMostSeconds: 900 },
  run: (deps, { payoutId }) => askPayout(deps, payoutId),
});

/**
 * Queues the payouts about which the provider is due to be asked, and approved ones that have not left; made for a timer,
 * since a queued job can be lost.
 */
export async function askDuePayouts(deps: Deps): Promise<Record<string, unknown>> {
  if (payoutProvider(deps) === null) return {};
  const due = await deps.db
    .select({ id: payout.id, state: payout.state })
    .from(payout)
    .where(
      and(inArray(payout.state, ["approved", "sending", "unknown", "sent"]), lte(payout.nextAskAt, deps.clock.wall())),
    )
    .orderBy(asc(payout.nextAskAt))
    .limit(ASKED_AT_ONCE);
  const payloads = (isApproved: boolean) =>
    due.filter(({ state }) => (state === "approved") === isApproved).map(({ id }) => ({ payoutId: id }));
  const [toSend, toAsk] = [payloads(true), payloads(false)];
  await inTransaction(deps, async (tx) => {
    await enqueue(tx, sendPayoutQueue, toSend);
    await enqueue(tx, askPayoutQueue, toAsk);
  });
  return { asked: toAsk.length, sent: toSend.length };
}

export async function askPayout(deps: Deps, id: PayoutId): Promise<void> {
  const provider = callableProvider(deps);
  const [row] = await deps.db.select().from(payout).where(eq(payout.id, id));
  // Nobody was ever told of it, or it has arrived or is over: a provider's news of the latter still count.
  if (!row || row.calls === 0) return;
  const found = await provider.find(deps, row.providerKey).catch((err: unknown) => {
    deps.log.warn({ event: "payout_provider_not_asked", payoutId: id, err });
    return "no_answer" as const;
  });
  if (found === null || found === "no_answer") {
    if (await noteNothing(deps, id, { isNotFound: found === null, visibilityMs: provider.visibilityMs })) {
      await callProvider(deps, id, "unknown");
    }
    return;
  }
  await inTransaction(deps, async (tx) => {
    const { facts, providerRef } = found;
    const after = await applyPayoutFacts(tx, id, { facts, providerRef, provider: provider.slug });
    await lookAgain(tx, after);
  });
}

/** Notes that nothing was learnt. @returns whether it may be sent once more, with the same key */
async function noteNothing(
  deps: Deps,
  id: PayoutId,
  { isNotFound, visibilityMs }: { isNotFound: boolean; visibilityMs: number },
): Promise<boolean> {
  return inTransaction(deps, async (tx) => {
    const row = await lockPayout(tx, id);
    const now: Instant = tx.clock.wall();
    if (row.state !== "sending" && row.state !== "unknown" && row.state !== "sent") return false;
    const [asked, notFound] = [row.asked + 1, row.notFound + (isNotFound ? 1 : 0)];
    const isOut = isHeld(row.state);
    await tx.db
      .update(payout)
      .set({ state: isOut ? "unknown" : row.state, asked, notFound, nextAskAt: nextAskAt(now, asked) })
      .where(eq(payout.id, id));
    if (!isOut || !isNotFound) return false;
    invariant(row.calledAt, "a payout that is out was called for");
    return mayResend({ calledAt: row.calledAt, notFound }, now, visibilityMs);
  });
}
