import { type LedgerPosting, ledgerPost, lockOwner, payout, payoutFact } from "@upline/db";
import {
  currency as currencyOf,
  DomainError,
  type Instant,
  type PayoutFactKind,
  type PayoutId,
  type PayoutMove,
  type PayoutOutcome,
  type PostingSource,
  payoutPosting,
  payoutRecovery,
  stepTo,
} from "@upline/domain";
import { eq } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { notify } from "../live/notify.ts";
import { emit } from "../outbox/emit.ts";
import type { OutboxEventType } from "../outbox/events.ts";
import type { PayoutFact } from "./provider.ts";
import { tellPerson } from "./tell-person.ts";

export type PayoutRow = typeof payout.$inferSelect;

/** @throws DomainError `payout_not_found` */
export async function lockPayout(tx: Deps, id: PayoutId): Promise<PayoutRow> {
  const [row] = await tx.db.select().from(payout).where(eq(payout.id, id)).for("update");
  if (!row) throw new DomainError("payout_not_found", "There is no such payout.");
  return row;
}

/**
 * Takes down what a provider knows of a payout and moves state and money to what all of it comes to, in the caller's
 * transaction. Said again, or in another order, it changes nothing more.
 *
 * @returns the payout as it is now
 */
export async function applyPayoutFacts(
  tx: Deps,
  id: PayoutId,
  { facts, providerRef, provider }: { facts: readonly PayoutFact[]; providerRef: string | null; provider: string },
): Promise<PayoutRow> {
  const row = await lockPayout(tx, id);
  const recordedAt = tx.clock.wall();
  if (facts.length > 0) {
    await tx.db
      .insert(payoutFact)
      .values(facts.map((fact) => ({ payoutId: id, ...fact, recordedAt })))
      .onConflictDoNothing({ target: [payoutFact.payoutId, payoutFact.kind] });
  }
  const known = await tx.db.select().from(payoutFact).where(eq(payoutFact.payoutId, id));
  const step = stepTo(row.state, new Set(known.map(({ kind }) => kind)));
  if (!step) return row;

  const at = (...kinds: readonly PayoutFactKind[]): Instant => {
    const found = kinds.map((kind) => known.find((fact) => fact.kind === kind)).find((fact) => fact !== undefined);
    return found?.occurredAt ?? recordedAt;
  };
  await ledgerPost(tx.db, await postingsOf(tx, row, step.moves, at));
  const bad = known.find(({ kind }) => kind === "returned") ?? known.find(({ kind }) => kind === "failed");
  const isOver = step.to === "failed" || step.to === "returned";
  const change = {
    state: step.to,
    provider,
    providerRef: providerRef ?? row.providerRef,
    because: isOver ? (bad?.code ?? step.to) : null,
    detail: isOver ? (bad?.detail ?? null) : null,
    nextAskAt: step.to === "sent" ? row.nextAskAt : null,
    sentAt: row.sentAt ?? (step.to === "failed" ? null : at("accepted", "settled", "returned")),
    settledAt: row.settledAt ?? (step.to === "settled" || step.to === "returned" ? at("settled", "returned") : null),
    endedAt: isOver ? at("returned", "failed") : null,
  };
  await tx.db.update(payout).set(change).where(eq(payout.id, id));
  const after = { ...row, ...change };
  await emit(tx, {
    type: NEWS[step.to],
    subject: row.distributorId,
    causeId: id,
    naturalKey: `payout.${step.to}:${id}`,
    data: { payoutId: id, amount: { amount: String(row.netMinor), currency: row.currency }, because: after.because },
  });
  await tellPerson(tx, after);
  await notify(tx, [row.distributorId, "admin"], "payouts");
  return after;
}

async function postingsOf(
  tx: Deps,
  row: PayoutRow,
  moves: readonly PayoutMove[],
  at: (...kinds: readonly PayoutFactKind[]) => Instant,
): Promise<LedgerPosting[]> {
  const when: Readonly<Record<PayoutMove, () => Instant>> = {
    cancel: () => at(),
    send: () => at("accepted", "settled", "returned"),
    settle: () => at("settled", "returned"),
    fail_held: () => at("failed"),
    fail_sent: () => at("failed"),
    give_back: () => at("returned", "failed"),
    keep_charges: () => at("returned", "settled"),
  };
  const balances = await lockOwner(tx.db, row.distributorId, row.currency);
  const available = -(balances.get("dist.available") ?? 0n);
  return moves.flatMap((move) => {
    const source = { sourceType: "payout", sourceId: row.id, effectiveAt: when[move]() };
    return movePostings(move, row, source, { available, owed: balances.get("dist.clawback_receivable") ?? 0n });
  });
}

/** The postings of one move; what it gives back to somebody who owes goes to the debt. */
export function movePostings(
  move: PayoutMove,
  row: PayoutRow,
  source: PostingSource,
  { available, owed }: { readonly available: bigint; readonly owed: bigint },
): readonly LedgerPosting[] {
  const money = moneyOf(row);
  const posting = payoutPosting(move, money, source, available);
  if (!posting) return [];
  const credited = posting.lines.reduce(
    (sum, { code, amount }) => (code === "dist.available" ? sum - amount : sum),
    0n,
  );
  const recovery = payoutRecovery(move, money, source, { credited, owed });
  return recovery ? [posting, recovery] : [posting];
}

const NEWS: Readonly<Record<PayoutOutcome, OutboxEventType>> = {
  sent: "payout.sent",
  settled: "payout.settled",
  failed: "payout.failed",
  returned: "payout.returned",
};

/** The money of a row, as the domain takes it. */
function moneyOf(row: PayoutRow) {
  return {
    key: row.key,
    distributor: row.distributorId,
    currency: currencyOf(row.currency),
    gross: row.grossMinor,
    fee: row.feeMinor,
    tax: row.taxMinor,
    net: row.netMinor,
  };
}
