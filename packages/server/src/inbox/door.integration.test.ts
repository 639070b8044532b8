import { inboxEvent, rejectedRequest } from "@upline/db";
import { plusMs, toUnixSeconds } from "@upline/domain";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDeps, testDeps } from "../testing.ts";
import { handleWebhook } from "./handle-webhook.ts";
import { requestOf, type Signed, signStandard, signStripe, stripeEvent } from "./testing/sign.ts";

let deps: TestDeps;
let at: number;
beforeAll(async () => {
  deps = await testDeps();
  at = toUnixSeconds(deps.clock.wall());
});
afterAll(() => deps.close());

const MIB = 1024 * 1024;
const post = (request: Request, options = {}) => handleWebhook(request, deps, options);
const rowsOf = (eventRef: string) => deps.db.select().from(inboxEvent).where(eq(inboxEvent.eventRef, eventRef));
const doorOf = (slug: string, init: RequestInit = {}) =>
  new Request(`http://localhost/api/webhooks/${slug}`, { method: "POST", body: "{}", ...init });

/** Refusals are logged after the answer: waits until no more of them come. */
async function settled(): Promise<void> {
  for (let before = -1, now = 0; before !== now; ) {
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 300));
    now = await deps.db.$count(rejectedRequest);
  }
}

/** Repeats are counted after the answer, and nobody waits for it. */
const COUNTED = { timeout: 20_000 };
const duplicatesOf = async (ref: string) => (await rowsOf(ref)).map(({ duplicates }) => duplicates);

describe("a genuine event", () => {
  test("is stored as it came, with its job, and answered 200 without a body", async () => {
    const body = stripeEvent({ id: "evt_first", created: at, type: "plan.created" });
    const response = await post(requestOf(signStripe(body, at)));

    expect(response.status).toBe(200);
    expect(await response.text()).toBe("");
    const [row] = await rowsOf("evt_first");
    expect(row).toMatchObject({
      provider: "stripe",
      type: "plan.created",
      status: "received",
      mode: "test",
      verifiedWith: "current",
    });
    expect(Buffer.from(row?.raw ?? []).toString()).toBe(body);
    expect(row?.headers["stripe-signature"]).toBe(`t=${at},v1=(not kept)`);
    expect(deps.jobs.waiting.map(({ job }) => job.payload)).toContainEqual({ inboxEventId: row?.id });
  });

  test("is stored with a trailing slash in the address too: a redirect would count as a failure", async () => {
    const signed = signStripe(stripeEvent({ id: "evt_slash", created: at }), at);
    expect((await post(requestOf({ ...signed, slug: "stripe/" }))).status).toBe(200);
  });

  test("that comes again is answered 200 and counted, without a second row or job", async () => {
    const signed = signStandard(
      "msg_again",
      JSON.stringify({ type: "a", timestamp: "2026-03-15T12:00:00Z", data: {} }),
      at,
    );
    await post(requestOf(signed));
    const jobs = deps.jobs.waiting.length;
    for (let more = 0; more < 3; more += 1) expect((await post(requestOf(signed))).status).toBe(200);

    await expect.poll(() => duplicatesOf("msg_again"), COUNTED).toEqual([3]);
    expect(deps.jobs.waiting).toHaveLength(jobs);
  });

  test("in fifty copies at once is one row and one job", async () => {
    const signed = signStripe(stripeEvent({ id: "evt_fifty", created: at }), at);
    const jobs = deps.jobs.waiting.length;
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(requestOf(signed))));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await expect.poll(() => duplicatesOf("evt_fifty"), COUNTED).toEqual([49]);
    expect(deps.jobs.waiting).toHaveLength(jobs + 1);
  });

  test("with a zero character in its texts is stored: its bytes as they came, its type without the character", async () => {
    const body = JSON.stringify({
      id: "evt_zero",
      type: "a\u0000b",
      created: at,
      data: { object: { note: "\u0000" } },
    });
    expect((await post(requestOf(signStripe(body, at)))).status).toBe(200);
    const [row] = await rowsOf("evt_zero");
    expect(row?.type).toBe("ab");
    expect(Buffer.from(row?.raw ?? []).toString()).toBe(body);
  });

  test("of a megabyte is stored", async () => {
    const pad = "x".repeat(MIB - 300);
    const body = stripeEvent({ id: "evt_large", created: at, type: "plan.created", object: { pad } });
    expect((await post(requestOf(signStripe(body, at)))).status).toBe(200);
  });
});

