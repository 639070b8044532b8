import { DAY_MS, type Person, PRODUCTS } from "./company.ts";
import { orderData, type SentEvent, type ShopOrder, standard, stripe } from "./events.ts";
import type { Random } from "./random.ts";

/** What shall be true of a payment at the end: known from the script, never read from the system. */
export interface ExpectedPayment {
  readonly confirmEffects: 0 | 1;
  readonly netMinor: number;
  readonly status: string;
}

/** Deliveries in the order in which they are sent, and what they come to. */
export interface Script {
  readonly deliveries: readonly SentEvent[];
  /** By provider and payment. */
  readonly payments: ReadonlyMap<string, ExpectedPayment>;
  /** Cents of posted lines by bonus and earner, without those that come to nothing. */
  readonly earned: ReadonlyMap<string, number>;
  /** Hundredths of PV and CV that are left by the person they count for. */
  readonly volumes: ReadonlyMap<string, { readonly pv: number; readonly cv: number }>;
  /** Events that never find their order. */
  readonly orphans: readonly string[];
  readonly duplicates: number;
  readonly enrolled: readonly Person[];
}

const FAST_START = [20, 10, 5];
const RETAIL = 25;
/** Quarters of the price that are refunded, one event each. */
const REFUNDS: readonly (readonly number[])[] = [[], [], [], [], [1], [2], [1, 1], [4], [1, 3], [2, 2]];
const DUPLICATES = 15;

interface Stage {
  readonly events: SentEvent[];
  readonly payments: Map<string, ExpectedPayment>;
  readonly earned: Map<string, number>;
  readonly volumes: Map<string, { readonly pv: number; readonly cv: number }>;
  readonly enrolled: Person[];
  readonly orphans: string[];
  orders: number;
}

const emptyStage = (): Stage => ({
  events: [],
  payments: new Map(),
  earned: new Map(),
  volumes: new Map(),
  enrolled: [],
  orphans: [],
  orders: 0,
});

function earn({ earned }: Stage, bonus: string, { key }: Person, cents: number): void {
  if (cents !== 0) earned.set(`${bonus} ${key}`, (earned.get(`${bonus} ${key}`) ?? 0) + cents);
}

function sold({ volumes }: Stage, { key }: Person, pv: number, cv: number): void {
  const before = volumes.get(key) ?? { pv: 0, cv: 0 };
  volumes.set(key, { pv: before.pv + pv, cv: before.cv + cv });
}

/**
 * Orders, payments, refunds, failures and enrolments: 15 % sent twice, some payments told under two event ids,
 * a fifth of all out of order, some refunds before their payment, some payments before their order or their person.
 */
export function makeScript(random: Random, people: readonly Person[], size: number): Script {
  const stage = emptyStage();
  const unique = Math.ceil(size / (1 + DUPLICATES / 100));
  while (stage.events.length < unique) {
    const kind = random.below(100);
    if (kind < 3) orphan(stage);
    else if (kind < 10) enrolment(stage, random, people);
    else sale(stage, random, random.pick([...people, ...stage.enrolled]));
  }
  const again = Array.from({ length: Math.max(0, size - stage.events.length) }, () => random.pick(stage.events));
  const deliveries = shuffled(random, stage.events, again);
  const { payments, earned, volumes, orphans, enrolled } = stage;
  return { deliveries, payments, earned, volumes, orphans, enrolled, duplicates: again.length };
}

function orphan(stage: Stage): void {
  const number = stage.orphans.length + 1;
  const id = `pi_orphan_${number}`;
  stage.orphans.push(`stripe evt_${id}`);
  const intent = { id, amount_received: 5_000, currency: "usd", metadata: { order_id: `nowhere-${number}` } };
  stage.events.push(stripe(`evt_${id}`, "payment_intent.succeeded", ago(1), intent));
  stage.payments.set(`stripe ${id}`, { confirmEffects: 0, netMinor: 0, status: "open" });
}

/** A newcomer, and the first own order, which needs the newcomer to be there. */
function enrolment(stage: Stage, random: Random, people: readonly Person[]): void {
  const sponsor = random.pick(people);
  const key = `N${stage.enrolled.length}`;
  const newcomer: Person = { key, sponsor, depth: sponsor.depth + 1, joinedAt: ago(9) };
  stage.enrolled.push(newcomer);
  const distributor = { id: key, name: `${key} Test`, email: `${key.toLowerCase()}@example.test` };
  stage.events.push(
    standard(`msg_enrol_${key}`, "distributor.enrolled", newcomer.joinedAt, { distributor, sponsorId: sponsor.key }),
  );
  sale(stage, random, newcomer, true);
}

