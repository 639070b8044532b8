import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type FakePortal, fakePortal } from "../testing/fake-portal.ts";
import { started } from "../testing/started.ts";

let portal: FakePortal;
let sandbox: Awaited<ReturnType<typeof started>>;
beforeEach(async () => {
  portal = await fakePortal();
  sandbox = await started(portal.url);
});
afterEach(async () => {
  await sandbox.close();
  await portal.close();
});

const get = async (path: string) => {
  const answer = await fetch(`${sandbox.url}${path}`);
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
};
const post = (path: string, form: Record<string, string> = {}, headers: Record<string, string> = {}) =>
  fetch(`${sandbox.url}${path}`, { method: "POST", body: new URLSearchParams(form), headers, redirect: "manual" });

const FORM = {
  ref: "HAZEL",
  orderId: "SHOP-23456789AB",
  name: "Fern <Hill>",
  email: "fern.hill@shop-guest.example",
  "quantity:TEA-MINT": "2",
  "quantity:TEA-SAGE": "1",
};
const events = () => portal.received.map(({ raw }) => JSON.parse(raw.toString()));

test("the shop shows whose it is and what there is, with an invented buyer", async () => {
  const { status, text, headers } = await get("/shop?ref=HAZEL");

  expect(status).toBe(200);
  expect(text).toContain("<h1>Shop of Hazel &lt;Grove&gt;</h1>");
  expect(text).toContain("Cool &amp; green");
  expect(text).toContain("$12.50");
  expect(text).toContain("$19.00");
  expect(text).toMatch(/name="orderId" value="SHOP-[2-9A-HJ-NP-Z]{10}"/);
  expect(text).toMatch(/value="[a-z]+\.[a-z]+@shop-guest\.example"/);
  expect(headers.get("content-security-policy")).toContain("default-src 'none'");
});

test("a link that names nobody offers the shops there are", async () => {
  const unknown = await get("/shop?ref=%3Cb%3E");

  expect(unknown).toMatchObject({ status: 404, text: expect.stringContaining("&lt;b&gt;") });
  expect((await get("/shop")).status).toBe(200);
  expect(unknown.text).toContain('href="/shop?ref=HAZEL"');
});

test("paying sends the order, then its payment, both signed, and says so", async () => {
  const answer = await post("/shop/pay", FORM);

  expect(answer.status).toBe(303);
  expect(answer.headers.get("location")).toBe("/shop/thanks/SHOP-23456789AB");
  expect(portal.received).toMatchObject([
    { path: "/api/webhooks/standard", signedWith: "current" },
    { path: "/api/webhooks/stripe", signedWith: "current" },
  ]);
  const [placed, paid] = events();
  expect(placed).toMatchObject({
    type: "order.placed",
    timestamp: expect.stringMatching(/^2026-03-18T14:00/),
    data: {
      orderId: "SHOP-23456789AB",
      totalMinor: 4400,
      currency: "USD",
      sellerId: "dst_hazel",
      buyer: { kind: "customer", person: { name: "Fern <Hill>", email: "fern.hill@shop-guest.example" } },
      lines: [
        { sku: "TEA-MINT", quantity: 2, unitPriceMinor: 1250 },
        { sku: "TEA-SAGE", quantity: 1, unitPriceMinor: 1900 },
      ],
    },
  });
  expect(paid).toMatchObject({
    type: "payment_intent.succeeded",
    data: {
      object: {
        amount_received: 4400,
        currency: "usd",
        metadata: {
          order_id: "SHOP-23456789AB",
          distributor_id: "dst_hazel",
          customer_name: "Fern <Hill>",
          customer_email: "fern.hill@shop-guest.example",
        },
      },
    },
  });
  const { text } = await get("/shop/thanks/SHOP-23456789AB");
  expect(text).toContain("Thank you, Fern &lt;Hill&gt;");
  expect(text).toContain("order.placed");
  expect(text).toContain("payment_intent.succeeded");
  expect(text.match(/>200</g)).toHaveLength(2);
});

test("a form sent twice, also at once, is one order", async () => {
  await Promise.all([post("/shop/pay", FORM), post("/shop/pay", FORM)]);
  await post("/shop/pay", FORM);

  expect(events().map(({ type }) => type)).toEqual(["order.placed", "payment_intent.succeeded"]);
});

