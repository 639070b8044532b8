import { payment, salesOrder } from "@upline/db";
import type { OrderId, PaymentState } from "@upline/domain";
import { and, eq, ne, or, sql } from "drizzle-orm";
import { companyOf } from "../company/company.ts";
import type { Deps } from "../deps.ts";
import type { WaitingFor } from "../inbox/neutral.ts";
import { resolveOrder } from "../orders/resolve-order.ts";
import { resolveDistributor } from "../people/resolve-distributor.ts";
import type { NewFacts } from "./apply-payment-facts.ts";
import { createExternalOrder } from "./external-order.ts";
import type { PaymentRow } from "./record-facts.ts";

export type OrderRow = typeof salesOrder.$inferSelect;

/** An order under its lock, and whether another payment has paid it already. */
export interface FoundOrder {
  readonly order: OrderRow;
  readonly paidBy: string | null;
}

/**
 * The order that a payment is for: the one it was linked to before, the one a reference names, or, where the company
 * wants that, a new external order of the distributor it names. An order that is named but has not arrived is waited for.
 */
export async function findOrder(
  tx: Deps,
  news: NewFacts,
  row: PaymentRow,
  state: PaymentState,
): Promise<FoundOrder | { readonly waitingFor: readonly WaitingFor[] }> {
  const { provider, paymentRef, references, distributorRefs } = news;
  const known = row.orderId ?? (await resolveOrder(tx, provider, references)) ?? (await external(tx, news, state));
  if (known) return lockOrder(tx, known, row);
  return {
    waitingFor: [
      ...references.map((value) => ({ kind: "order" as const, value })),
      ...distributorRefs.map((value) => ({ kind: "distributor" as const, value })),
      { kind: "payment", value: paymentName(provider, paymentRef) },
    ],
  };
}

/** How events that wait for this payment to find its order call it. */
export const paymentName = (provider: string, paymentRef: string): string => `${provider}:${paymentRef}`;

async function external(tx: Deps, news: NewFacts, state: PaymentState): Promise<OrderId | null> {
  if (state.confirmedAt === null) return null;
  const company = await companyOf(tx);
  if (company.externalPayments !== "createOrder" || state.currency !== company.currency) return null;
  for (const reference of news.distributorRefs) {
    const distributorId = await resolveDistributor(tx, reference);
    if (distributorId) return createExternalOrder(tx, { news, state, distributorId });
  }
  return null;
}

async function lockOrder(tx: Deps, orderId: OrderId, { provider, paymentRef }: PaymentRow): Promise<FoundOrder> {
  const others = tx.db
    .select({ ref: payment.paymentRef })
    .from(payment)
    .where(
      and(
        eq(payment.orderId, salesOrder.id),
        or(ne(payment.provider, provider), ne(payment.paymentRef, paymentRef)),
        sql`${payment.grossMinor} > 0`,
      ),
    )
    .limit(1);
  const [found] = await tx.db
    .select({ order: salesOrder, paidBy: sql<string | null>`(${others})` })
    .from(salesOrder)
    .where(eq(salesOrder.id, orderId))
    .for("update", { of: salesOrder });
  if (!found) throw new Error(`order ${orderId} has a row`);
  return found;
}
