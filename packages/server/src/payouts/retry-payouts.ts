import { payout, payoutBatch } from "@upline/db";
import { DomainError, type NotPaidOut, notPaidOut, type PayoutBatchId } from "@upline/domain";
import { and, eq, inArray, max } from "drizzle-orm";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { candidatesOf } from "./candidates.ts";
import { payoutPolicyAt } from "./policy.ts";
import { proposeBatch } from "./propose-batch.ts";

export const RetryPayouts = z.strictObject({
  batchId: z.templateLiteral(["pob_", z.string().max(40)]),
  /** These of the batch; all that did not arrive when left out. */
  payoutIds: z
    .array(z.templateLiteral(["pyt_", z.string().max(40)]))
    .max(500)
    .optional(),
});

/**
 * Puts those whose payout did not arrive into a new batch of the same cycle, which is approved like any other. Who is
 * under way or has been paid is left out, so that a second click finds nobody.
 *
 * @throws DomainError `payout_batch_not_found`, `payout_state_changed` when nobody can be tried again, with the reason
 */
export async function retryPayouts(
  deps: Deps,
  { batchId, payoutIds }: z.output<typeof RetryPayouts>,
): Promise<{ readonly batchId: PayoutBatchId }> {
  const [batch] = await deps.db.select().from(payoutBatch).where(eq(payoutBatch.id, batchId));
  if (!batch) throw new DomainError("payout_batch_not_found", "There is no such payout batch.");
  const over = await deps.db
    .select({ id: payout.id, distributorId: payout.distributorId })
    .from(payout)
    .where(and(eq(payout.batchId, batchId), inArray(payout.state, ["failed", "returned", "cancelled"])));
  const wanted = payoutIds === undefined ? over : over.filter(({ id }) => payoutIds.includes(id));
  const people = [...new Set(wanted.map(({ distributorId }) => distributorId))];
  const policy = await payoutPolicyAt(deps, deps.clock.now());
  const { cycle, currency } = batch;
  const judged = (await candidatesOf(deps, { cycle, currency, only: people })).map((person) => ({
    id: person.distributorId,
    reasons: notPaidOut(person, policy, deps.clock.now()),
  }));
  const only = judged.filter(({ reasons }) => reasons.length === 0).map(({ id }) => id);
  if (only.length === 0) throw nobody(judged.flatMap(({ reasons }) => reasons));
  const [last] = await deps.db
    .select({ n: max(payoutBatch.n) })
    .from(payoutBatch)
    .where(eq(payoutBatch.cycle, cycle));
  const again = { cycle: { id: cycle, at: batch.dueAt }, n: (last?.n ?? 0) + 1, only };
  return { batchId: await proposeBatch(deps, { ...again, action: "payouts.retry" }) };
}

const WORDS: Readonly<Partial<Record<NotPaidOut, string>>> = {
  already_in_cycle: "a new payout for them is under way already",
  method_missing: "they have no account",
  method_not_verified: "their account is not verified yet",
  method_waiting: "their new account is still in its waiting time",
  below_minimum: "what they have is below the minimum",
  owes: "they owe the company",
};

function nobody(reasons: readonly NotPaidOut[]): DomainError {
  const [first] = reasons;
  const why = first === undefined ? "nothing of this batch has failed or come back" : (WORDS[first] ?? first);
  return new DomainError("payout_state_changed", `Nobody can be tried again: ${why}.`);
}
