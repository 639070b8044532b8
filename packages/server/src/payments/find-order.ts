import { payment, salesOrder } from "@upline/db";
import type { OrderId, PaymentState } from "@upline/domain";
import { asc, inArray, sql } from "drizzle-orm";
import { companyOf } from "../company/company.ts";
import type { Deps } from "../deps.ts";
import type { WaitingFor } from "../inbox/neutral.ts";
import { resolveOrders } from "../orders/resolve-order.ts";
import { resolveDistributor } from "../people/resolve-distributor.ts";
import type { NewFacts } from "./apply-payment-facts.ts";
import { createExternalOrder } from "./external-order.ts";
import { type PaymentRow, paymentKey } from "./record-facts.ts";

export type OrderRow = typeof salesOrder.$inferSelect;

/** A payment whose order is looked for. */
export interface Wanted {
  readonly news: NewFacts;
  readonly row: PaymentRow;
  readonly state: PaymentState;
}

/** An order under its lock, and whether another payment has paid it already. */
export interface FoundOrder {
  readonly order: OrderRow;
  readonly paidBy: string | null;
}

export type Finding = FoundOrder | { readonly waitingFor: readonly WaitingFor[] };

/**
 * The orders that payments are for: the one a payment was linked to before, the one a reference names, or, where the
 * company wants that, a new external order of the distributor it names. An order that is named but has not arrived is
 * waited for.
 *
 * @returns one finding per payment, in the same order; two payments may find the same order
 */
export async function findOrders(tx: Deps, wanted: readonly Wanted[]): Promise<readonly Finding[]> {
  const named = await resolveOrders(
    tx,
    wanted.map(({ news, row }) => ({
      provider: news.provider,
      references: row.orderId === null ? news.references : [],
    })),
  );
  const ids: (OrderId | null)[] = [];
  for (const [index, { news, row, state }] of wanted.entries()) {
    ids.push(row.orderId ?? named[index] ?? (await external(tx, news, state)));
  }
  const orders = await lockOrders(
    tx,
    ids.filter((id) => id !== null),
  );
  return wanted.map(({ news, row }, index) => {
    const id = ids[index] ?? null;
    return id === null ? { waitingFor: namesOf(news) } : foundOrder(orders.get(id), row);
  });
}

/** How events that wait for this payment to find its order call it. */
export const paymentName = (provider: string, paymentRef: string): string => `${provider}:${paymentRef}`;

function namesOf({ provider, paymentRef, references, distributorRefs }: NewFacts): WaitingFor[] {
  return [
    ...references.map((value) => ({ kind: "order" as const, value })),
    ...distributorRefs.map((value) => ({ kind: "distributor" as const, value })),
    { kind: "payment", value: paymentName(provider, paymentRef) },
  ];
}

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

interface LockedOrder {
  readonly order: OrderRow;
  /** Payments that have money on it. */
  readonly payers: readonly { readonly provider: string; readonly paymentRef: string }[];
}

async function lockOrders(tx: Deps, ids: readonly OrderId[]): Promise<ReadonlyMap<OrderId, LockedOrder>> {
  if (ids.length === 0) return new Map();
  const payers = sql<LockedOrder["payers"]>`(
    select coalesce(jsonb_agg(jsonb_build_object('provider', p.provider, 'paymentRef', p.payment_ref) order by p.payment_ref), '[]')
      from ${payment} p where p.order_id = sales_order.id and p.gross_minor > 0)`;
  const rows = await tx.db
    .select({ order: salesOrder, payers })
    .from(salesOrder)
    .where(inArray(salesOrder.id, [...new Set(ids)]))
    .orderBy(asc(salesOrder.id))
    .for("update", { of: salesOrder });
  return new Map(rows.map((row) => [row.order.id, row]));
}

function foundOrder(found: LockedOrder | undefined, row: PaymentRow): FoundOrder {
  if (!found) throw new Error("an order that was found has a row");
  const other = found.payers.find((payer) => paymentKey(payer) !== paymentKey(row));
  return { order: found.order, paidBy: other?.paymentRef ?? null };
}
