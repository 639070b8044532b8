import type { CompanyClock } from "../gateway/company-clock.ts";
import type { Courier, Outgoing } from "../gateway/deliver.ts";
import { eventText } from "../gateway/event-text.ts";
import { idOf, newId } from "../gateway/ids.ts";
import type { SentLog } from "../gateway/sent-log.ts";
import { orderPlaced } from "../gateway/standard-events.ts";
import {
  chargeRefunded,
  paymentIntentSucceeded,
  type StripeHead,
  type StripePayment,
} from "../gateway/stripe-events.ts";
import { pageReply, type Reply, seeOther } from "../http/reply.ts";
import type { Incoming, Route } from "../http/router.ts";
import { Refusal } from "../refusal.ts";
import { type Catalogue, catalogueOf, type Sponsor } from "./catalogue.ts";
import { type Checkout, checkout, formOf } from "./checkout.ts";
import { inventedPerson } from "./invented-person.ts";
import { linesOf, newOrderId, nextThird, type ShopOrder, type ShopOrders, totalOf } from "./orders.ts";
import { choicePage, closedPage, shopPage } from "./shop-pages.ts";
import { thanksPage } from "./thanks-page.ts";

export type ShopDeps = Readonly<{
  portalUrl: string;
  orders: ShopOrders;
  courier: Courier;
  log: SentLog;
  now: CompanyClock;
}>;

/** The shop: look, order and pay, and what may follow. */
export function shopRoutes(deps: ShopDeps): readonly Route[] {
  const after = (path: string, act: (order: ShopOrder) => Promise<void>): Route => ({
    method: "POST",
    path,
    async handle({ params }) {
      const order = orderIn(deps, params.orderId);
      await act(order);
      return seeOther(`/shop/thanks/${order.id}`);
    },
  });
  return [
    { method: "GET", path: "/shop", handle: ({ url }) => show(deps, url.searchParams.get("ref")?.trim() ?? "") },
    { method: "POST", path: "/shop/pay", handle: (incoming) => pay(deps, incoming) },
    {
      method: "GET",
      path: "/shop/thanks/:orderId",
      handle({ params }) {
        const order = orderIn(deps, params.orderId);
        const deliveries = order.sent.map((id) => deps.log.find(id)).filter((delivery) => delivery !== null);
        return pageReply(thanksPage(order, deliveries));
      },
    },
    after("/shop/orders/:orderId/refund-third", (order) => refund(deps, order, nextThird(order))),
    after("/shop/orders/:orderId/refund-all", (order) => refund(deps, order, order.totalMinor - order.refundedMinor)),
    after("/shop/orders/:orderId/pay-again", (order) =>
      tell(deps, order.id, { provider: "stripe", kind: "payment_intent.succeeded", body: order.paymentBody }),
    ),
  ];
}

async function show({ portalUrl }: ShopDeps, code: string): Promise<Reply> {
  return withShop(portalUrl, code, (catalogue, sponsor) => {
    const form = { orderId: newOrderId(), ...inventedPerson(), quantities: {} };
    return pageReply(shopPage(catalogue, sponsor, form));
  });
}

async function pay(deps: ShopDeps, incoming: Incoming): Promise<Reply> {
  const posted = new URLSearchParams(await incoming.text());
  const form = formOf(posted);
  // A form sent twice is one order: the second time there is nothing to do.
  if (deps.orders.find(form.orderId) !== null) return seeOther(`/shop/thanks/${form.orderId}`);

  return withShop(deps.portalUrl, posted.get("ref")?.trim() ?? "", async (catalogue, sponsor) => {
    const bought = checkout(form, catalogue);
    if (!bought.ok) return pageReply(shopPage(catalogue, sponsor, form, bought.mistakes), 422);
    await placeAndPay(deps, catalogue, sponsor, bought);
    return seeOther(`/shop/thanks/${bought.orderId}`);
  });
}

async function placeAndPay(
  deps: ShopDeps,
  { companyName }: Catalogue,
  sponsor: Sponsor,
  bought: Extract<Checkout, { ok: true }>,
): Promise<void> {
  const { orderId: id, name, email, items } = bought;
  deps.courier.check(["standard", "stripe"]);
  const now = await deps.now();
  const placed = {
    id,
    placedAt: now.toISOString(),
    sponsor,
    companyName,
    // The same address is the same customer, in whichever shop and however often.
    buyer: { id: idOf("guest", email.toLowerCase()), name, email },
    items,
    totalMinor: totalOf(items),
    currency: items[0]?.product.currency ?? "USD",
    paymentRef: newId("pi"),
    refundedMinor: 0,
    sent: [],
  };
  const payment = paymentIntentSucceeded(headAt(now), paymentOf(placed));
  const paymentBody = eventText(payment);
  // Somebody who sent the form twice at once finds the first order here.
  if (deps.orders.find(id) !== null) return;
  deps.orders.keep({ ...placed, paymentBody });

  const { placedAt, totalMinor, currency, buyer } = placed;
  const order = orderPlaced(placedAt, {
    orderId: id,
    placedAt,
    currency,
    totalMinor,
    buyer: { kind: "customer", person: buyer },
    sellerId: sponsor.id,
    lines: linesOf(items),
  });
  await tell(deps, id, { provider: "standard", kind: order.type, body: eventText(order) });
  await tell(deps, id, { provider: "stripe", kind: payment.type, body: paymentBody });
}

async function refund(deps: ShopDeps, order: ShopOrder, minor: number): Promise<void> {
  if (minor < 1) throw new Refusal(409, "nothing_left", "All of this order was refunded already.");
  const refundedMinor = order.refundedMinor + minor;
  // Counted before anything is sent: two clicks at once are two refunds, not the same one twice.
  deps.orders.keep({ ...order, refundedMinor });
  const event = chargeRefunded(headAt(await deps.now()), paymentOf(order), refundedMinor);
  await tell(deps, order.id, { provider: "stripe", kind: event.type, body: eventText(event) });
}

async function tell({ courier, orders }: ShopDeps, orderId: string, event: Outgoing): Promise<void> {
  const sent = await courier.deliver(event);
  const order = orders.find(orderId);
  if (order !== null) orders.keep({ ...order, sent: [...order.sent, sent] });
}

type Paid = Pick<ShopOrder, "id" | "paymentRef" | "sponsor" | "buyer" | "totalMinor" | "currency">;

function paymentOf({ id, paymentRef, sponsor, buyer, totalMinor, currency }: Paid): StripePayment {
  return {
    paymentRef,
    orderId: id,
    distributorId: sponsor.id,
    customerName: buyer.name,
    customerEmail: buyer.email,
    amountMinor: totalMinor,
    currency,
  };
}

function headAt(now: Date): StripeHead {
  return { eventId: newId("evt"), created: Math.floor(now.getTime() / 1000) };
}

function orderIn({ orders }: ShopDeps, id: string | undefined): ShopOrder {
  const order = orders.find(id ?? "");
  if (order !== null) return order;
  throw new Refusal(404, "order_not_found", "This order is not here. The sandbox forgets orders when it is stopped.");
}

async function withShop(
  portalUrl: string,
  code: string,
  then: (catalogue: Catalogue, sponsor: Sponsor) => Reply | Promise<Reply>,
): Promise<Reply> {
  try {
    const catalogue = await catalogueOf(portalUrl, code);
    const { sponsor } = catalogue;
    return sponsor === null
      ? pageReply(choicePage(catalogue, code), code === "" ? 200 : 404)
      : await then(catalogue, sponsor);
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 503) throw error;
    return pageReply(closedPage(error.message, `/shop?ref=${encodeURIComponent(code)}`), 503);
  }
}
