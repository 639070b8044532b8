import { afterEach, beforeEach, expect, test } from "vitest";
import { type Deps, inTransaction } from "../../packages/server/src/deps.ts";
import { handleWebhook } from "../../packages/server/src/inbox/handle-webhook.ts";
import { processInboxEvents } from "../../packages/server/src/inbox/process-inbox-events.job.ts";
import { sweepInbox } from "../../packages/server/src/inbox/sweep.ts";
import { foundCompany, type SmallCompany } from "./company.ts";
import { orderData, requestOf, type SentEvent, standard, stripe } from "./events.ts";
import { randomFrom } from "./random.ts";

let company: SmallCompany;
beforeEach(async () => {
  company = await foundCompany(randomFrom(1), 2);
});
afterEach(() => company.close());

async function received(event: SentEvent): Promise<string> {
  expect((await handleWebhook(requestOf(event), company.deps)).status).toBe(200);
  const [row] = await company.rows<{ id: string }>("select id from inbox_event where event_ref = $1", [event.id]);
  return row?.id ?? "";
}

const act = (tx: Deps, id: string) => processInboxEvents.run(tx, [{ inboxEventId: id as `ibx_${string}` }]);
const statusOf = async (id: string) =>
  (await company.rows<{ status: string }>("select status from inbox_event where id = $1", [id]))[0]?.status;

/** Two workers at once: one begins to wait for what the other is bringing, and neither sees the other's rows. */
async function sideBySide(waiting: SentEvent, bringing: SentEvent): Promise<string> {
  const [waits, brings] = [await received(waiting), await received(bringing)];
  await inTransaction(company.deps, async (first) => {
    await act(first, waits);
    await inTransaction(company.deps, (second) => act(second, brings));
  });
  expect(await statusOf(brings)).toBe("processed");
  return waits;
}

const at = new Date(Math.floor(Date.now() / 1000) * 1000 - 3_600_000);
const newcomer = { id: "late", name: "Late Test", email: "late@example.test" };
const order = { ref: "one", seller: "P1", customer: "c", sku: "BOX", priceMinor: 6_000, at };
const intent = { id: "pi_1", amount_received: 6_000, currency: "usd", metadata: { order_id: "one" } };

test.each([
  {
    name: "a payment and its order",
    waiting: stripe("evt_paid", "payment_intent.succeeded", at, intent),
    bringing: standard("msg_order", "order.placed", at, orderData(order)),
  },
  {
    name: "an order and its seller",
    waiting: standard("msg_order", "order.placed", at, orderData({ ...order, seller: "late" })),
    bringing: standard("msg_join", "distributor.enrolled", at, { distributor: newcomer, sponsorId: "P0" }),
  },
])("$name, acted on at the same moment, find each other at the next sweep", async ({ waiting, bringing }) => {
  const id = await sideBySide(waiting, bringing);
  await sweepInbox(company.deps);
  expect(await statusOf(id)).toBe("received");
  await inTransaction(company.deps, (tx) => act(tx, id));
  expect(await statusOf(id)).toBe("processed");
  expect(await company.rows("select 1 from waiting_reference")).toEqual([]);
});
