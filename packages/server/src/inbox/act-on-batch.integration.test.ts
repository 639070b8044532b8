import { inboxEvent, payment } from "@upline/db";
import { type PlanVersion, toUnixSeconds } from "@upline/domain";
import { asc, ne } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { enrol, foundCompany, place, stateOf } from "../commissions/testing/world.ts";
import { reconcile } from "../ledger/reconcile.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { handleWebhook } from "./handle-webhook.ts";
import { requestOf, type Signed, signStandard, signStripe, stripeEvent } from "./testing/sign.ts";

const NOW = "2026-03-20T12:00:00.000Z";
const PAID = "2026-03-20T11:00:00Z";
const BOX = 6300;

const open: TestDeps[] = [];
afterEach(async () => {
  for (const deps of open.splice(0)) await deps.close();
});

/** The plan with bonuses that only a buyer's first order pays, so that it matters which one that is. */
const onFirstOrders = (plan: PlanVersion): PlanVersion => ({
  ...plan,
  bonuses: plan.bonuses.map((bonus) =>
    bonus.source.kind === "orders" ? { ...bonus, source: { ...bonus.source, firstOnly: true } } : bonus,
  ),
});

/** A company with a line of three, and orders of few buyers: several of each, so that a batch meets them again. */
async function company(orders: number): Promise<TestDeps> {
  const deps = await testDeps({ now: NOW });
  open.push(deps);
  await foundCompany(deps, { changed: onFirstOrders });
  const ash = await enrol(deps, "Ash", null, "2026-02-01T12:00:00Z");
  const birch = await enrol(deps, "Birch", ash, "2026-02-10T12:00:00Z");
  const sellers = [ash, birch, await enrol(deps, "Cedar", birch, "2026-02-20T12:00:00Z")];
  await deps.jobs.drain();
  for (let n = 0; n < orders; n += 1) {
    const seller = sellers[n % sellers.length] ?? ash;
    await place(deps, { ref: `o${n}`, seller, at: PAID, isOwn: n % 4 === 0, customer: `buyer-${n % 5}` });
  }
  return deps;
}

const at = toUnixSeconds("2026-03-20T12:00:00.000Z" as never);
const pays = (id: string, paymentRef: string, order: string, amount = BOX): Signed =>
  signStripe(
    stripeEvent({
      id,
      created: at - 60,
      object: { id: paymentRef, amount_received: amount, currency: "usd", metadata: { order_id: order } },
    }),
    at,
  );
const refunds = (id: string, paymentRef: string, totalMinor: number): Signed => {
  const object = {
    id: `ch_${id}`,
    payment_intent: paymentRef,
    amount: BOX,
    amount_refunded: totalMinor,
    currency: "usd",
  };
  return signStripe(stripeEvent({ id, type: "charge.refunded", created: at - 30, object }), at);
};

const ours = (id: string, type: string, data: object): Signed =>
  signStandard(id, JSON.stringify({ type, timestamp: "2026-03-20T11:59:00Z", data }), at);

/** Payments, twice told ones, refunds before and after them, a second payment of a paid order, a wrong amount. */
function story(orders: number): Signed[] {
  const events = Array.from({ length: orders }, (_, n) => pays(`evt_${n}`, `pi_${n}`, `o${n}`));
  events.splice(3, 0, refunds("evt_early", "pi_7", 2100));
  events.splice(9, 0, pays("evt_2_again", "pi_2", "o2"), pays("evt_second_payer", "pi_other", "o1"));
  events.push(refunds("evt_part", "pi_4", 1000), refunds("evt_whole", "pi_4", BOX), refunds("evt_five", "pi_5", 77));
  events.splice(12, 0, pays("evt_wrong", "pi_wrong", "o0", BOX + 1));
  return events;
}

async function send(deps: TestDeps, events: readonly Signed[], { oneByOne }: { oneByOne: boolean }): Promise<void> {
  for (const event of events) {
    const { status } = await handleWebhook(requestOf(event), deps);
    if (status !== 200) throw new Error(`the door answered ${status}`);
    if (oneByOne) await deps.jobs.drain();
  }
  await deps.jobs.drain();
}

describe("a batch", () => {
  test("makes the same true as its events one after the other, whatever they share", async () => {
    const [together, alone] = [await company(16), await company(16)];
    await send(together, story(16), { oneByOne: false });
    await send(alone, story(16), { oneByOne: true });
    expect(await stateOf(together)).toEqual(await stateOf(alone));
    const effects = (deps: TestDeps) =>
      deps.db
        .select({ ref: payment.paymentRef, effects: payment.confirmEffects })
        .from(payment)
        .where(ne(payment.confirmEffects, 0))
        .orderBy(asc(payment.paymentRef));
    expect(await effects(together)).toEqual(await effects(alone));
    expect((await effects(together)).every((row) => row.effects === 1)).toBe(true);
    expect(await reconcile(together)).toEqual([]);
    const states = (deps: TestDeps) =>
      deps.db
        .select({ ref: inboxEvent.eventRef, status: inboxEvent.status, because: inboxEvent.because })
        .from(inboxEvent)
        .orderBy(asc(inboxEvent.eventRef));
    expect(await states(together)).toEqual(await states(alone));
  });

  test("takes people before orders and orders before payments, however they were stored", async () => {
    const deps = await company(0);
    const buyer = { kind: "customer", person: { id: "c_9", name: "Cy Example", email: "cy@example.test" } };
    const lines = [{ sku: "BOX", quantity: 1, unitPriceMinor: BOX }];
    const order = (orderId: string) => ({
      orderId,
      placedAt: "2026-03-20T11:58:00Z",
      currency: "USD",
      totalMinor: BOX,
      buyer,
      lines,
    });
    const person = { distributor: { id: "dee", name: "Dee Test", email: "dee@example.test" }, sponsorId: "Ash" };
    const events = [
      pays("evt_a", "pi_a", "A"),
      pays("evt_b", "pi_b", "B"),
      ours("msg_a", "order.placed", { ...order("A"), sellerId: "dee" }),
      ours("msg_b", "order.placed", { ...order("B"), sellerId: "dee" }),
      ours("msg_b_again", "order.placed", { ...order("B"), sellerId: "dee" }),
      ours("msg_dee", "distributor.enrolled", person),
    ];
    await send(deps, events, { oneByOne: false });
    const rows = await deps.db
      .select({
        ref: inboxEvent.eventRef,
        status: inboxEvent.status,
        because: inboxEvent.because,
        attempts: inboxEvent.attempts,
      })
      .from(inboxEvent)
      .orderBy(asc(inboxEvent.eventRef));
    const done = { status: "processed", because: null, attempts: 1 };
    expect(rows).toEqual([
      { ref: "evt_a", ...done },
      { ref: "evt_b", ...done },
      { ref: "msg_a", ...done },
      { ref: "msg_b", ...done },
      { ref: "msg_b_again", ...done, because: "known_already" },
      { ref: "msg_dee", ...done },
    ]);
    expect(await reconcile(deps)).toEqual([]);
  });
});