function sale(stage: Stage, random: Random, seller: Person, isOwn = random.chance(30)): void {
  stage.orders += 1;
  const ref = `order-${stage.orders}`;
  const item = random.pick(PRODUCTS);
  const at = ago(8 - random.below(6) * 0.9);
  const order: ShopOrder = {
    ref,
    seller: seller.key,
    sku: item.sku,
    priceMinor: item.priceMinor,
    at,
    ...(isOwn ? {} : { customer: `c-${seller.key}-${random.below(3)}` }),
  };
  const viaShop = random.chance(50);
  const payment = viaShop ? `standard pay-${ref}` : `stripe pi_${ref}`;
  const refunds = random.pick(REFUNDS);
  stage.events.push(...(viaShop ? toldByShop(order, refunds, random) : toldByGateway(order, refunds, random)));

  const taken = refunds.reduce((sum, quarters) => sum + quarters, 0);
  const status = taken === 0 ? "paid" : taken === 4 ? "refunded" : "part_refunded";
  stage.payments.set(payment, { confirmEffects: 1, netMinor: part(item.priceMinor, 4 - taken), status });
  const left = part(item.cv, 4 - taken);
  sold(stage, seller, part(item.pv, 4 - taken), left);
  if (!isOwn) earn(stage, "retail_bonus", seller, share(left, RETAIL));
  else {
    for (const [level, above] of uplineOf(seller).entries()) {
      earn(stage, "fast_start", above, share(left, FAST_START[level] ?? 0));
    }
  }
}

const part = (whole: number, quarters: number) => (whole * quarters) / 4;
const share = (hundredths: number, percent: number) => (hundredths * percent) / 100;
const ago = (days: number) => new Date(Math.floor((Date.now() - days * DAY_MS) / 1000) * 1000);
const later = (at: Date, minutes: number) => new Date(at.getTime() + minutes * 60_000);

function uplineOf({ sponsor }: Person, levels = FAST_START.length): Person[] {
  return sponsor === null || levels === 0 ? [] : [sponsor, ...uplineOf(sponsor, levels - 1)];
}

/** The shop says that the order is paid, and tells its refunds itself. */
function toldByShop(order: ShopOrder, refunds: readonly number[], random: Random): SentEvent[] {
  const { ref, priceMinor, at } = order;
  const paymentId = `pay-${ref}`;
  const base = { paymentId, orderId: ref, amountMinor: priceMinor, currency: "USD" };
  const events = [standard(`msg_paid_${ref}`, "order.paid", at, orderData(order, paymentId))];
  if (random.chance(10)) events.push(standard(`msg_again_${ref}`, "payment.succeeded", at, base));
  refunds.forEach((quarters, index) => {
    const data = { ...base, refundId: `re_${ref}_${index}`, refundMinor: part(priceMinor, quarters) };
    events.push(standard(`msg_refund_${ref}_${index}`, "payment.refunded", later(at, 60 + index), data));
  });
  return events;
}

/** The shop places the order, the gateway tells of the payment: attempts that fail, success, refunds. */
function toldByGateway(order: ShopOrder, refunds: readonly number[], random: Random): SentEvent[] {
  const { ref, priceMinor, at } = order;
  const metadata = { order_id: ref };
  const intent = { id: `pi_${ref}`, amount_received: priceMinor, currency: "usd", metadata };
  const events = [standard(`msg_placed_${ref}`, "order.placed", at, orderData(order))];
  const failed = (when: Date) => stripe(`evt_failed_${ref}`, "payment_intent.payment_failed", when, intent);
  if (random.chance(8)) events.push(failed(later(at, 1)));
  events.push(stripe(`evt_paid_${ref}`, "payment_intent.succeeded", later(at, 5), intent));
  if (random.chance(8)) events.push(stripe(`evt_again_${ref}`, "payment_intent.succeeded", later(at, 5), intent));
  refunds.forEach((quarters, index) => {
    const refund = {
      id: `re_${ref}_${index}`,
      payment_intent: intent.id,
      currency: "usd",
      status: "succeeded",
      metadata,
    };
    const amount = part(priceMinor, quarters);
    events.push(stripe(`evt_refund_${ref}_${index}`, "refund.created", later(at, 60 + index), { ...refund, amount }));
  });
  return events;
}

/** Most events come about where they belong, a fifth anywhere; copies come anywhere after the first. */
function shuffled(random: Random, events: readonly SentEvent[], again: readonly SentEvent[]): SentEvent[] {
  const total = events.length;
  const places = events.map((event, index) => ({
    event,
    at: random.chance(20) ? random.below(total) : index + random.below(4),
  }));
  const copies = again.map((event) => {
    const first = places.find((place) => place.event === event)?.at ?? 0;
    return { event, at: first + random.below(random.chance(50) ? 3 : total) };
  });
  return [...places, ...copies].toSorted((a, b) => a.at - b.at).map(({ event }) => event);
}
