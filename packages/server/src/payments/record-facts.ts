import { payment, paymentFact } from "@upline/db";
import { earlier, type Instant, type Money, money, type PaymentFact } from "@upline/domain";
import { and, eq, getTableColumns, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import type { NewFacts } from "./apply-payment-facts.ts";

export type PaymentRow = typeof payment.$inferSelect;

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

/**
 * Locks the payment and writes down what is said of it, once per business key (payment, operation, reference).
 * Whoever says the same again finds the first one's row.
 *
 * A provider's time later than the company's clock counts as now.
 */
export async function recordFacts(tx: Deps, news: NewFacts): Promise<KnownPayment> {
  const { provider, paymentRef, causeId } = news;
  const recordedAt = tx.clock.now();
  const [row] = await tx.db
    .insert(payment)
    .values({ provider, paymentRef, updatedAt: recordedAt })
    .onConflictDoUpdate({
      target: [payment.provider, payment.paymentRef],
      set: { updatedAt: sql`excluded.updated_at` },
    })
    .returning({ ...getTableColumns(payment), isNew: sql<boolean>`xmax = 0` });
  if (!row) throw new Error("an upsert returns its row");

  const rows = news.facts.map((fact) => {
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
  });
  const added = rows.length === 0 ? [] : await tx.db.insert(paymentFact).values(rows).onConflictDoNothing().returning();
  const known = row.isNew
    ? added
    : await tx.db
        .select()
        .from(paymentFact)
        .where(and(eq(paymentFact.provider, provider), eq(paymentFact.paymentRef, paymentRef)));
  const told = known.filter(({ operation, operationRef }) =>
    news.facts.some((fact) => fact.operation === operation && fact.operationRef === operationRef),
  );
  return {
    row,
    facts: known.map(factOf),
    isOurs: told.some((fact) => fact.causeId === causeId),
    toldBy: told.find((fact) => fact.causeId !== causeId)?.causeId ?? null,
    hasOthers: known.some((fact) => fact.causeId !== causeId),
  };
}

function factOf(row: typeof paymentFact.$inferSelect): PaymentFact {
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