describe("an answer of the door", () => {
  const signed = (): Signed => signStripe(stripeEvent({ id: "evt_refused", created: at }), at);
  const cases: readonly {
    readonly name: string;
    readonly make: () => Request;
    readonly status: number;
    readonly header?: [string, string];
  }[] = [
    { name: "an unknown provider", make: () => doorOf("nobody"), status: 404 },
    { name: "__proto__ as a provider", make: () => doorOf("__proto__"), status: 404 },
    { name: "constructor as a provider", make: () => doorOf("constructor"), status: 404 },
    { name: "no provider", make: () => doorOf(""), status: 404 },
    {
      name: "GET",
      make: () => doorOf("stripe", { method: "GET", body: null }),
      status: 405,
      header: ["allow", "POST"],
    },
    { name: "PUT", make: () => doorOf("stripe", { method: "PUT" }), status: 405, header: ["allow", "POST"] },
    { name: "OPTIONS", make: () => doorOf("stripe", { method: "OPTIONS" }), status: 405, header: ["allow", "POST"] },
    { name: "gzip", make: () => doorOf("stripe", { headers: { "content-encoding": "gzip" } }), status: 415 },
    {
      name: "two encodings",
      make: () => doorOf("stripe", { headers: { "content-encoding": "identity, br" } }),
      status: 415,
    },
    {
      name: "more than a megabyte",
      make: () => doorOf("stripe", { body: "x".repeat(MIB + 1) }),
      status: 413,
      header: ["connection", "close"],
    },
    {
      name: "an announced length above a megabyte",
      make: () => doorOf("stripe", { headers: { "content-length": String(MIB + 1) } }),
      status: 413,
    },
    { name: "no signature", make: () => doorOf("stripe"), status: 401 },
    { name: "an empty body", make: () => doorOf("stripe", { body: null }), status: 401 },
    { name: "another body", make: () => requestOf({ ...signed(), body: "{}" }), status: 401 },
    { name: "another secret", make: () => requestOf(signStripe("{}", at, "whsec_of_somebody_else")), status: 401 },
    { name: "a stale time", make: () => requestOf(signStripe("{}", at - 301)), status: 401 },
    { name: "a future time", make: () => requestOf(signStripe("{}", at + 301)), status: 401 },
    { name: "genuine and not JSON", make: () => requestOf(signStripe("{", at)), status: 400 },
    {
      name: "genuine and not UTF-8",
      make: () => requestOf(signStripe(new Uint8Array([0x7b, 0xff, 0x7d]), at)),
      status: 400,
    },
    { name: "genuine and without an id", make: () => requestOf(signStripe("{}", at)), status: 400 },
  ];

  test.each(cases)("for $name is $status", async ({ make, status, header }) => {
    const response = await post(make());
    expect(response.status).toBe(status);
    expect(await response.text()).toBe("");
    if (header) expect(response.headers.get(header[0])).toBe(header[1]);
    expect(await rowsOf("evt_refused")).toEqual([]);
  });

  test("for an upload that does not end is 408, and the socket is closed", async () => {
    const body = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array([0x7b])) });
    const response = await post(doorOf("stripe", { body, duplex: "half" } as RequestInit), { deadlineMs: 30 });
    expect(response.status).toBe(408);
    expect(response.headers.get("connection")).toBe("close");
  });

  test("for an upload that drips beyond a megabyte is 413", async () => {
    const body = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(100_000)) });
    expect((await post(doorOf("stripe", { body, duplex: "half" } as RequestInit))).status).toBe(413);
  });

  test("for an upload that is broken off is silence: nothing is thrown, nothing is logged as refused", async () => {
    await settled();
    const before = await deps.db.$count(rejectedRequest);
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error("connection reset")) });
    await expect(post(doorOf("stripe", { body, duplex: "half" } as RequestInit))).resolves.toBeInstanceOf(Response);
    await settled();
    expect(await deps.db.$count(rejectedRequest)).toBe(before);
  });

  test("for an upload that ends before its announced length is silence too, and no refusal", async () => {
    await settled();
    const before = await deps.db.$count(rejectedRequest);
    await post(doorOf("stripe", { body: "{", headers: { "content-length": "100" } }));
    await settled();
    expect(await deps.db.$count(rejectedRequest)).toBe(before);
  });

  test("is 503 with Retry-After when nothing can be stored, and says nothing of the cause", async () => {
    const broken = new Proxy(deps.db, {
      get: (db, key) =>
        key === "transaction" ? () => Promise.reject(new Error("disk full: secret")) : Reflect.get(db, key),
    });
    const response = await handleWebhook(requestOf(signed()), { ...deps, db: broken });
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("30");
    expect(await response.text()).toBe("");
  });
});

describe("the log of refused requests", () => {
  test("holds reason, size and hash, no more than twenty rows a minute, and then one that counts", async () => {
    const now = deps.clock.wall();
    await settled();
    deps.setNow(plusMs(now, 120_000));
    const before = await deps.db.$count(rejectedRequest);
    for (let sent = 0; sent < 50; sent += 1) await post(doorOf("standard", { body: "refused" }));
    await expect.poll(() => deps.db.$count(rejectedRequest), COUNTED).toBe(before + 20);
    await settled();
    deps.setNow(now);

    expect(await deps.db.$count(rejectedRequest)).toBe(before + 20);
    const [row] = await deps.db.select().from(rejectedRequest).where(eq(rejectedRequest.provider, "standard"));
    expect(row).toMatchObject({ reason: "no_signature", status: 401, sizeBytes: 7, count: 1, addressPrefix: null });
  });
});
