import { orderRef, salesOrder } from "@upline/db";
import { type DistributorId, invariant, type OrderId, type PaymentState } from "@upline/domain";
import { sql } from "drizzle-orm";
import { companyOf } from "../company/company.ts";
import type { Deps } from "../deps.ts";
import { pointsOf } from "../orders/points-of.ts";
import { ANY_PROVIDER } from "../orders/resolve-order.ts";
import { emit } from "../outbox/emit.ts";
import { upsertCustomer } from "../people/upsert-customer.ts";
import type { NewFacts } from "./apply-payment-facts.ts";

export interface ExternalSale {
  readonly news: NewFacts;
  readonly state: PaymentState;
  readonly distributorId: DistributorId;
}

/**
 * An order for a confirmed payment that names a distributor and no order. Its volumes are the amount times the
 * company's external rate; its buyer is the payer, or one anonymous customer per distributor.
 */
export async function createExternalOrder(tx: Deps, sale: ExternalSale): Promise<OrderId> {
  const { news, state } = sale;
  const { externalVolumeRate } = await companyOf(tx);
  invariant(state.confirmedAt !== null && state.currency !== null, "an external order comes from a confirmed payment");
  const buyer = await buyerOf(tx, sale);
  const points = pointsOf(state.gross, state.currency, externalVolumeRate);
  const id = tx.newId("ord");
  const [row] = await tx.db
    .insert(salesOrder)
    .values({
      id,
      number: sql`'O-' || nextval('order_number')`,
      kind: "external",
      buyerKind: "customer",
      ...buyer,
      placedAt: state.confirmedAt,
      currency: state.currency,
      totalMinor: state.gross,
      pv: points,
      cv: points,
      sales: pointsOf(state.gross, state.currency, "1"),
      status: "placed",
      createdAt: tx.clock.now(),
      causeId: news.causeId,
    })
    .returning({ number: salesOrder.number });
  // The names the payment used are this order's from now on: a shop that announces it later finds it here.
  const names = news.references.map((value) => ({ provider: ANY_PROVIDER, value, orderId: id }));
  if (names.length > 0) await tx.db.insert(orderRef).values(names).onConflictDoNothing();
  await emit(tx, {
    type: "order.placed",
    subject: id,
    causeId: news.causeId,
    naturalKey: `order.placed:${id}`,
    data: { orderId: id, number: row?.number, distributorId: buyer.creditedTo },
  });
  return id;
}

async function buyerOf(tx: Deps, { news, distributorId }: ExternalSale) {
  const { provider, customer, causeId } = news;
  const email = customer?.email || undefined;
  const name = customer?.name || "External customer";
  const outcome = await upsertCustomer(tx, {
    source: `external:${provider}`,
    externalId: email?.toLowerCase() ?? `unnamed:${distributorId}`,
    name,
    email,
    sponsorRef: distributorId,
    causeId,
  });
  invariant(
    outcome.state === "created" || outcome.state === "known",
    "a customer of a known distributor is no problem",
  );
  return { buyerId: outcome.customerId, buyerName: name, buyerEmail: email ?? null, creditedTo: outcome.creditedTo };
}
