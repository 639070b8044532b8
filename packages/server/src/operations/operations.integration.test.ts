import { jobRun, liveNotice } from "@upline/db";
import { plusMs, toUnixSeconds } from "@upline/domain";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { enrol, foundCompany, place } from "../commissions/testing/world.ts";
import { type Deps, inTransaction } from "../deps.ts";
import { handleWebhook } from "../inbox/handle-webhook.ts";
import { sweepInbox } from "../inbox/sweep.ts";
import { requestOf, signStripe, stripeEvent } from "../inbox/testing/sign.ts";
import { type Boss, openBoss } from "../jobs/boss.ts";
import { QUEUES } from "../jobs/registry.ts";
import { runDue } from "../jobs/schedule.ts";
import { notify } from "../live/notify.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { readHealth } from "./health.ts";
import { healthz } from "./healthz.ts";
import { metricsPage } from "./metrics-page.ts";
import { testEffects } from "./test-effects.ts";

let deps: TestDeps;
let boss: Boss;
let at: number;
beforeAll(async () => {
  deps = await testDeps({ now: "2026-03-20T12:00:00.000Z", env: { UPLINE_TEST_ENDPOINTS: "1" } });
  boss = await openBoss({ handle: deps.handle, log: deps.log, isWorker: false, queues: QUEUES });
  at = toUnixSeconds(deps.clock.wall());
});
afterAll(async () => {
  await boss.stop(1);
  await deps.close();
});

const pays = (id: string, amount: number) => {
  const object = { id: "pi_1", amount_received: amount, currency: "usd", metadata: { order_id: "one" } };
  return handleWebhook(requestOf(signStripe(stripeEvent({ id, created: at, object }), at)), deps);
};

describe("before there is a company", () => {
  test("nothing is due, and the health check is fine", async () => {
    await runDue(deps);
    expect(await deps.db.$count(jobRun)).toBe(0);
    expect((await healthz(deps)).status).toBe(200);
  });
});

describe("what an operator sees", () => {
  beforeAll(async () => {
    await foundCompany(deps);
    const seller = await enrol(deps, "Ash", null, "2025-02-01T12:00:00Z");
    await place(deps, { ref: "one", seller, at: "2026-03-20T11:00:00Z" });
    await deps.jobs.drain();
    await pays("evt_1", 6300);
    await pays("evt_2", 6300);
  });

  test("an event that waits makes the queue older, until it is processed", async () => {
    deps.setNow("2026-03-20T12:00:30.000Z");
    expect(await (await healthz(deps)).json()).toMatchObject({
      status: "ok",
      received: 2,
      queueAgeSeconds: 30,
      lastProcessedAt: null,
    });
    await deps.jobs.drain();
    expect(await (await healthz(deps)).json()).toMatchObject({
      received: 0,
      queueAgeSeconds: 0,
      lastProcessedAt: deps.clock.now(),
    });
  });

  test("the effects that the suites count: two stored, one paid", async () => {
    const answer = await testEffects(deps, new Request("http://127.0.0.1:3000/api/test/effects"));
    expect(await answer.json()).toEqual({
      accepted: { stripe: 2 },
      byRef: { "stripe:pi_1": { paidEffects: 1, netMinor: 6300 } },
    });
  });

  test.each([
    { name: "from elsewhere", config: {}, url: "http://upline.example/api/test/effects" },
    { name: "without the switch", config: { UPLINE_TEST_ENDPOINTS: false }, url: "http://localhost/api/test/effects" },
    { name: "in live mode", config: { PAYMENTS_MODE: "live" as const }, url: "http://localhost/api/test/effects" },
  ])("are not shown $name", async ({ config, url }) => {
    const other: Deps = { ...deps, config: { ...deps.config, ...config } };
    expect((await testEffects(other, new Request(url))).status).toBe(404);
  });

  test("the health page: a balanced ledger, sent mails, no dead letters", async () => {
    const health = await readHealth(deps);
    expect(health).toMatchObject({
      ledger: { reconRows: 0, balanced: true },
      mails: { queued: 0, failed: 0 },
      queue: { dead: 0 },
    });
  });

  test("the metrics count answers, states and queues", async () => {
    const text = await (await metricsPage(deps)).text();
    expect(text).toContain('upline_inbox_events{state="processed"} 2');
    expect(text).toMatch(/upline_webhook_answers_total\{provider="stripe",status="200"\} \d/);
  });

  test("a database that does not answer is 503 without a cause", async () => {
    const fails = () => {
      throw new Error("canary");
    };
    const broken = new Proxy(deps.db, { get: () => fails });
    const answer = await healthz({ ...deps, db: broken });
    expect(answer.status).toBe(503);
    expect(await answer.text()).not.toContain("canary");
  });
});

describe("the timed runs", () => {
  test("run once per slot, whoever asks, and again in the next", async () => {
    await Promise.all([runDue(deps), runDue(deps)]);
    await runDue(deps);
    const runs = await deps.db.select().from(jobRun).where(eq(jobRun.name, "ledger.release"));
    expect(runs).toHaveLength(1);
    expect(runs[0]?.finishedAt).not.toBeNull();
    deps.setNow("2026-03-20T13:00:00.000Z");
    await runDue(deps);
    expect(await deps.db.$count(jobRun, eq(jobRun.name, "ledger.release"))).toBe(2);
  });

  test("that were taken and never finished are taken again after five minutes", async () => {
    const [row] = await deps.db.select().from(jobRun).where(eq(jobRun.name, "ledger.release"));
    const key = row?.key ?? "";
    deps.setNow(plusMs(row?.dueAt ?? deps.clock.now(), 30 * 60_000));
    await deps.db
      .update(jobRun)
      .set({ finishedAt: null, startedAt: plusMs(deps.clock.wall(), -299_000) })
      .where(eq(jobRun.key, key));
    const finishedAt = async () =>
      (await deps.db.select().from(jobRun).where(eq(jobRun.key, key)))[0]?.finishedAt ?? null;
    await runDue(deps);
    expect(await finishedAt()).toBeNull();
    deps.setNow(plusMs(deps.clock.wall(), 2_000));
    await runDue(deps);
    expect(await finishedAt()).not.toBeNull();
  });

  test("prune notices that are older than a day", async () => {
    await inTransaction(deps, (tx) => notify(tx, "admin", "health"));
    deps.setNow("2026-03-22T00:00:00.000Z");
    await runDue(deps);
    expect(await deps.db.$count(liveNotice)).toBe(0);
  });

  test("queue what is stored and has no live job, once", async () => {
    const queued: Deps = { ...deps, jobs: boss };
    at = toUnixSeconds(deps.clock.wall());
    await pays("evt_lost", 6300); // its job is in the memory queue: for pg-boss it is lost
    expect(await sweepInbox(queued)).toBe(0); // too young
    deps.setNow(plusMs(deps.clock.wall(), 11_000));
    expect(await sweepInbox(queued)).toBe(1);
    expect(await sweepInbox(queued)).toBe(0);
  });
});
