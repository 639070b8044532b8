import { ledgerPost, payout } from "@upline/db";
import type { Currency, DistributorId } from "@upline/domain";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { TestDeps } from "../testing.ts";
import { askPayout } from "./ask-payout.job.ts";
import { callProvider } from "./call-provider.ts";
import {
  approveBatch,
  booksOf,
  callAs,
  faultsOf,
  give,
  type PayoutScene,
  payoutOf,
  payoutScene,
  proposed,
  setPolicy,
  statesOf,
  user,
} from "./testing/payout-world.ts";

let world: PayoutScene;
let deps: TestDeps;
let ash: DistributorId;
let birch: DistributorId;
beforeEach(async () => {
  world = await payoutScene();
  ({ deps, ash, birch } = world);
});
afterEach(() => deps.close());

const later = (minutes: number) => deps.setNow(new Date(Date.parse(deps.clock.now()) + minutes * 60_000).toISOString());

describe("a provider", () => {
  const sentBatch = async () => {
    const batchId = await proposed(deps);
    await approveBatch(deps, batchId);
    await deps.jobs.drain();
    return batchId;
  };

  test("that refuses one payout harms no other", async () => {
    const { provider } = world;
    provider.mischief.push("refuse");
    await sentBatch();
    expect(Object.values(await statesOf(deps)).sort()).toEqual(["failed", "sent"]);
    expect(await faultsOf(deps)).toEqual([]);
  });

  test("that accepts and does not answer is asked, and the payment is found, not sent again", async () => {
    const { provider } = world;
    provider.mischief.push("lost");
    await sentBatch();
    expect(Object.values(await statesOf(deps)).sort()).toEqual(["sent", "unknown"]);
    await deps.jobs.drain({ hurry: true });
    expect(Object.values(await statesOf(deps))).toEqual(["sent", "sent"]);
    expect([...provider.payments.values()].map(({ asked }) => asked)).toEqual([1, 1]);
    expect(await faultsOf(deps)).toEqual([]);
  });

  test("that does not know the payment gets it again with the same key, after two answers and fifteen minutes", async () => {
    const { provider } = world;
    provider.mischief.push("cut", null);
    await sentBatch();
    const unknown = (await deps.db.select().from(payout)).find(({ state }) => state === "unknown");
    if (!unknown) throw new Error("none is unknown");
    await askPayout(deps, unknown.id);
    await askPayout(deps, unknown.id);
    later(14);
    await askPayout(deps, unknown.id);
    expect(provider.payments.size).toBe(1);
    later(1);
    await askPayout(deps, unknown.id);
    expect(provider.payments.size).toBe(2);
    expect(provider.payments.get(unknown.providerKey)?.asked).toBe(1);
    expect(Object.values(await statesOf(deps))).toEqual(["sent", "sent"]);
    expect(await faultsOf(deps)).toEqual([]);
  });

  test("that cannot be asked is asked again, and nothing is sent meanwhile", async () => {
    const { provider } = world;
    provider.mischief.push("cut", "cut");
    await sentBatch();
    provider.isSilent = true;
    for (let round = 0; round < 6; round += 1) {
      later(30);
      for (const who of [ash, birch]) await askPayout(deps, (await payoutOf(deps, who)).id);
    }
    expect(provider.payments.size).toBe(0);
    expect(Object.values(await statesOf(deps))).toEqual(["unknown", "unknown"]);
    expect((await payoutOf(deps, ash)).notFound).toBe(0);
    expect(await faultsOf(deps)).toEqual([]);
  });

  test("that shows an accepted payment late and gets it again makes it once", async () => {
    const { provider } = world;
    provider.mischief.push("lost", "lost");
    await sentBatch();
    provider.isBlind = true;
    for (const minutes of [1, 16]) {
      later(minutes);
      for (const who of [ash, birch]) await askPayout(deps, (await payoutOf(deps, who)).id);
    }
    expect([...provider.payments.values()].map(({ asked }) => asked)).toEqual([2, 2]);
    expect(Object.values(await statesOf(deps))).toEqual(["sent", "sent"]);
    expect(await booksOf(deps)).toMatchObject({ "payouts.in_transit": "-25175" });
    expect(await faultsOf(deps)).toEqual([]);
  });

  test("fails one: its money is back, a retry is a new payout of the same cycle, and a second click finds nobody", async () => {
    const { provider } = world;
    provider.mischief.push("refuse");
    const batchId = await sentBatch();
    const aster = callAs(deps, user("aster"));
    const retried = await aster.payouts.retry({ batchId });
    await expect(aster.payouts.retry({ batchId })).rejects.toMatchObject({ cause: { code: "payout_state_changed" } });
    await approveBatch(deps, retried.batchId);
    await deps.jobs.drain();
    const rows = await deps.db.select().from(payout);
    expect(rows.map(({ state }) => state).sort()).toEqual(["failed", "sent", "sent"]);
    expect(rows.filter(({ key }) => key.endsWith(":1"))).toHaveLength(1);
    expect(await faultsOf(deps)).toEqual([]);
  });

  test("returns one: what arrived is available again, and its tax is not taken a second time", async () => {
    const { provider } = world;
    await setPolicy(deps, {
      feeMinor: "300",
      withholding: [{ country: "*", appliesTo: "everybody", rate: "0.1", from: "2026-01-01", until: null }],
    });
    const batchId = await sentBatch();
    const { providerKey, id, netMinor } = await payoutOf(deps, ash);
    provider.happen(providerKey, "settled");
    await askPayout(deps, id);
    provider.happen(providerKey, "returned", "account_closed");
    await askPayout(deps, id);
    await askPayout(deps, id);
    expect(await payoutOf(deps, ash)).toMatchObject({ state: "returned", because: "account_closed", taxMinor: 1518n });
    expect(await booksOf(deps)).toMatchObject({ "dist.available": String(-netMinor) });
    expect(await faultsOf(deps)).toEqual([]);

    await give(deps, ash, 1_000n, "2");
    const { batchId: again } = await callAs(deps, user("aster")).payouts.retry({ batchId, payoutIds: [id] });
    const [second] = await deps.db.select().from(payout).where(eq(payout.batchId, again));
    expect(second).toMatchObject({ grossMinor: netMinor + 1_000n, taxMinor: 100n, taxedBeforeMinor: netMinor });
  });

  test("is not asked by a stranger's word: news of a payout only makes us ask", async () => {
    const { provider } = world;
    await sentBatch();
    const { id, providerKey } = await payoutOf(deps, ash);
    await askPayout(deps, id);
    expect((await payoutOf(deps, ash)).state).toBe("sent");
    provider.happen(providerKey, "settled");
    await askPayout(deps, id);
    expect((await payoutOf(deps, ash)).state).toBe("settled");
  });
});