test("the same address is the same customer in every order", async () => {
  await post("/shop/pay", FORM);
  await post("/shop/pay", { ...FORM, orderId: "SHOP-AAAAAAAAAA", email: "Fern.Hill@shop-guest.example" });
  const ids = events()
    .filter(({ type }) => type === "order.placed")
    .map(({ data }) => data.buyer.person.id);

  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
});

test("refunds state the running total and end when nothing is left", async () => {
  await post("/shop/pay", FORM);
  const paths = ["refund-third", "refund-third", "refund-all"].map((name) => `/shop/orders/${FORM.orderId}/${name}`);
  for (const path of paths) expect((await post(path)).status).toBe(303);
  const refunds = events().slice(2);
  const paymentRef = events()[1].data.object.id;

  expect(refunds.map(({ type }) => type)).toEqual(["charge.refunded", "charge.refunded", "charge.refunded"]);
  expect(refunds.map(({ data }) => data.object.amount_refunded)).toEqual([1466, 2932, 4400]);
  expect(refunds.map(({ data }) => data.object.refunded)).toEqual([false, false, true]);
  expect(refunds.every(({ data }) => data.object.payment_intent === paymentRef)).toBe(true);
  expect((await post(`/shop/orders/${FORM.orderId}/refund-all`)).status).toBe(409);
  expect((await get(`/shop/thanks/${FORM.orderId}`)).text).toContain("nothing is left to refund");
});

test("sending the payment again sends the same bytes", async () => {
  await post("/shop/pay", FORM);
  await post(`/shop/orders/${FORM.orderId}/pay-again`);

  expect(portal.received[2]?.raw.equals(portal.received[1]?.raw ?? Buffer.alloc(0))).toBe(true);
});

test.each([
  { name: "no product", change: { "quantity:TEA-MINT": "0", "quantity:TEA-SAGE": "" }, told: "at least one product" },
  { name: "half a packet", change: { "quantity:TEA-MINT": "0.5" }, told: "a number from 0 to 99" },
  { name: "a hundred packets", change: { "quantity:TEA-MINT": "100" }, told: "a number from 0 to 99" },
  { name: "no name", change: { name: " " }, told: "A name is needed" },
  { name: "a strange address", change: { email: "fern" }, told: "not an e-mail address" },
])("refuses $name in words, keeps the form, and sends nothing", async ({ change, told }) => {
  const answer = await post("/shop/pay", { ...FORM, ...change });
  const text = await answer.text();

  expect(answer.status).toBe(422);
  expect(text).toContain(told);
  expect(text).toContain(`value="${FORM.orderId}"`);
  expect(portal.received).toEqual([]);
});

test("a form of another site is refused", async () => {
  expect((await post("/shop/pay", FORM, { origin: "https://elsewhere.example" })).status).toBe(403);
  expect((await post("/shop/pay", FORM, { origin: sandbox.url })).status).toBe(303);
});

test("a webhook that the portal could not store is sent again, and the page follows", async () => {
  portal.answers.push({ status: 503 }, { status: 503 });
  await post("/shop/pay", FORM);

  await vi.waitFor(() => expect(portal.received).toHaveLength(4));
  await vi.waitFor(async () => {
    expect((await get(`/shop/thanks/${FORM.orderId}`)).text.match(/stored<\/td>/g)).toHaveLength(2);
  });
});

test("a portal that is down closes the shop in words", async () => {
  await portal.close();
  const shop = await get("/shop?ref=HAZEL");
  const paid = await post("/shop/pay", FORM);

  expect(shop).toMatchObject({ status: 503, text: expect.stringContaining("does not answer at") });
  expect(paid.status).toBe(503);
  expect(await paid.text()).toContain("Nothing was sent");
});

test("without a secret nothing is sent, not even half", async () => {
  const mute = await started(portal.url, { secrets: { stripe: null, standard: null } });
  const answer = await fetch(`${mute.url}/shop/pay`, { method: "POST", body: new URLSearchParams(FORM) });
  const text = await answer.text();
  await mute.close();

  expect(answer.status).toBe(503);
  expect(text).toContain("STANDARD_WEBHOOK_SECRET is not set");
  expect(portal.received).toEqual([]);
});
