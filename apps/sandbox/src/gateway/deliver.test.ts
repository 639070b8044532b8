import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type FakePortal, fakePortal, SECRETS } from "../testing/fake-portal.ts";
import { courier, WAITS_MS } from "./deliver.ts";
import { type SentLog, sentLog } from "./sent-log.ts";

let portal: FakePortal;
let log: SentLog;
beforeEach(async () => {
  portal = await fakePortal();
  log = sentLog();
});
afterEach(() => portal.close());

const event = { provider: "stripe", kind: "customer.created", body: '{"id":"evt_1"}' } as const;
const started = (waits: readonly number[]) => courier({ portalUrl: portal.url, secrets: SECRETS }, log, waits);

test.each([
  { name: "taken at once", answers: [200], tries: 1, state: "delivered" },
  { name: "tried again after 503, until it is taken", answers: [503, 500, 200], tries: 3, state: "delivered" },
  { name: "not sent again after 401", answers: [401], tries: 1, state: "refused" },
  { name: "not sent again after a redirect", answers: [302], tries: 1, state: "refused" },
  { name: "given up after the fifth try", answers: [503, 503, 503, 503, 503, 200], tries: 5, state: "given_up" },
])("$name", async ({ answers, tries, state }) => {
  portal.answers.push(...answers.map((status) => ({ status })));
  const id = await started([1, 1, 1, 1]).deliver(event);

  await vi.waitFor(() => expect(log.find(id)?.state).toBe(state));
  expect(log.find(id)?.tries.map(({ status }) => status)).toEqual(answers.slice(0, tries));
  expect(portal.received.every(({ signedWith }) => signedWith === "current")).toBe(true);
});

test("all tries are one event by name", async () => {
  portal.answers.push({ status: 503 });
  const id = await started([1]).deliver({ ...event, provider: "standard" });

  await vi.waitFor(() => expect(log.find(id)?.state).toBe("delivered"));
  expect(new Set(portal.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
});

test("waits as long as the portal asks, half a minute at most", async () => {
  portal.answers.push({ status: 503, headers: { "retry-after": "3600" } });
  const sender = started([1]);
  const id = await sender.deliver(event);
  sender.stop();
  const waitMs = Date.parse(log.find(id)?.nextTryAt ?? "") - Date.now();

  expect(waitMs).toBeGreaterThan(28_000);
  expect(waitMs).toBeLessThanOrEqual(30_000);
});

test("five tries, and together longer than a portal needs to restart", () => {
  expect(WAITS_MS).toHaveLength(4);
  expect(WAITS_MS.reduce((a, b) => a + b)).toBeGreaterThan(20_000);
});
