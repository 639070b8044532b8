import { describe, expect, test } from "vitest";
import { ZodError } from "zod";
import { STANDARD_SECRET, signStandard } from "../testing/sign.ts";
import { conformance } from "./conformance.ts";
import { standard } from "./standard.ts";

conformance(standard, {
  settings: { STANDARD_WEBHOOK_SECRET: STANDARD_SECRET },
  sign: (body, at) => signStandard("msg_1", body, at).headers,
  body: JSON.stringify({ type: "payment.failed", timestamp: "2026-03-15T12:00:00Z", data: {} }),
});

const NOW = "2026-03-15T12:00:00.000Z" as never;
const AT = 1_773_576_000;
const settings = { STANDARD_WEBHOOK_SECRET: STANDARD_SECRET };
const body = new Uint8Array(Buffer.from(JSON.stringify({ type: "a", timestamp: "2026-03-15T12:00:00Z", data: {} })));
const verifyWith = (change: Record<string, string>, id = "msg_1") => {
  const headers = new Headers({ ...signStandard(id, body, AT).headers, ...change });
  return standard.verify({ rawBody: body, headers, receivedAt: NOW, toleranceSeconds: 300 }, settings);
};

describe("the grammar of Standard Webhooks", () => {
  const good = signStandard("msg_1", body, AT).headers["webhook-signature"] ?? "";
  test.each([
    { name: "an unknown version alone", value: good.replace("v1,", "v2,") },
    { name: "an unknown version before ours", value: `v2,AAAA ${good}` },
    { name: "no version", value: good.slice(3) },
    { name: "an empty element", value: `${good}  ${good}` },
    { name: "another alphabet", value: good.replaceAll("+", "-").replaceAll("/", "_").replace("=", "") },
    { name: "the word none", value: "none" },
  ])("$name refuses the header", ({ value }) => {
    expect(verifyWith({ "webhook-signature": value })).toEqual({ ok: false, because: "wrong_signature" });
  });

  test.each(["msg.1", "msg 1", "msg,1", "m".repeat(257)])(
    "an id like %s is refused although its signature fits",
    (id) => {
      expect(verifyWith({}, id)).toEqual({ ok: false, because: "wrong_signature" });
    },
  );

  test.each(["+1773576000", "1773576000.0", "0x69b69bc0", "1.773576e9", "NaN", "-1"])(
    "a time like %s is refused",
    (text) => {
      expect(verifyWith({ "webhook-timestamp": text })).toEqual({ ok: false, because: "wrong_signature" });
    },
  );
});

describe("the secrets of Standard Webhooks", () => {
  test.each([
    { name: "one of 23 bytes", value: `whsec_${Buffer.alloc(23).toString("base64")}` },
    { name: "one of 65 bytes", value: `whsec_${Buffer.alloc(65).toString("base64")}` },
    { name: "one without its prefix", value: Buffer.alloc(32).toString("base64") },
    { name: "one that is not base64", value: "whsec_this is not base64 at all, is it?" },
  ])("$name is refused at the start", ({ value }) => {
    expect(standard.settings.safeParse({ STANDARD_WEBHOOK_SECRET: value }).success).toBe(false);
  });

  test("a previous secret without a current one is half of a set", () => {
    expect(standard.settings.safeParse({ STANDARD_WEBHOOK_SECRET_PREVIOUS: STANDARD_SECRET }).success).toBe(false);
  });
});

const translate = (type: string, data: object) =>
  standard.translate({ eventRef: "msg_1", type, occurredAt: NOW, mode: null, payload: { type, data } });
const payment = { paymentId: "p_1", amountMinor: 500, currency: "USD" };

describe("what our own events mean", () => {
  test.each([
    { type: "payment.confirmed", data: payment, fact: { operation: "confirmed", operationRef: "500USD" } },
    {
      type: "payment.failed",
      data: { ...payment, reason: "no_money" },
      fact: { operation: "failed", reasonCode: "no_money" },
    },
    {
      type: "payment.refunded",
      data: { ...payment, refundId: "r_1", refundMinor: 200 },
      fact: { operation: "refunded", operationRef: "r_1" },
    },
    { type: "payment.disputed", data: payment, fact: { operation: "disputed", operationRef: "p_1" } },
    {
      type: "dispute.won",
      data: { ...payment, disputeId: "d_1" },
      fact: { operation: "dispute_won", operationRef: "d_1" },
    },
    {
      type: "dispute.lost",
      data: { ...payment, disputedMinor: 100 },
      fact: { operation: "dispute_lost", amount: { minor: 100n } },
    },
  ])("$type", ({ type, data, fact }) => {
    const [news] = translate(type, data);
    expect(news).toMatchObject({ type: "payment", paymentRef: "p_1", facts: [fact] });
  });

  test.each([
    { name: "nothing", amountMinor: 0 },
    { name: "less than nothing", amountMinor: -500 },
    { name: "a fraction", amountMinor: 12.5 },
    { name: "2^53", amountMinor: 9_007_199_254_740_992 },
  ])("an amount of $name waits for a person", ({ amountMinor }) => {
    expect(translate("payment.succeeded", { ...payment, amountMinor })).toMatchObject([
      { type: "held", because: "amount_out_of_range" },
    ]);
  });

  test.each([
    { name: "an amount in words", data: { ...payment, amountMinor: "500" } },
    { name: "an amount that is missing", data: { paymentId: "p_1", currency: "USD" } },
    { name: "a currency that is not one", data: { ...payment, currency: "usd" } },
    { name: "a payment without an id", data: { amountMinor: 500, currency: "USD" } },
  ])("$name is an error of the sender", ({ data }) => {
    expect(() => translate("payment.succeeded", data)).toThrow(ZodError);
  });

  test.each(["us", "Us", "US"])("a country written %s is kept as US", (country) => {
    const customer = { id: "c_1", name: "Ada", country };
    expect(translate("user.created", { customer })).toMatchObject([{ customer: { country: "US" } }]);
  });

  test("user.created means customer.created", () => {
    expect(translate("user.created", { customer: { id: "c_1", name: "Ada" } })).toEqual([
      { type: "customer.created", customer: { id: "c_1", name: "Ada" }, sponsorRef: null },
    ]);
  });

  test("properties that nobody knows are no error", () => {
    expect(translate("payment.succeeded", { ...payment, colour: "green" })).toHaveLength(1);
  });

  test("order.paid without a payment is an error of the sender", () => {
    const order = {
      orderId: "W-1",
      placedAt: "2026-03-15T12:00:00Z",
      currency: "USD",
      totalMinor: 0,
      sellerId: "D-1",
      lines: [],
    };
    const buyer = { kind: "customer", person: { id: "c_1" } };
    expect(() => translate("order.paid", { ...order, buyer })).toThrow(ZodError);
    expect(translate("order.placed", { ...order, buyer })).toMatchObject([{ type: "order.placed", payment: null }]);
  });
});
