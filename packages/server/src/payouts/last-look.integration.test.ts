import { distributor, payout, payoutBatch, reconciliationCheck } from "@upline/db";
import type { DistributorId, PayoutBatchId } from "@upline/domain";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { TestDeps } from "../testing.ts";
import { askDuePayouts } from "./ask-payout.job.ts";
import { POLL_MS } from "./call-provider.ts";
import { proposeBatch } from "./propose-batch.ts";
import {
  approveBatch,
  booksOf,
  callAs,
  faultsOf,
  type PayoutScene,
  payoutOf,
  payoutScene,
  proposed,
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

const later = (ms: number) => deps.setNow(new Date(Date.parse(deps.clock.now()) + ms).toISOString());
const approvedBatch = async (): Promise<PayoutBatchId> => {
  const batchId = await proposed(deps);
  await approveBatch(deps, batchId);
  return batchId;
};

describe("between the approval and the moment it leaves", () => {
  test("a payout of somebody who is suspended by then goes back to what he has, and harms no other", async () => {
    await approvedBatch();
    await deps.db.update(distributor).set({ status: "suspended" }).where(eq(distributor.id, ash));
    await deps.jobs.drain();
    expect(await payoutOf(deps, ash)).toMatchObject({ state: "cancelled", because: "not_in_good_standing", calls: 0 });
    expect((await payoutOf(deps, birch)).state).toBe("sent");
    expect(world.provider.payments.size).toBe(1);
    expect(await booksOf(deps)).toMatchObject({ "dist.available": "-15175", "payouts.in_transit": "-10000" });
    expect(await faultsOf(deps)).toEqual([]);
  });

  test("nothing leaves while the books disagree; it goes out by the timer once they agree", async () => {
    await approvedBatch();
    await deps.db.insert(reconciliationCheck).values({ check: "seal", faultCount: 1 });
    await deps.jobs.drain();
    expect(Object.values(await statesOf(deps))).toEqual(["approved", "approved"]);
    expect(await payoutOf(deps, ash)).toMatchObject({ because: "payouts_frozen", calls: 0 });
    expect(await askDuePayouts(deps)).toEqual({ asked: 0, sent: 0 });

    await deps.db.update(reconciliationCheck).set({ faultCount: 0 }).where(eq(reconciliationCheck.check, "seal"));
    later(POLL_MS);
    expect(await askDuePayouts(deps)).toEqual({ asked: 0, sent: 2 });
    await deps.jobs.drain();
    expect(Object.values(await statesOf(deps))).toEqual(["sent", "sent"]);
    expect(await payoutOf(deps, ash)).toMatchObject({ because: null, detail: null, calls: 1 });
    expect(await faultsOf(deps)).toEqual([]);
  });

  test("an approved payout whose job was lost is sent by the timer, once", async () => {
    await approvedBatch();
    (deps.jobs.waiting as unknown[]).length = 0;
    later(POLL_MS);
    await askDuePayouts(deps);
    await askDuePayouts(deps);
    await deps.jobs.drain();
    expect(Object.values(await statesOf(deps))).toEqual(["sent", "sent"]);
    expect([...world.provider.payments.values()].map(({ asked }) => asked)).toEqual([1, 1]);
  });
});

describe("a batch whose making was broken off", () => {
  const brokenOff = async (): Promise<PayoutBatchId> => {
    const batchId = await proposed(deps);
    await deps.db.update(payoutBatch).set({ status: "proposing" }).where(eq(payoutBatch.id, batchId));
    return batchId;
  };

  test("can be given up, and its money goes back", async () => {
    const batchId = await brokenOff();
    await callAs(deps, user("aster")).payouts.cancelBatch({ batchId, reason: "It was never finished" });
    expect(Object.values(await statesOf(deps))).toEqual(["cancelled", "cancelled"]);
    expect(await booksOf(deps)).toMatchObject({ "dist.available": "-25175" });
    expect(await faultsOf(deps)).toEqual([]);
  });

  test("takes nobody in any more once somebody else has finished it", async () => {
    const batchId = await proposed(deps);
    const cycle = { id: "2026-03-20", at: deps.clock.now() };
    await callAs(deps, user("aster")).payouts.cancelBatch({ batchId, reason: "To be made anew by hand" });
    expect(await proposeBatch(deps, { cycle, n: 0 })).toBe(batchId);
    expect(await deps.db.select().from(payout).where(eq(payout.state, "reserved"))).toEqual([]);
  });

  test("of a person is not taken for that of another", async () => {
    const cycle = { id: "2026-03-20", at: deps.clock.now() };
    await proposeBatch(deps, { cycle, n: 1, only: [ash], action: "payouts.retry" });
    await expect(proposeBatch(deps, { cycle, n: 1, only: [birch], action: "payouts.retry" })).rejects.toMatchObject({
      code: "payout_state_changed",
    });
    expect(Object.values(await statesOf(deps))).toEqual(["reserved"]);
  });
});
