import { afterEach, beforeEach, expect, test } from "vitest";
import { COMPANY_TIME, type FakePortal, fakePortal } from "../testing/fake-portal.ts";
import { control, started } from "../testing/started.ts";

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

const order = { id: "ord_1", number: "1001", totalMinor: 9900, currency: "USD" };
const pays = { provider: "stripe", story: "customer_pays", order };

test("two clocks: company time in the event, wall time in the signature", async () => {
  const { json } = await control(sandbox.url, "compose", pays);
  await control(sandbox.url, "send", { provider: "stripe", body: json.body, mischief: "valid" });
  const toldSeconds = JSON.parse(json.body).created;

  expect(Math.abs(toldSeconds - Date.parse(COMPANY_TIME) / 1000)).toBeLessThan(5);
  expect(Math.abs(portal.received[0]?.ageSeconds ?? 999)).toBeLessThan(5);
});

test("without the portal, company time is wall time", async () => {
  await portal.close();
  const { json } = await control(sandbox.url, "compose", pays);

  expect(Math.abs(JSON.parse(json.body).created - Date.now() / 1000)).toBeLessThan(5);
});

test.each(["compose", "send", "curl"])("%s wants the token", async (path) => {
  expect(await control(sandbox.url, path, pays, "another-token-0123456")).toMatchObject({
    status: 401,
    json: { error: { code: "wrong_token" } },
  });
});

test("without a token of its own the control API is off", async () => {
  const closed = await started(portal.url, { controlToken: null });
  const answer = await control(closed.url, "compose", pays);
  await closed.close();

  expect(answer).toMatchObject({ status: 403, json: { error: { code: "control_off" } } });
});

test.each([
  { name: "not JSON", input: "{", status: 400, code: "not_json" },
  { name: "an unknown story", input: { ...pays, story: "rain" }, status: 422, code: "wrong_input" },
  { name: "too many copies", input: { times: 51 }, status: 422, code: "wrong_input" },
])("refuses $name in words", async ({ input, status, code }) => {
  const path = typeof input === "object" && "times" in input ? "send" : "compose";
  const full = path === "send" ? { provider: "stripe", body: "{}", mischief: "valid", ...(input as object) } : input;

  expect(await control(sandbox.url, path, full)).toMatchObject({ status, json: { error: { code } } });
});

test("a portal that is away is an exchange with an error, not a failure of the call", async () => {
  await portal.close();
  const { status, json } = await control(sandbox.url, "send", { provider: "stripe", body: "{}", mischief: "valid" });

  expect(status).toBe(200);
  expect(json.requests).toMatchObject([{ status: null, error: expect.stringContaining("nobody listens") }]);
});

test("what the laboratory sent stands on the gateway page, escaped", async () => {
  const body = '{"id":"evt_1","type":"<b>bold</b>"}';
  await control(sandbox.url, "send", { provider: "stripe", body, mischief: "valid" });
  const page = await (await fetch(`${sandbox.url}/gateway`)).text();

  expect(page).toContain("&lt;b&gt;bold&lt;/b&gt;");
  expect(page).not.toContain("<b>bold");
  expect(page).toContain("sent once");
});
