import { insertRows, orderLine, orderRef, salesOrder } from "@upline/db";
import {
  type CustomerId,
  type DistributorId,
  earlier,
  type Instant,
  invariant,
  type OrderId,
  type PartyId,
} from "@upline/domain";
import { sql } from "drizzle-orm";
import { companyOf } from "../company/company.ts";
import type { Deps } from "../deps.ts";
import { wakeWaiting } from "../inbox/waiting.ts";
import { notify } from "../live/notify.ts";
import { emit } from "../outbox/emit.ts";
import { partiesNamed } from "../parties/order-party.ts";
import type { NotYet } from "../people/outcome.ts";
import { resolveDistributors } from "../people/resolve-distributor.ts";
import { type CustomerNews, upsertCustomers } from "../people/upsert-customer.ts";
import { loadProducts, type PricedLine, pricedLines } from "./price-lines.ts";
import { ANY_PROVIDER, resolveOrders } from "./resolve-order.ts";

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
  /** Number or id of the party at which it was sold. */
  readonly partyRef?: string | undefined;
  /** The number of the package that is sold; the highest of the catalogue's for these products when it is left out. */
  readonly packageLevel?: string | undefined;
  readonly causeId: string;
}

export type PlaceOutcome = { readonly state: "placed" | "known"; readonly orderId: OrderId } | NotYet;

interface Buyer {
  readonly id: CustomerId | DistributorId;
  readonly creditedTo: DistributorId;
}

/**
 * Records sales once per (source, external id): prices and volumes are taken from the catalogue at `placedAt` and
 * fixed on the lines. An unknown seller or buying distributor is waited for; a total that does not add up, an unknown
 * product or party, or another currency waits for a person.
 *
 * @param list  orders that share no name; one that shares one with an earlier order is put off: its answer is null, and
 *              the caller gives it again. The first is never put off.
 * @returns     one answer per order, in the same order
 */
export async function placeOrders(tx: Deps, list: readonly PlacedOrder[]): Promise<readonly (PlaceOutcome | null)[]> {
  const { currency } = await companyOf(tx);
  const now = withoutSharedNames(list);
  const known = await resolveOrders(
    tx,
    now.map(({ source, externalId }) => ({ provider: source, references: [externalId] })),
  );
  const products = await loadProducts(tx, now);
  const partyOf = await partiesNamed(tx, now);
  const outcomes = new Map<PlacedOrder, PlaceOutcome>();
  const priced: Priced[] = [];
  for (const [index, order] of now.entries()) {
    const orderId = known[index];
    const result = orderId ? { orderId } : price(order, currency, products);
    const sold = partyOf(order);
    if ("orderId" in result) outcomes.set(order, { state: "known", orderId: result.orderId });
    else if ("because" in result) outcomes.set(order, { state: "held", ...result });
    else if ("because" in sold) outcomes.set(order, { state: "held", ...sold });
    else priced.push({ order, ...result, ...sold });
  }
  const sales: Sale[] = [];
  const buyers = await findBuyers(
    tx,
    priced.map(({ order }) => order),
  );
  for (const [index, one] of priced.entries()) {
    const buyer = buyers[index];
    if (!buyer) continue;
    if ("state" in buyer) outcomes.set(one.order, buyer);
    else sales.push({ ...one, buyer, id: tx.newId("ord") });
  }
  await save(tx, sales);
  for (const { order, id } of sales) outcomes.set(order, { state: "placed", orderId: id });
  return list.map((order) => outcomes.get(order) ?? null);
}

/** The same for one order, with its answer. */
export async function placeOrder(tx: Deps, order: PlacedOrder): Promise<PlaceOutcome> {
  const [outcome] = await placeOrders(tx, [order]);
  invariant(outcome, "the first of a list is never put off");
  return outcome;
}

interface Priced {
  readonly order: PlacedOrder;
  readonly lines: readonly PricedLine[];
  readonly sales: bigint;
  readonly partyId: PartyId | null;
  readonly packageLevel: string | null;
}

interface Sale extends Priced {
  readonly id: OrderId;
  readonly buyer: Buyer;
}

/** Those whose id and number no earlier one has: a shop may call one order what it calls another's number. */
function withoutSharedNames(list: readonly PlacedOrder[]): readonly PlacedOrder[] {
  const given = new Set<string>();
  return list.filter(({ externalId, number }) => {
    const names = [externalId.trim(), ...(number === undefined ? [] : [number])];
    if (names.some((name) => given.has(name))) return false;
    for (const name of names) given.add(name);
    return true;
  });
}

function price(order: PlacedOrder, currency: string, products: Awaited<ReturnType<typeof loadProducts>>) {
  if (order.currency === currency) return pricedLines(order, products);
  const detail = `The order is in ${order.currency}; this company sells in ${currency}.`;
  return { because: "currency_differs", detail };
}

async function findBuyers(tx: Deps, orders: readonly PlacedOrder[]): Promise<readonly (Buyer | NotYet)[]> {
  const own = orders.flatMap(({ buyer }) => (buyer.kind === "distributor" ? [buyer.id] : []));
  const distributors = await resolveDistributors(tx, own);
  const customers = await upsertCustomers(
    tx,
    orders.flatMap((order) => (order.buyer.kind === "customer" ? [customerOf(order)] : [])),
  );
  let next = 0;
  return orders.map(({ buyer }) => {
    if (buyer.kind === "distributor") {
      const id = distributors.get(buyer.id);
      return id ? { id, creditedTo: id } : { state: "waiting", waitingFor: [{ kind: "distributor", value: buyer.id }] };
    }
    const outcome = customers[next++];
    invariant(outcome, "every customer has an answer");
    if (outcome.state === "waiting" || outcome.state === "held") return outcome;
    return { id: outcome.customerId, creditedTo: outcome.creditedTo };
  });
}

const customerOf = ({ source, buyer, sellerRef, causeId }: PlacedOrder): CustomerNews => ({
  source,
  externalId: buyer.id,
  name: buyer.name,
  email: buyer.email,
  country: buyer.country,
  sponsorRef: sellerRef,
  causeId,
});

async function save(tx: Deps, sales: readonly Sale[]): Promise<void> {
  if (sales.length === 0) return;
  const now = tx.clock.now();
  const rows = await tx.db
    .insert(salesOrder)
    .values(
      sales.map(({ id, order, buyer, lines, sales: net, partyId, packageLevel }) => ({
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
        sales: net,
        partyId,
        packageLevel,
        status: "placed" as const,
        createdAt: now,
        causeId: order.causeId,
      })),
    )
    .returning({ id: salesOrder.id, number: salesOrder.number });
  const numbers = new Map(rows.map(({ id, number }) => [id, number]));
  await insertRows(
    tx.db,
    orderLine,
    sales.flatMap(({ id, lines }) => lines.map((line, index) => ({ orderId: id, line: index + 1, ...line }))),
  );
  const names = sales.flatMap(({ id, order }) =>
    [order.source, ANY_PROVIDER].map((provider) => ({ provider, value: order.externalId, orderId: id })),
  );
  await insertRows(tx.db, orderRef, names, { onConflictDoNothing: true });
  await wakeWaiting(
    tx,
    "order",
    sales.flatMap(({ id, order }) => [id, numbers.get(id) ?? "", order.externalId]),
  );
  await emit(
    tx,
    sales.map(({ id, order, buyer }) => ({
      type: "order.placed",
      subject: id,
      causeId: order.causeId,
      naturalKey: `order.placed:${id}`,
      data: { orderId: id, number: numbers.get(id) ?? "", distributorId: buyer.creditedTo },
    })),
  );
  await notify(tx, "admin", "orders");
}
