import { afterEach, beforeEach, expect, test } from "vitest";
import { handleWebhook } from "../../packages/server/src/inbox/handle-webhook.ts";
import { drained, expectExactlyOnce } from "./checks.ts";
import { environmentOf, foundCompany, type SmallCompany } from "./company.ts";
import { requestOf, type SentEvent } from "./events.ts";
import { type Random, randomFrom, seedOfRun } from "./random.ts";
import { makeScript } from "./script.ts";
import { type Process, startWorker } from "./workers.ts";

/** Quick sizes; a long run sets them in the environment. */
const EVENTS = Number(process.env.FAULT_EVENTS ?? 500);
const KILLS = Number(process.env.FAULT_KILLS ?? 12);
const WORKERS = 2;
const SENDERS = 6;
const DRAIN_MS = 120_000;

let company: SmallCompany;
let random: Random;
let workers: Process[] = [];

beforeEach(async () => {
  random = randomFrom(seedOfRun());
  company = await foundCompany(random);
});
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.kill()));
  workers = [];
  await company.close();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const start = () => startWorker(environmentOf(company.url));

/** Several senders at once, as gateways are. @returns how many were answered 200 */
async function deliver(events: readonly SentEvent[]): Promise<number> {
  const open = [...events];
  let accepted = 0;
  const send = async () => {
    for (let event = open.shift(); event; event = open.shift()) {
      const { status } = await handleWebhook(requestOf(event), company.deps);
      if (status === 200) accepted += 1;
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
  return accepted;
}

const BUSY = `
  select count(*)::int as n from pg_stat_activity
    where datname = current_database() and application_name = 'upline worker' and xact_start < clock_timestamp() - interval '3 ms'`;

/** Whether a worker has a transaction open, which its queries for new work have not for so long. */
const isWorking = async (): Promise<boolean> => ((await company.rows<{ n: number }>(BUSY))[0]?.n ?? 0) > 0;

/** Waits for a batch to be worked on, then a little longer, so that the kill falls anywhere into its work. */
async function momentToKill(): Promise<boolean> {
  const until = Date.now() + 3_000;
  while (!(await isWorking()) && Date.now() < until) await pause(2);
  await pause(random.below(120));
  return isWorking();
}

test(`kill -9 of two workers at ${KILLS} random moments and more: each of ${EVENTS} events has exactly one effect`, async () => {
  const script = makeScript(random, company.people, EVENTS);
  console.log(`seed ${random.seed}: SEED=${random.seed} repeats this run`);
  workers = Array.from({ length: WORKERS }, start);
  await Promise.all(workers.map(({ ready }) => ready));

  const began = Date.now();
  let [kills, duringWork, accepted] = [0, 0, 0];
  for (let round = 0; round < KILLS; round += 1) {
    const slice = (at: number) => Math.round((script.deliveries.length * at) / KILLS);
    const delivering = deliver(script.deliveries.slice(slice(round), slice(round + 1)));
    if (await momentToKill()) duringWork += 1;
    // Sometimes all of them die at once, so that nobody is there to take over.
    const victims = random.chance(25) ? [0, 1] : [random.below(WORKERS)];
    await Promise.all(victims.map((index) => workers[index]?.kill()));
    kills += victims.length;
    for (const index of victims) workers[index] = start();
    accepted += await delivering;
    await Promise.any(workers.map(({ ready }) => ready));
  }
  expect(accepted).toBe(script.deliveries.length);
  const deliveredAt = Date.now();
  await drained(company, script, DRAIN_MS);

  const figures = { kills, duringWork, events: script.deliveries.length, duplicates: script.duplicates };
  const took = { deliverSeconds: (deliveredAt - began) / 1000, drainSeconds: (Date.now() - deliveredAt) / 1000 };
  console.log(JSON.stringify({ name: "crash", seed: random.seed, ...figures, ...took }));
  expect(kills).toBeGreaterThanOrEqual(KILLS);
  expect(duringWork).toBeGreaterThan(0);
  await expectExactlyOnce(company, script);
});