test("a payout that fails while its person has come to owe pays the debt first", async () => {
  const { provider } = world;
  await approveBatch(deps, await proposed(deps));
  await deps.jobs.drain();
  const currency = "USD" as Currency;
  const debt = {
    kind: "clawback",
    idem: "cl:refund:ash",
    sourceType: "test",
    sourceId: "t",
    effectiveAt: deps.clock.now(),
  } as const;
  await ledgerPost(deps.db, [
    {
      ...debt,
      lines: [
        { code: "dist.clawback_receivable", owner: ash, currency, amount: 175n },
        { code: "company.commission_expense", currency, amount: -175n },
      ],
    },
  ]);
  const { providerKey, id } = await payoutOf(deps, ash);
  provider.happen(providerKey, "failed");
  await askPayout(deps, id);
  expect(await booksOf(deps)).toMatchObject({ "dist.available": "-15000", "payouts.in_transit": "-10000" });
  expect(await faultsOf(deps)).toEqual([]);
});

test("a job that is delivered again, or to many workers at once, calls the provider once for each payout", async () => {
  const { provider } = world;
  await approveBatch(deps, await proposed(deps));
  provider.mischief.push("lost");
  const { id } = await payoutOf(deps, ash);
  await Promise.all(Array.from({ length: 8 }, () => callProvider(deps, id, "approved")));
  await callProvider(deps, id, "approved");
  expect([...provider.payments.values()].map(({ asked }) => asked)).toEqual([1]);
  expect((await payoutOf(deps, ash)).state).toBe("unknown");
});
