import { type Instant, plusMs } from "@upline/domain";
import { type DemoEvent, momentOf, standard, stripe } from "./world-events.ts";
import { TODAY } from "./world-people.ts";
import type { DemoOrder } from "./world-sales.ts";

/** What went wrong in the demo's last days, so that every unusual state can be looked at. */
export function plantedStories(orders: readonly DemoOrder[]): DemoEvent[] {
  const recent = orders.filter(({ day, refunds }) => day >= TODAY - 8 && day < TODAY - 1 && refunds.length === 0);
  const [twice, early, late, failedFirst] = recent;
  if (!twice || !early || !late || !failedFirst) return [];
  return [
    // The same payment announced by two events.
    stripe(momentOf(TODAY - 1, 9 * 60), "payment_intent.succeeded", `evt_${twice.key}_again`, intent(twice)),
    // A late "failed" for a payment that went through.
    failedEvent(failedFirst, momentOf(TODAY - 1, 10 * 60)),
    // A third of an order went back yesterday, and the gateway told us twice.
    ...["", "_again"].map((mark) =>
      refundEvent(early, `evt_re_${early.key}_story${mark}`, momentOf(TODAY - 1, 11 * 60)),
    ),
    // A payment whose amount is not the order's: waits for a person.
    ...amountDiffers(late),
    // A payment nobody can match yet, and an event of an unexpected form.
    stripe(momentOf(TODAY - 1, 15 * 60), "payment_intent.succeeded", "evt_story_unmatched", {
      id: "pi_story_unmatched",
      object: "payment_intent",
      amount_received: 4800,
      currency: "usd",
      metadata: { order_id: "MO-99999" },
    }),
    stripe(momentOf(TODAY - 1, 16 * 60), "payment_intent.succeeded", "evt_story_odd", {
      id: "pi_story_odd",
      object: "payment_intent",
      amount_received: "forty-eight",
      currency: "usd",
      metadata: {},
    }),
  ];
}

const intent = (order: DemoOrder) => ({
  id: `pi_${order.key}`,
  object: "payment_intent",
  amount_received: Number(order.totalMinor),
  currency: "usd",
  metadata: { order_id: order.key },
});

const failedEvent = (order: DemoOrder, at: Instant) =>
  stripe(at, "payment_intent.payment_failed", `evt_${order.key}_failed`, {
    id: `pi_${order.key}`,
    object: "payment_intent",
    amount: Number(order.totalMinor),
    currency: "usd",
    last_payment_error: { code: "card_declined" },
    metadata: { order_id: order.key },
  });

const refundEvent = (order: DemoOrder, eventRef: string, at: Instant) =>
  stripe(at, "charge.refunded", eventRef, {
    id: `ch_${order.key}`,
    object: "charge",
    payment_intent: `pi_${order.key}`,
    amount: Number(order.totalMinor),
    amount_refunded: Number(order.totalMinor / 3n),
    currency: "usd",
  });

function amountDiffers(like: DemoOrder): DemoEvent[] {
  const at = momentOf(TODAY - 1, 13 * 60);
  const { customer, seller } = like;
  const person = customer ?? seller;
  const kind = customer ? "customer" : "distributor";
  const data = {
    orderId: "MO-STORY-1",
    placedAt: at,
    currency: "USD",
    totalMinor: 4800,
    buyer: { kind, person: { id: person.key, name: person.name, email: person.email } },
    sellerId: seller.key,
    lines: [{ sku: "BOX-MORN", quantity: 1, unitPriceMinor: 4800 }],
  };
  const paid = {
    id: "pi_story_amount",
    object: "payment_intent",
    amount_received: 4300,
    currency: "usd",
    metadata: { order_id: "MO-STORY-1" },
  };
  return [
    standard(at, "order.placed", "placed-MO-STORY-1", data),
    stripe(plusMs(at, 60_000), "payment_intent.succeeded", "evt_story_amount", paid),
  ];
}
