import { payoutBatch } from "@upline/db";
import { invariant, notPaidOut, type PayoutBatchId, type PayoutId } from "@upline/domain";
import { eq } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import type { PayoutRow } from "./apply-payout-facts.ts";
import { candidatesOf } from "./candidates.ts";
import { payoutPolicyAt } from "./policy.ts";

/**
 * Why payouts of a batch, whose money is set aside, are not to be sent after all: the person's standing, account or debts
 * are no longer what they were.
 *
 * @returns a reason by payout id; nothing for one that may be sent
 */
export async function noLongerPayable(
  tx: Deps,
  batchId: PayoutBatchId,
  items: readonly PayoutRow[],
): Promise<ReadonlyMap<PayoutId, string>> {
  const [batch] = await tx.db.select().from(payoutBatch).where(eq(payoutBatch.id, batchId));
  invariant(batch, "a payout belongs to a batch");
  const policy = await payoutPolicyAt(tx, batch.dueAt);
  const people = await candidatesOf(tx, {
    cycle: batch.cycle,
    currency: batch.currency,
    only: items.map(({ distributorId }) => distributorId),
  });
  const personOf = new Map(people.map((person) => [person.distributorId, person]));
  const reasonOf = (item: PayoutRow): string | undefined => {
    const person = personOf.get(item.distributorId);
    // What is asked is whether this person would still be paid this amount.
    const now = person && { ...person, available: item.grossMinor, hasPayout: false };
    const [reason] = now ? notPaidOut(now, policy, tx.clock.now()) : ["not_in_good_standing"];
    return reason ?? (person?.account?.fingerprint === item.fingerprint ? undefined : "account_changed");
  };
  return new Map(
    items.flatMap((item) => {
      const reason = reasonOf(item);
      return reason === undefined ? [] : [[item.id, reason] as const];
    }),
  );
}
