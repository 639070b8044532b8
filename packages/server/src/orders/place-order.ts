import { orderLine, orderRef, salesOrder } from "@upline/db";
import { type CustomerId, type DistributorId, earlier, type Instant, type OrderId } from "@upline/domain";
import { sql } from "drizzle-orm";
import { companyOf } from "../company/company.ts";
import type { Deps } from "../deps.ts";
import { wakeWaiting } from "../inbox/waiting.ts";
import { notify } from "../live/notify.ts";
import { emit } from "../outbox/emit.ts";
import type { NotYet } from "../people/outcome.ts";
import { resolveDistributor } from "../people/resolve-distributor.ts";
import { upsertCustomer } from "../people/upsert-customer.ts";
import { type PricedLine, priceLines } from "./price-lines.ts";
import { ANY_PROVIDER, resolveOrder } from "./resolve-order.ts";

/** An order as a shop announced it; nothing is paid yet. Amounts in minor units of `currency`. */
export interface PlacedOrder {
  readonly source: string;
  /** The shop's id of the order: the business key together with `source`. */
  readonly externalId: string;
  readonly number?: string | undefined;
  readonly placedAt: Instant;
  readonly currency: string;
  readonly totalMinor: bigint;
  readonly shippingMinor?: bigint | undefined;
  readonly taxMinor?: bigint | undefined;
  readonly discountMinor?: bigint | undefined;
  readonly buyer: {
    readonly kind: "customer" | "distributor";
    readonly id: string;
    readonly name: string;
    readonly email?: string | undefined;
    readonly country?: string | undefined;
  };
  /** Id, number or code of the distributor whose link was used. */
  readonly sellerRef: string;
  readonly lines: readonly { readonly sku: string; readonly quantity: number; readonly unitPriceMinor: bigint }[];
  readonly causeId: string;
}

export type PlaceOutcome = { readonly state: "placed" | "known"; readonly orderId: OrderId } | NotYet;

interface Buyer {
  readonly id: CustomerId | DistributorId;
  readonly creditedTo: DistributorId;
}

/**
 * Records a sale once per (source, external id): prices and volumes are taken from the catalogue at `placedAt` and
 * fixed on the lines. An unknown seller or buying distributor is waited for; a total that does not add up, an unknown
 * product, or another currency waits for a person.
 */
export async function placeOrder(tx: Deps, order: PlacedOrder): Promise<PlaceOutcome> {
  const known = await resolveOrder(tx, order.source, [order.externalId]);
  if (known) return { state: "known", orderId: known };

  const { currency } = await companyOf(tx);
  if (order.currency !== currency) {
    const detail = `The order is in ${order.currency}; this company sells in ${currency}.`;
    return { state: "held", because: "currency_differs", detail };
  }
  const priced = await priceLines(tx, order);
  if ("because" in priced) return { state: "held", ...priced };
  const buyer = await findBuyer(tx, order);
  if ("state" in buyer) return buyer;
  return save(tx, order, buyer, priced.lines);
}

async function findBuyer(tx: Deps, order: PlacedOrder): Promise<Buyer | NotYet> {
  const { source, buyer, sellerRef, causeId } = order;
  if (buyer.kind === "distributor") {
    const id = await resolveDistributor(tx, buyer.id);
    return id ? { id, creditedTo: id } : { state: "waiting", waitingFor: [{ kind: "distributor", value: buyer.id }] };
  }
  const outcome = await upsertCustomer(tx, {
    source,
    externalId: buyer.id,
    name: buyer.name,
    email: buyer.email,
    country: buyer.country,
    sponsorRef: sellerRef,
    causeId,
  });
  if (outcome.state === "waiting" || outcome.state === "held") return outcome;
  return { id: outcome.customerId, creditedTo: outcome.creditedTo };
}

async function save(tx: Deps, order: PlacedOrder, buyer: Buyer, lines: readonly PricedLine[]): Promise<PlaceOutcome> {
  const id = tx.newId("ord");
  const now = tx.clock.now();
  const [row] = await tx.db
    .insert(salesOrder)
    .values({
      id,
      number: order.number ?? sql`'O-' || nextval('order_number')`,
      buyerKind: order.buyer.kind,
      buyerId: buyer.id,
      buyerName: order.buyer.name,
      buyerEmail: order.buyer.email ?? null,
      creditedTo: buyer.creditedTo,
      placedAt: earlier(order.placedAt, now),
      currency: order.currency,
      totalMinor: order.totalMinor,
      pv: lines.reduce((sum, { pv }) => sum + pv, 0n),
      cv: lines.reduce((sum, { cv }) => sum + cv, 0n),
      status: "placed",
      createdAt: now,
      causeId: order.causeId,
    })
    .returning({ number: salesOrder.number });
  if (lines.length > 0)
    await tx.db.insert(orderLine).values(lines.map((line, index) => ({ orderId: id, line: index + 1, ...line })));
  const names = [order.source, ANY_PROVIDER].map((provider) => ({ provider, value: order.externalId, orderId: id }));
  await tx.db.insert(orderRef).values(names).onConflictDoNothing();

  const { number = "" } = row ?? {};
  await wakeWaiting(tx, "order", [id, number, order.externalId]);
  await emit(tx, {
    type: "order.placed",
    subject: id,
    causeId: order.causeId,
    naturalKey: `order.placed:${id}`,
    data: { orderId: id, number, distributorId: buyer.creditedTo },
  });
  await notify(tx, "admin", "orders");
  return { state: "placed", orderId: id };
}
