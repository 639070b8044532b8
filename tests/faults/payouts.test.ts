import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../../apps/sandbox/src/sandbox.ts";
import { distributor, payout, payoutBatch } from "../../packages/db/src/index.ts";
import { type DistributorId, instant, type PayoutBatchId } from "../../packages/domain/src/index.ts";
import type { Deps } from "../../packages/server/src/deps.ts";
import { askPayout } from "../../packages/server/src/payouts/ask-payout.job.ts";
import { callProvider } from "../../packages/server/src/payouts/call-provider.ts";
import { proposeBatch } from "../../packages/server/src/payouts/propose-batch.ts";
import {
  approveBatch,
  booksOf,
  callAs,
  faultsOf,
  give,
  user,
  verifiedMethod,
} from "../../packages/server/src/payouts/testing/payout-world.ts";
import { environmentOf, foundCompany, type SmallCompany } from "./company.ts";
import { randomFrom, seedOfRun } from "./random.ts";

const CHILD = fileURLToPath(new URL("./payout-child.ts", import.meta.url));
const TOKEN = "token-of-the-fault-tests";
const CYCLE = { id: "2026-03-20", at: instant("2026-03-20T04:00:00Z") };
const PEOPLE = 3;
const EACH = 10_000n;
const MINUTE_MS = 60_000;

let company: SmallCompany;
let sandbox: Sandbox;
let deps: Deps;
let minutes = 0;
beforeEach(async () => {
  sandbox = await startSandbox({
    port: 0,
    portalUrl: "http://127.0.0.1:9",
    controlToken: TOKEN,
    payoutPauseMs: null,
    secrets: { stripe: null, standard: null },
  });
  Object.assign(process.env, sandboxEnv());
  company = await foundCompany(randomFrom(seedOfRun()), PEOPLE);
  minutes = 0;
  const { clock } = company.deps;
  const wall = () => instant(Date.parse(clock.wall()) + minutes * MINUTE_MS);
  deps = { ...company.deps, clock: { now: wall, wall } };
  for (const { id } of await deps.db.select({ id: distributor.id }).from(distributor)) {
    await give(deps, id as DistributorId, EACH);
    await verifiedMethod(deps, id as DistributorId);
  }
});
afterEach(async () => {
  await company.close();
  await sandbox.close();
});

const sandboxUrl = () => `http://127.0.0.1:${sandbox.httpPort}`;
const sandboxEnv = () => ({ SANDBOX_URL: sandboxUrl(), SANDBOX_CONTROL_TOKEN: TOKEN });
const headers = { authorization: `Bearer ${TOKEN}` };

/** Runs a step in a process of its own that kills itself at the point. @returns the signal that ended it */
async function killedAt(step: string, point: string): Promise<string | null> {
  const env = { PATH: process.env.PATH ?? "", ...environmentOf(company.url), ...sandboxEnv(), LOG_LEVEL: "silent" };
  const child = spawn(process.execPath, [CHILD, step, point], { env, stdio: "inherit" });
  const [, signal] = (await once(child, "exit")) as [number | null, string | null];
  return signal;
}

interface Payment {
  readonly idempotencyKey: string;
  readonly amountMinor: string;
  readonly asked: number;
}
async function payments(): Promise<readonly Payment[]> {
  const answer = await fetch(`${sandboxUrl()}/payouts`, { headers });
  return ((await answer.json()) as { payments: Payment[] }).payments;
}
const rows = () => deps.db.select().from(payout);

/** What the workers and people do afterwards, as they would without the crash. */
async function carryOn(): Promise<void> {
  const batchId = await proposeBatch(deps, { cycle: CYCLE, n: 0 });
  const [batch] = await deps.db.select().from(payoutBatch);
  if (batch?.status === "proposed") await approveBatch(deps, batchId);
  for (const { id } of await rows()) await callProvider(deps, id, "approved");
  for (let round = 0; round < 3; round += 1) {
    minutes += 16;
    for (const { id } of await rows()) await askPayout(deps, id);
  }
}

const POINTS = [
  { name: "before the commit of the reservation", step: "propose", point: "before:1" },
  { name: "after the commit of the reservation", step: "propose", point: "after:1" },
  { name: "before the commit of the approval", step: "approve", point: "before:1" },
  { name: "before the commit of sending", step: "send", point: "before:1" },
  { name: "after the commit of sending, before the call", step: "send", point: "before_call" },
  { name: "during the call", step: "send", point: "during_call" },
  { name: "after the answer, before its commit", step: "send", point: "before:2" },
  { name: "when the answer has come", step: "send", point: "after_answer" },
  { name: "after the commit of the answer", step: "send", point: "after:2" },
] as const;

test.each(POINTS)(
  "kill -9 $name: the provider has each payout once, and the ledger is balanced",
  async ({ step, point, name }) => {
    if (step !== "propose") {
      const batchId = await proposeBatch(deps, { cycle: CYCLE, n: 0 });
      if (step === "send") await approveBatch(deps, batchId);
      else
        await callAs(deps, user("aster")).payouts.request({
          batchId: batchId as PayoutBatchId,
          reason: "Weekly payout of March",
        });
    }
    expect(await killedAt(step, point)).toBe("SIGKILL");
    expect(await faultsOf(deps)).toEqual([]);

    await carryOn();
    const made = await payments();
    console.log(
      JSON.stringify({
        name: "payouts",
        point: name,
        payments: made.length,
        calls: made.reduce((sum, { asked }) => sum + asked, 0),
      }),
    );
    expect((await rows()).map(({ state }) => state)).toEqual(Array.from({ length: PEOPLE }, () => "sent"));
    expect(made.map(({ amountMinor }) => amountMinor)).toEqual(Array.from({ length: PEOPLE }, () => String(EACH)));
    expect(new Set(made.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(PEOPLE);
    expect(await booksOf(deps)).toMatchObject({ "payouts.in_transit": String(-EACH * BigInt(PEOPLE)) });
    expect(await faultsOf(deps)).toEqual([]);
  },
);
