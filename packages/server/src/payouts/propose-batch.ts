import { payout, payoutBatch } from "@upline/db";
import { type DistributorId, DomainError, notPaidOut, type PayoutBatchId, type PayoutCycle } from "@upline/domain";
import { and, eq, sql } from "drizzle-orm";
import { audit } from "../audit/audit.ts";
import { actorOf } from "../auth/viewer.ts";
import { companyOf } from "../company/company.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { notify } from "../live/notify.ts";
import { lockBatch } from "./batch-items.ts";
import { candidatesOf } from "./candidates.ts";
import { payoutPolicyAt } from "./policy.ts";
import { type BatchRow, reservePayout } from "./reserve-payout.ts";

export interface Proposal {
  readonly cycle: Pick<PayoutCycle, "id" | "at">;
  /** 0 for the batch of the schedule. */
  readonly n: number;
  /** These people only. */
  readonly only?: readonly DistributorId[];
  /** What was called, as its audit row is named. */
  readonly action?: "payouts.propose" | "payouts.runCycle" | "payouts.retry";
}

/**
 * Builds the batch of a cycle: one transaction per person, so that one who cannot be paid never harms another. Run
 * again, also after it was killed, it goes on where it stopped and reserves nothing twice.
 */
export async function proposeBatch(
  deps: Deps,
  { cycle, n, only, action = "payouts.propose" }: Proposal,
): Promise<PayoutBatchId> {
  const batch = await openBatch(deps, cycle, n);
  if (batch.status !== "proposing") return batch.id;
  const policy = await payoutPolicyAt(deps, batch.dueAt);
  const skipped: Record<string, number> = {};
  const skip = (reason: string) => {
    skipped[reason] = (skipped[reason] ?? 0) + 1;
  };
  const people = await candidatesOf(deps, { cycle: cycle.id, currency: batch.currency, ...(only ? { only } : {}) });
  for (const person of people) {
    // Most who are not paid are found without a lock; who seems to be paid is judged again under it.
    const [seen] = notPaidOut(person, policy, deps.clock.now());
    const [reason] = seen ? [seen] : await reserveAlone(deps, batch, person.distributorId);
    if (reason && !(await isInBatch(deps, batch, person.distributorId))) skip(reason);
  }
  await inTransaction(deps, async (tx) => {
    const done = await tx.db
      .update(payoutBatch)
      .set({ status: "proposed", skipped })
      .where(and(eq(payoutBatch.id, batch.id), eq(payoutBatch.status, "proposing")))
      .returning({ id: payoutBatch.id });
    if (done.length === 0) return;
    await audit(tx, {
      action,
      subjectType: "payout_batch",
      subjectId: batch.id,
      after: { cycle: cycle.id, skipped },
    });
    await notify(tx, "admin", "payouts");
  });
  return batch.id;
}

async function reserveAlone(deps: Deps, batch: BatchRow, distributorId: DistributorId): Promise<readonly string[]> {
  try {
    return await inTransaction(deps, async (tx) => {
      // Whoever finished or cancelled the batch meanwhile has the last word.
      const { status } = await lockBatch(tx, batch.id);
      if (status !== "proposing") return ["batch_closed"];
      const policy = await payoutPolicyAt(tx, batch.dueAt);
      return reservePayout(tx, batch, distributorId, policy);
    });
  } catch (err) {
    deps.log.error({ event: "payout_not_reserved", batchId: batch.id, distributorId, err });
    return ["failed"];
  }
}

/**
 * The batch of that cycle and number, made by whoever comes first. That of the schedule goes on where it stopped; one by a
 * person has its own people, so nobody else's is taken for it.
 *
 * @throws DomainError `payout_state_changed`
 */
async function openBatch(deps: Deps, cycle: Proposal["cycle"], n: number): Promise<BatchRow> {
  const { currency } = await companyOf(deps);
  const values = {
    id: deps.newId("pob"),
    cycle: cycle.id,
    n,
    currency,
    status: "proposing" as const,
    skipped: {},
    dueAt: n === 0 ? cycle.at : deps.clock.now(),
    createdBy: actorOf(deps.viewer).id,
    createdAt: deps.clock.now(),
  };
  const made = await deps.db
    .insert(payoutBatch)
    .values(values)
    .onConflictDoNothing({ target: [payoutBatch.cycle, payoutBatch.n] })
    .returning({ id: payoutBatch.id });
  if (made.length === 0 && n > 0) {
    throw new DomainError("payout_state_changed", "Somebody else has just made a batch of this cycle. Try again.");
  }
  const [row] = await deps.db
    .select()
    .from(payoutBatch)
    .where(and(eq(payoutBatch.cycle, cycle.id), eq(payoutBatch.n, n)));
  if (!row) throw new Error("a batch that exists is found");
  return row;
}

async function isInBatch(deps: Deps, { id }: BatchRow, distributorId: DistributorId): Promise<boolean> {
  const [row] = await deps.db
    .select({ one: sql<number>`1` })
    .from(payout)
    .where(and(eq(payout.batchId, id), eq(payout.distributorId, distributorId)))
    .limit(1);
  return row !== undefined;
}
