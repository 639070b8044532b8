import { payoutBatch, payoutStanding } from "@upline/db";
import type { DistributorId } from "@upline/domain";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { enrol } from "../commissions/testing/world.ts";
import { inTransaction } from "../deps.ts";
import { changeStatus } from "../people/change-status.ts";
import type { TestDeps } from "../testing.ts";
import { askPayout } from "./ask-payout.job.ts";
import { runPayoutCycle } from "./run-cycle.ts";
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
  verifiedMethod,
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

/** What an approver hands in. */
const seen = ({ approvalId, fingerprint }: { approvalId: string; fingerprint: string }) => ({
  approvalId: approvalId as `apr_${string}`,
  fingerprint,
});
describe("a cycle", () => {
  test("is proposed, approved by a second person, sent, and settled, with fee and tax as the policy says", async () => {
    const { provider } = world;
    await setPolicy(deps, {
      feeMinor: "300",
      withholding: [{ country: "*", appliesTo: "without_tax_form", rate: "0.24", from: "2026-01-01", until: null }],
    });
    await deps.db.insert(payoutStanding).values({ distributorId: ash, hasTaxForm: true, updatedAt: deps.clock.now() });
    const batchId = await proposed(deps);
    expect(await booksOf(deps)).toMatchObject({
      "dist.payout_held": "-22175",
      "company.fees": "-600",
      "tax.withheld": "-2400",
    });
    expect(provider.payments.size).toBe(0);

    await approveBatch(deps, batchId);
    expect(await statesOf(deps)).toEqual({ [ash]: "approved", [birch]: "approved" });
    await deps.jobs.drain();
    expect(await statesOf(deps)).toEqual({ [ash]: "sent", [birch]: "sent" });
    expect(await booksOf(deps)).toMatchObject({ "payouts.in_transit": "-22175" });
    expect(await faultsOf(deps)).toEqual([]);

    for (const key of provider.payments.keys()) provider.happen(key, "settled");
    for (const who of [ash, birch]) await askPayout(deps, (await payoutOf(deps, who)).id);
    expect(await statesOf(deps)).toEqual({ [ash]: "settled", [birch]: "settled" });
    expect([...provider.payments.values()].map(({ amountMinor }) => amountMinor).sort()).toEqual(["14875", "7300"]);
    expect(await booksOf(deps)).toEqual({
      "company.cash": "-22175",
      "company.commission_expense": "25175",
      "company.fees": "-600",
      "tax.withheld": "-2400",
    });
    expect(await faultsOf(deps)).toEqual([]);
    expect(deps.sent.filter(({ subject }) => subject.includes("on its way"))).toHaveLength(2);
  });

  test("is proposed once, however often the timer comes, and not before its day", async () => {
    const ids = [await proposed(deps), await proposed(deps)];
    expect(new Set(ids).size).toBe(1);
    deps.setNow("2026-03-27T03:59:59.000Z");
    expect(await proposed(deps)).toBe(ids[0]);
    deps.setNow("2026-03-27T04:00:00.000Z");
    expect(await proposed(deps)).not.toBe(ids[0]);
  });

  test("counts those who are not paid by their first reason", async () => {
    const cedar = await enrol(deps, "Cedar", null, "2025-02-06T12:00:00Z");
    await give(deps, cedar, 9_000n);
    const small = await enrol(deps, "Daisy", null, "2025-02-06T12:00:00Z");
    await give(deps, small, 10n);
    const reason = "Looking at the orders";
    const change = {
      distributorId: birch,
      status: "suspended",
      fromAt: deps.clock.now(),
      reason,
      causeId: "t",
    } as const;
    await inTransaction(deps, (tx) => changeStatus(tx, change));
    const batchId = await proposed(deps);
    const { items, skipped } = await callAs(deps, user("aster")).payouts.batch({ batchId });
    expect(items.map(({ distributorId }) => distributorId)).toEqual([ash]);
    expect(skipped).toEqual({ not_in_good_standing: 1, method_missing: 1, below_minimum: 1 });
  });
});

