import { afterEach, beforeEach, expect, test } from "vitest";
import { handleWebhook } from "../../packages/server/src/inbox/handle-webhook.ts";
import { openPostgres } from "../../scripts/postgres.mjs";
import { drained, expectExactlyOnce } from "./checks.ts";
import { environmentOf, foundCompany, type SmallCompany } from "./company.ts";
import { requestOf, type SentEvent } from "./events.ts";
import { type Random, randomFrom, seedOfRun } from "./random.ts";
import { makeScript } from "./script.ts";
import { type Process, startWorker } from "./workers.ts";

/** Quick sizes; a long run sets them in the environment. */
const EVENTS = Number(process.env.FAULT_EVENTS ?? 300);
const CRASHES = Number(process.env.FAULT_CRASHES ?? 2);
const SENDERS = 6;
const DRAIN_MS = 180_000;
const AGAIN_MS = 100;

interface Server {
  readonly url: string;
  crash(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

let server: Server;
let company: SmallCompany;
let random: Random;
let worker: Process;
const givenServer = process.env.TEST_DATABASE_URL;

beforeEach(async () => {
  random = randomFrom(seedOfRun());
  server = (await openPostgres({ durable: true, own: true })) as Server;
  process.env.TEST_DATABASE_URL = server.url;
  company = await foundCompany(random);
  worker = startWorker(environmentOf(company.url));
  await worker.ready;
});
afterEach(async () => {
  await worker.kill();
  await company.close();
  await server.stop();
  process.env.TEST_DATABASE_URL = givenServer;
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** As gateways do: what was not answered with 200 is sent again. @returns how often one was not */
async function deliver(events: readonly SentEvent[], begun: () => void): Promise<number> {
  const open = [...events];
  let refused = 0;
  const send = async () => {
    for (let event = open.shift(); event; event = open.shift()) {
      if (open.length < events.length / 2) begun();
      const status = await handleWebhook(requestOf(event), company.deps).then(
        (answer) => answer.status,
        () => 500,
      );
      if (status === 200) continue;
      refused += 1;
      open.push(event);
      await pause(AGAIN_MS);
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, send));
  return refused;
}

test(`PostgreSQL ends ${CRASHES} times without a word under load: what was acknowledged is there once`, async () => {
  const script = makeScript(random, company.people, EVENTS);
  console.log(`seed ${random.seed}: SEED=${random.seed} repeats this run`);
  let refused = 0;
  for (let round = 0; round < CRASHES; round += 1) {
    const slice = (at: number) => Math.round((script.deliveries.length * at) / CRASHES);
    const half = Promise.withResolvers<void>();
    const delivering = deliver(script.deliveries.slice(slice(round), slice(round + 1)), half.resolve);
    await half.promise;
    await pause(random.below(150));
    await server.crash();
    await pause(500);
    await server.restart();
    refused += await delivering;
  }
  const deliveredAt = Date.now();
  await drained(company, script, DRAIN_MS);
  const drainSeconds = (Date.now() - deliveredAt) / 1000;
  const counts = { events: script.deliveries.length, crashes: CRASHES, refused };
  console.log(JSON.stringify({ name: "postgres", seed: random.seed, ...counts, drainSeconds }));
  expect(refused).toBeGreaterThan(0);
  // Nobody has to start a process again because the database was away for a moment.
  expect(worker.isAlive()).toBe(true);
  await expectExactlyOnce(company, script);
});
