import { payment, paymentFact } from "@upline/db";
import { earlier, type Instant, type Money, money, type PaymentFact } from "@upline/domain";
import { and, eq, getTableColumns, inArray, or, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import type { NewFacts } from "./apply-payment-facts.ts";

export type PaymentRow = typeof payment.$inferSelect;
type FactRow = typeof paymentFact.$inferSelect;
type Locked = PaymentRow & { readonly isNew: boolean };

/** A payment under its lock, with everything that is known of it. */
export interface KnownPayment {
  readonly row: PaymentRow;
  /** All of its facts, those of other events included. */
  readonly facts: readonly PaymentFact[];
  /** Whether this event was the first to tell one of the facts it carries. */
  readonly isOurs: boolean;
  /** The event that told them first, when it was another. */
  readonly toldBy: string | null;
  /** Whether other events have said something about this payment. */
  readonly hasOthers: boolean;
}

/** One text per payment. */
export const paymentKey = ({ provider, paymentRef }: { provider: string; paymentRef: string }): string =>
  JSON.stringify([provider, paymentRef]);

/**
 * Locks payments and writes down what is said of them, once per business key (payment, operation, reference) and amount.
 * Whoever says the same again finds the first one's row.
 *
 * A provider's time later than the company's clock counts as now.
 *
 * @param list  news of different payments
 * @returns     what is known of each, in the same order
 */
export async function recordFacts(tx: Deps, list: readonly NewFacts[]): Promise<readonly KnownPayment[]> {
  if (list.length === 0) return [];
  const recordedAt = tx.clock.now();
  const rows = await lockPayments(tx, list, recordedAt);
  const added = await addFacts(tx, list, recordedAt);
  const earlierFacts = await factsOf(
    tx,
    [...rows.values()].filter(({ isNew }) => !isNew),
  );
  const known = Map.groupBy(
    [...earlierFacts, ...added.filter((fact) => rows.get(paymentKey(fact))?.isNew)],
    paymentKey,
  );
  return list.map((news) => {
    const { isNew: _, ...row } = rows.get(paymentKey(news)) ?? missing();
    return knownPayment(news, row, known.get(paymentKey(news)) ?? []);
  });
}

/** In one order for everybody, so that two batches never wait for each other in a circle. */
async function lockPayments(tx: Deps, list: readonly NewFacts[], updatedAt: Instant): Promise<Map<string, Locked>> {
  const rows = await tx.db
    .insert(payment)
    .values(
      list
        .map(({ provider, paymentRef }) => ({ provider, paymentRef, updatedAt }))
        .toSorted((a, b) => (paymentKey(a) < paymentKey(b) ? -1 : 1)),
    )
    .onConflictDoUpdate({
      target: [payment.provider, payment.paymentRef],
      set: { updatedAt: sql`excluded.updated_at` },
    })
    .returning({ ...getTableColumns(payment), isNew: sql<boolean>`xmax = 0` });
  return new Map(rows.map((row) => [paymentKey(row), row]));
}

/** @returns the facts that nobody had told before */
async function addFacts(tx: Deps, list: readonly NewFacts[], recordedAt: Instant): Promise<readonly FactRow[]> {
  const rows = list.flatMap(({ provider, paymentRef, facts, causeId }) =>
    facts.map((fact) => {
      const amount: Money | null = "amount" in fact ? fact.amount : null;
      return {
        provider,
        paymentRef,
        operation: fact.operation,
        operationRef: fact.operationRef,
        amountMinor: amount?.minor ?? null,
        currency: amount?.currency ?? null,
        reasonCode: "reasonCode" in fact ? fact.reasonCode : null,
        occurredAt: earlier(fact.occurredAt, recordedAt),
        recordedAt,
        causeId,
      };
    }),
  );
  return rows.length === 0 ? [] : tx.db.insert(paymentFact).values(rows).onConflictDoNothing().returning();
}

async function factsOf(tx: Deps, payments: readonly PaymentRow[]): Promise<readonly FactRow[]> {
  if (payments.length === 0) return [];
  const refs = (provider: string) =>
    payments.filter((row) => row.provider === provider).map(({ paymentRef }) => paymentRef);
  const ofProvider = [...new Set(payments.map(({ provider }) => provider))].map((provider) =>
    and(eq(paymentFact.provider, provider), inArray(paymentFact.paymentRef, refs(provider))),
  );
  return tx.db
    .select()
    .from(paymentFact)
    .where(or(...ofProvider));
}

function knownPayment({ facts, causeId }: NewFacts, row: PaymentRow, known: readonly FactRow[]): KnownPayment {
  const told = known.filter((row) => facts.some((fact) => isOf(row, fact)));
  return {
    row,
    facts: known.map(factOf),
    isOurs: told.some((fact) => fact.causeId === causeId),
    toldBy: told.find((fact) => fact.causeId !== causeId)?.causeId ?? null,
    hasOthers: known.some((fact) => fact.causeId !== causeId),
  };
}

function isOf({ operation, operationRef, amountMinor, currency }: FactRow, fact: PaymentFact): boolean {
  const amount: Money | null = "amount" in fact ? fact.amount : null;
  return (
    fact.operation === operation &&
    fact.operationRef === operationRef &&
    (amount?.minor ?? null) === amountMinor &&
    (amount?.currency ?? null) === currency
  );
}

function missing(): never {
  throw new Error("an upsert returns its row");
}

function factOf(row: FactRow): PaymentFact {
  const { operation, operationRef, amountMinor, currency, reasonCode } = row;
  const occurredAt: Instant = row.occurredAt;
  const amount = amountMinor === null || currency === null ? null : money(amountMinor, currency);
  switch (operation) {
    case "failed":
      return { operation, operationRef, reasonCode, occurredAt };
    case "refund_undone":
      return { operation, operationRef, occurredAt };
    case "disputed":
    case "dispute_won":
    case "dispute_lost":
      return { operation, operationRef, amount, occurredAt };
    case "confirmed":
    case "refunded":
    case "refunded_total":
      if (amount === null) throw new Error(`a fact ${operation} has an amount`);
      return { operation, operationRef, amount, occurredAt };
  }
}
