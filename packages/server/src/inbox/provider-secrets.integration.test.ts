import { auditEntry, providerSecret } from "@upline/db";
import { plusMs, toUnixSeconds } from "@upline/domain";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TestDeps, testDeps } from "../testing.ts";
import { checkSignature } from "./check-signature.ts";
import { handleWebhook } from "./handle-webhook.ts";
import { clearSecret, setSecret } from "./provider-secrets.ts";
import { forgetSettings } from "./provider-settings.ts";
import { getProvider } from "./providers.queries.ts";
import { requestOf, signStripe, stripeEvent } from "./testing/sign.ts";

const [FIRST, SECOND] = ["whsec_the-first-of-the-two", "whsec_the-second-of-the-two"];
const NAME = "STRIPE_WEBHOOK_SECRET";

let deps: TestDeps;
beforeAll(async () => {
  deps = await testDeps({ env: { [NAME]: "" } });
});
beforeEach(async () => {
  await deps.db.delete(providerSecret);
  forgetSettings(deps);
});
afterAll(() => deps.close());

const store = (secret: string, overlapHours = 24) =>
  setSecret(deps, { slug: "stripe", name: NAME, secret, overlapHours });
async function answerTo(secret: string, id = "evt_1"): Promise<number> {
  const at = toUnixSeconds(deps.clock.wall());
  return (await handleWebhook(requestOf(signStripe(stripeEvent({ id, created: at }), at, secret)), deps)).status;
}

describe("a provider's secret that was typed in", () => {
  test("switches the provider on, and off when it is cleared", async () => {
    expect(await answerTo(FIRST)).toBe(404);
    await store(FIRST);
    expect(await answerTo(FIRST)).toBe(200);
    expect(await getProvider(deps, "stripe")).toMatchObject({ isOn: true, source: "stored" });
    await clearSecret(deps, { slug: "stripe", name: NAME });
    expect(await answerTo(FIRST)).toBe(404);
  });

  test("is nowhere to be read: not in the table, the audit log, or the screen", async () => {
    await store(FIRST);
    const rows = [
      await deps.db.select().from(providerSecret),
      await deps.db.select().from(auditEntry),
      await getProvider(deps, "stripe"),
    ];
    const text = JSON.stringify(rows, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
    expect(text).not.toContain(FIRST);
    expect(text).toContain("providers.setSecret");
  });

  test("that was replaced is accepted for its overlap, its use is noted, and then it is refused", async () => {
    await store(FIRST);
    await store(SECOND, 24);
    expect(await answerTo(SECOND, "evt_new")).toBe(200);
    expect(await answerTo(FIRST, "evt_old")).toBe(200);
    // Noted after the answer, and nobody waits for it.
    const used = async () => (await getProvider(deps, "stripe")).settings[0];
    await expect.poll(used, { timeout: 20_000 }).toMatchObject({ isSet: true, previousLastUsedAt: deps.clock.wall() });

    deps.setNow(plusMs(deps.clock.wall(), 25 * 3_600_000));
    expect(await answerTo(FIRST, "evt_late")).toBe(401);
    expect(await answerTo(SECOND, "evt_later")).toBe(200);
  });

  test("that was replaced without an overlap is refused at once", async () => {
    await store(FIRST);
    await store(SECOND, 0);
    expect(await answerTo(FIRST)).toBe(401);
  });

  test("does not open at another place, nor when it was changed", async () => {
    await store(FIRST);
    const [row] = await deps.db.select().from(providerSecret);
    await deps.db.insert(providerSecret).values({
      ...row,
      provider: "standard",
      name: "STANDARD_WEBHOOK_SECRET",
      wrapped: row?.wrapped ?? "",
      setBy: "x",
      setAt: deps.clock.wall(),
    });
    const moved = { ...deps, config: { ...deps.config, providers: new Map() } };
    forgetSettings(moved);
    const request = new Request("http://localhost/api/webhooks/standard", { method: "POST", body: "{}" });
    expect((await handleWebhook(request, moved)).status).toBe(503);
    await deps.db
      .update(providerSecret)
      .set({ wrapped: `${row?.wrapped.slice(0, -2)}AA` })
      .where(eq(providerSecret.provider, "stripe"));
    forgetSettings(deps);
    expect(await answerTo(FIRST)).toBe(503);
  });

  test.each([
    { name: "too short", change: { secret: "whsec_short" } },
    { name: "of a setting that is not there", change: { name: "STRIPE_API_KEY" } },
    { name: "of the previous one", change: { name: `${NAME}_PREVIOUS` } },
  ])("$name is refused, without being repeated", async ({ change }) => {
    const given = { slug: "stripe", name: NAME, secret: FIRST, overlapHours: 1, ...change };
    await expect(setSecret(deps, given)).rejects.toMatchObject({ code: "input_malformed" });
    await expect(setSecret(deps, given)).rejects.not.toThrow(given.secret);
  });

  test("gives way to the environment", async () => {
    await store(FIRST);
    const both = { ...deps, config: { ...deps.config, providers: new Map([["stripe", { [NAME]: SECOND }]]) } };
    forgetSettings(both);
    const at = toUnixSeconds(deps.clock.wall());
    const request = requestOf(signStripe(stripeEvent({ id: "evt_env", created: at }), at, FIRST));
    expect((await handleWebhook(request, both)).status).toBe(401);
    expect(await getProvider(both, "stripe")).toMatchObject({ source: "environment" });
  });
});

describe("checking a pasted request", () => {
  const body = () => stripeEvent({ id: "evt_pasted", created: toUnixSeconds(deps.clock.wall()) });
  const check = (header: string, text: string) =>
    checkSignature(deps, { slug: "stripe", headers: `Host: x\r\nStripe-Signature: ${header}\r\n`, body: text });

  test("tells a genuine one, a stale one, a changed one, and one without a signature apart", async () => {
    await store(FIRST);
    const at = toUnixSeconds(deps.clock.wall());
    const headerOf = (time: number) => signStripe(body(), time, FIRST).headers["stripe-signature"] ?? "";
    expect(await check(headerOf(at), body())).toEqual({
      verdict: "genuine",
      because: "verified_with_current",
      differs: null,
    });
    expect(await check(headerOf(at - 4000), body())).toMatchObject({ verdict: "refused", differs: "time" });
    expect(await check(headerOf(at), `${body()} `)).toMatchObject({ verdict: "refused", differs: "bytes_or_key" });
    expect(await checkSignature(deps, { slug: "stripe", headers: "", body: body() })).toMatchObject({
      differs: "missing",
    });
  });

  test("needs a secret", async () => {
    await expect(check("t=1,v1=00", "{}")).rejects.toMatchObject({ code: "provider_not_configured" });
  });
});