describe("an approval", () => {
  test("by the one who asked is refused, and nothing is sent", async () => {
    const { provider } = world;
    const aster = callAs(deps, user("aster"));
    const asked = await aster.payouts.request({ batchId: await proposed(deps), reason: "Weekly payout of March" });
    await expect(aster.approvals.approve(seen(asked))).rejects.toMatchObject({
      cause: { code: "approver_is_requester" },
    });
    await deps.jobs.drain();
    expect(provider.payments.size).toBe(0);
  });

  test("of a batch that has changed is refused; asked again without what changed, it is paid", async () => {
    const { provider } = world;
    const batchId = await proposed(deps);
    const aster = callAs(deps, user("aster"));
    const first = await aster.payouts.request({ batchId, reason: "Weekly payout of March" });
    await verifiedMethod(deps, ash, "000999994418");
    const sorrel = callAs(deps, user("sorrel"));
    expect((await sorrel.approvals.list()).open).toMatchObject([{ id: first.approvalId, whyNot: "outdated" }]);
    expect((await sorrel.payouts.batch({ batchId })).approvals).toMatchObject([{ isOutdated: true }]);
    await expect(sorrel.approvals.approve(seen(first))).rejects.toMatchObject({
      cause: { code: "approval_outdated" },
    });
    expect(await statesOf(deps)).toEqual({ [ash]: "reserved", [birch]: "reserved" });

    const again = await aster.payouts.request({ batchId, reason: "Weekly payout of March" });
    expect(again.dropped).toBe(1);
    await sorrel.approvals.approve(seen(again));
    await deps.jobs.drain();
    expect(await statesOf(deps)).toEqual({ [ash]: "cancelled", [birch]: "sent" });
    expect(provider.payments.size).toBe(1);
    expect((await payoutOf(deps, ash)).because).toBe("account_changed");
    expect(await faultsOf(deps)).toEqual([]);
  });

  test("asked for twice is one request", async () => {
    const aster = callAs(deps, user("aster"));
    const batchId = await proposed(deps);
    const ask = () => aster.payouts.request({ batchId, reason: "Weekly payout of March" });
    expect((await ask()).approvalId).toBe((await ask()).approvalId);
  });

  test("above the limit of a batch, or while the books disagree, is not even asked for", async () => {
    await setPolicy(deps, { batchLimitMinor: "25174" });
    const batchId = await proposed(deps);
    const ask = callAs(deps, user("aster")).payouts.request({ batchId, reason: "Weekly payout of March" });
    await expect(ask).rejects.toMatchObject({ cause: { code: "payouts_over_limit" } });
    await callAs(deps, user("aster")).payouts.cancel({
      payoutId: (await payoutOf(deps, birch)).id,
      reason: "Looked at by hand",
    });
    await give(deps, birch, 1n, "2");
    await deps.db.execute(`alter table ledger.balances disable trigger all`);
    await deps.db.execute(
      `update ledger.balances set balance = balance - 1 where account_id = (select id from ledger.accounts where code = 'dist.available' and owner_id = '${birch}')`,
    );
    const again = callAs(deps, user("aster")).payouts.request({ batchId, reason: "Weekly payout of March" });
    await expect(again).rejects.toMatchObject({ cause: { code: "payouts_frozen" } });
  });

  test("a batch that was cancelled gives all money back, once", async () => {
    const batchId = await proposed(deps);
    const aster = callAs(deps, user("aster"));
    await aster.payouts.cancelBatch({ batchId, reason: "The bank is on holiday" });
    expect(await booksOf(deps)).toEqual({ "company.commission_expense": "25175", "dist.available": "-25175" });
    await expect(aster.payouts.cancelBatch({ batchId, reason: "The bank is on holiday" })).rejects.toMatchObject({
      cause: { code: "payout_state_changed" },
    });
    expect(await faultsOf(deps)).toEqual([]);
  });
});

test("16 at once who want to pay the same balances make one payout each", async () => {
  await Promise.all(Array.from({ length: 16 }, () => runPayoutCycle(deps)));
  expect(await deps.db.$count(payoutBatch)).toBe(1);
  expect(await statesOf(deps)).toEqual({ [ash]: "reserved", [birch]: "reserved" });
  expect(await booksOf(deps)).toEqual({ "company.commission_expense": "25175", "dist.payout_held": "-25175" });
  expect(await faultsOf(deps)).toEqual([]);
});
