import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { confirmed, enrol, foundCompany, place, told } from "../commissions/testing/world.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { salesThisWeek } from "./overview.ts";

let deps: TestDeps;
beforeEach(async () => {
  deps = await testDeps({ now: "2026-03-11T16:00:00.000Z" });
  await foundCompany(deps);
});
afterEach(async () => {
  await deps.close();
});

const BOX = 6300n;

async function sellAt(seller: string, ref: string, quantity: number, at: string) {
  await place(deps, { ref, seller, quantity, at });
  await told(deps, ref, [confirmed(BOX * BigInt(quantity), at)]);
}

describe("sales this week", () => {
  test("stand beside the same part of last week, hour by local hour across a change of the clocks", async () => {
    const ash = await enrol(deps, "Ash", null, "2025-02-01T12:00:00Z");
    await sellAt(ash, "sunday before", 1, "2026-03-02T04:59:00Z");
    await sellAt(ash, "first of last week", 2, "2026-03-02T05:00:00Z");
    await sellAt(ash, "last minute compared", 3, "2026-03-04T16:59:00Z");
    await sellAt(ash, "after the part compared", 4, "2026-03-04T17:00:00Z");
    await sellAt(ash, "sunday of last week", 5, "2026-03-09T03:59:00Z");
    await sellAt(ash, "monday", 6, "2026-03-09T04:00:00Z");
    await sellAt(ash, "today", 7, "2026-03-11T15:00:00Z");

    const { total, lastWeekMinor, from, byDay } = await salesThisWeek(deps);
    expect(from).toBe("2026-03-09T04:00:00.000Z");
    expect(total.minor).toBe(13n * BOX);
    expect(lastWeekMinor).toBe(5n * BOX);
    expect(byDay).toEqual([
      { day: "2026-03-02", minor: 2n * BOX },
      { day: "2026-03-04", minor: 7n * BOX },
      { day: "2026-03-08", minor: 5n * BOX },
      { day: "2026-03-09", minor: 6n * BOX },
      { day: "2026-03-11", minor: 7n * BOX },
    ]);
  });
});
