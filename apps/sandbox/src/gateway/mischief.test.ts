import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type FakePortal, fakePortal, type Received } from "../testing/fake-portal.ts";
import { control, started } from "../testing/started.ts";
import { MISCHIEFS, type Mischief } from "./mischief.ts";

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

const order = { id: "ord_1", number: "1001", totalMinor: 9900, currency: "USD", paymentRef: "pi_1" };
const sponsorId = "dst_hazel";

async function bodyOf(provider: string, story = "customer_pays"): Promise<string> {
  const { json } = await control(sandbox.url, "compose", { provider, story, order, sponsorId });
  return json.body;
}

/** What a request looks like from the other end, as far as the cases differ. */
type Seen = Readonly<Partial<{ signedWith: string | null; aged: "now" | "old" | "early" | null; type: string | null }>>;

function seen({ raw, signedWith, ageSeconds }: Received): Seen {
  const aged = ageSeconds === null ? null : ageSeconds > 300 ? "old" : ageSeconds < -300 ? "early" : "now";
  return { signedWith, aged, type: typeIn(raw) };
}

function typeIn(raw: Buffer): string | null {
  try {
    return JSON.parse(raw.toString()).type;
  } catch {
    return null;
  }
}

describe.each(["stripe", "standard"] as const)("%s", (provider) => {
  const paid = { stripe: "payment_intent.succeeded", standard: "payment.succeeded" }[provider];
  const failed = { stripe: "payment_intent.payment_failed", standard: "payment.failed" }[provider];
  const refunded = { stripe: "charge.refunded", standard: "payment.refunded" }[provider];
  const good = { signedWith: "current", aged: "now", type: paid } as const;

  const table: readonly Readonly<{ mischief: Mischief; arrives: readonly Seen[] }>[] = [
    { mischief: "valid", arrives: [good] },
    { mischief: "tampered", arrives: [{ ...good, signedWith: null }] },
    { mischief: "wrong_secret", arrives: [{ ...good, signedWith: null }] },
    { mischief: "no_signature", arrives: [{ signedWith: null, type: paid }] },
    { mischief: "previous_secret", arrives: [{ ...good, signedWith: "previous" }] },
    { mischief: "stale", arrives: [{ ...good, aged: "old" }] },
    { mischief: "future", arrives: [{ ...good, aged: "early" }] },
    { mischief: "duplicate", arrives: [good, good] },
    { mischief: "new_event_id", arrives: [good, good] },
    { mischief: "out_of_order", arrives: [{ ...good, type: refunded }, good] },
    { mischief: "late_failure", arrives: [good, { ...good, type: failed }] },
    { mischief: "unknown_kind", arrives: [{ ...good, type: "shipping_label.printed" }] },
    { mischief: "not_json", arrives: [{ ...good, type: null }] },
    { mischief: "too_large", arrives: [good] },
    { mischief: "unknown_provider", arrives: [good] },
    { mischief: "get", arrives: [{ signedWith: null, aged: null, type: null }] },
    { mischief: "gzip", arrives: [{ ...good, type: null }] },
    { mischief: "half_body", arrives: [{ signedWith: null, aged: "now", type: null }] },
  ];

  test.each(table)("$mischief", async ({ mischief, arrives }) => {
    const { status, json } = await control(sandbox.url, "send", { provider, body: await bodyOf(provider), mischief });

    expect(status).toBe(200);
    expect(portal.received.map(seen)).toMatchObject(arrives);
    expect(json.requests.map((request: { status: number }) => request.status)).toEqual(arrives.map(() => 200));
  });

  test("every mischief has its row", () => {
    expect(table.map(({ mischief }) => mischief)).toEqual(MISCHIEFS);
  });

  test("tampered differs in exactly one byte and is still JSON", async () => {
    const body = await bodyOf(provider);
    await control(sandbox.url, "send", { provider, body, mischief: "tampered" });
    const [sent] = portal.received;
    const original = Buffer.from(body);

    expect(sent?.raw.length).toBe(original.length);
    expect([...original].filter((byte, index) => byte !== sent?.raw[index])).toHaveLength(1);
    expect(JSON.parse(String(sent?.raw)).type).toBe(paid);
  });

  test("fifty duplicates at once are one event with one name", async () => {
    const body = await bodyOf(provider);
    const input = { provider, body, mischief: "duplicate", times: 50, parallel: true };
    const { json } = await control(sandbox.url, "send", input);

    expect(portal.received).toHaveLength(50);
    expect(new Set(json.requests.map(({ eventRef }: { eventRef: string }) => eventRef)).size).toBe(1);
    expect(new Set(portal.received.map(({ raw }) => raw.toString()))).toEqual(new Set([body]));
  });

  test("a new event id names the same payment", async () => {
    const input = { provider, body: await bodyOf(provider), mischief: "new_event_id" };
    const { json } = await control(sandbox.url, "send", input);
    const names = json.requests.map(({ eventRef }: { eventRef: string }) => eventRef);
    const payments = portal.received.map(({ raw }) => {
      const { data } = JSON.parse(raw.toString());
      return data.paymentId ?? data.object.id;
    });

    expect(new Set(names).size).toBe(2);
    expect(payments).toEqual(["pi_1", "pi_1"]);
  });

  test("out of order sends the companion first when there is one", async () => {
    const companion = await bodyOf(provider, "partial_refund");
    const body = await bodyOf(provider);
    await control(sandbox.url, "send", { provider, body, mischief: "out_of_order", companion });

    expect(portal.received.map(({ raw }) => raw.toString())).toEqual([companion, body]);
  });
});

test("the body arrives byte for byte, also when it is not what anybody would send", async () => {
  const body = ' \t{"a": "Çay\u{1F343}"}\r\n\n';
  await control(sandbox.url, "send", { provider: "stripe", body, mischief: "valid" });

  expect(portal.received[0]?.raw.equals(Buffer.from(body))).toBe(true);
  expect(portal.received[0]?.signedWith).toBe("current");
});

test("sizes and paths: more than 1 MiB, an unknown slug, GET without body, gzip announced, half a body", async () => {
  const send = async (mischief: Mischief) => {
    await control(sandbox.url, "send", { provider: "stripe", body: await bodyOf("stripe"), mischief });
    const last = portal.received.at(-1);
    if (last === undefined) throw new Error("nothing arrived");
    return last;
  };

  expect((await send("too_large")).raw.length).toBe(1024 * 1024 + 1);
  expect((await send("unknown_provider")).path).toBe("/api/webhooks/gateway-nobody-knows");
  expect(await send("get")).toMatchObject({ method: "GET", path: "/api/webhooks/stripe", raw: Buffer.alloc(0) });
  expect((await send("gzip")).headers["content-encoding"]).toBe("gzip");
  expect((await send("half_body")).isComplete).toBe(false);
});

test("without a previous secret the case is refused in words, and nothing is sent", async () => {
  const bare = await started(portal.url, {
    secrets: { stripe: { current: "whsec_only-one-secret", previous: null }, standard: null },
  });
  const body = await bodyOf("stripe");
  const previous = await control(bare.url, "send", { provider: "stripe", body, mischief: "previous_secret" });
  const off = await control(bare.url, "send", { provider: "standard", body, mischief: "valid" });
  await bare.close();

  expect(previous).toMatchObject({ status: 422, json: { error: { code: "no_previous_secret" } } });
  expect(off).toMatchObject({ status: 503, json: { error: { code: "provider_off" } } });
  expect(portal.received).toEqual([]);
});
