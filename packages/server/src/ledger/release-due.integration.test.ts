import { type LedgerPosting, ledgerPost } from "@upline/db";
import { type Currency, instant } from "@upline/domain";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { confirmed, enrol, foundCompany, place, refunded, stateOf, told } from "../commissions/testing/world.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { reconcile } from "./reconcile.ts";
import { releaseDue } from "./release-due.ts";

let deps: TestDeps;
let seller: string;
beforeEach(async () => {
  deps = await testDeps({ now: "2026-03-05T12:00:00.000Z" });
  await foundCompany(deps);
  seller = await enrol(deps, "Ash", null, "2025-02-01T12:00:00Z");
});
afterEach(() => deps.close());

describe("a commission", () => {
  /** Paid at five in the morning in New York, before the clocks there went forward: the fourteenth day ends an hour sooner. */
  const PAID = "2026-03-05T10:00:00Z";
  const [LAST_MOMENT, END_OF_HOLD] = ["2026-03-19T08:59:59.999Z", "2026-03-19T09:00:00.000Z"];

  test("stays pending to the last millisecond of its hold, and is available from then on", async () => {
    await place(deps, { ref: "one", seller, at: PAID });
    await told(deps, "one", [confirmed(6300n, PAID)]);
    deps.setNow(LAST_MOMENT);
    expect(await releaseDue(deps)).toBe(0);
    expect((await stateOf(deps)).balances).toEqual([{ code: "dist.pending", owner_id: seller, balance: "-1418" }]);

    deps.setNow(END_OF_HOLD);
    expect(await releaseDue(deps)).toBe(1);
    expect((await stateOf(deps)).balances).toEqual([{ code: "dist.available", owner_id: seller, balance: "-1418" }]);
    expect(await reconcile(deps)).toEqual([]);
  });

  test("of a batch goes first to what its own earner owes, line after line, and leaves the others alone", async () => {
    const other = await enrol(deps, "Birch", null, "2025-02-01T12:00:00Z");
    const sell = async (ref: string, who: string) => {
      await place(deps, { ref, seller: who, at: PAID });
      await told(deps, ref, [confirmed(6300n, PAID)]);
    };
    await sell("spent", seller);
    deps.setNow(END_OF_HOLD);
    expect(await releaseDue(deps)).toBe(1);
    await ledgerPost(deps.db, [payoutOf(seller, 1418n)]);
    await told(deps, "spent", [refunded("all", 6300n, "2026-03-20T12:00:00Z")]);
    expect(await ownedBy(seller)).toMatchObject({ "dist.clawback_receivable": "1418" });

    for (const ref of ["one", "two"]) await sell(ref, seller);
    await sell("else", other);
    // A third of the first is taken back while it is pending, so that the debt reaches into the second line.
    await told(deps, "one", [refunded("part", 2100n, "2026-03-20T12:00:00Z")]);
    expect(await releaseDue(deps)).toBe(3);
    expect(await ownedBy(seller)).toEqual({ "dist.available": "-945" });
    expect(await ownedBy(other)).toEqual({ "dist.available": "-1418" });
    expect(await reconcile(deps)).toEqual([]);
    expect(await releaseDue(deps)).toBe(0);
  });

  async function ownedBy(person: string): Promise<Record<string, unknown>> {
    const { balances } = await stateOf(deps);
    return Object.fromEntries(balances.filter((one) => one.owner_id === person).map((one) => [one.code, one.balance]));
  }
});

function payoutOf(owner: string, amount: bigint): LedgerPosting {
  const currency = "USD" as Currency;
  return {
    kind: "payout_request",
    idem: `payout:${owner}`,
    sourceType: "payout",
    sourceId: "pay_1",
    effectiveAt: instant("2026-03-19T10:00:00Z"),
    lines: [
      { code: "dist.available", owner, currency, amount },
      { code: "company.cash", currency, amount: -amount },
    ],
  };
}
