import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { confirmed, enrol, foundCompany, place, stateOf, told } from "../commissions/testing/world.ts";
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
});
