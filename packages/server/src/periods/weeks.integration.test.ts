import { commissionLine, estimateLine, estimateStanding, salesOrder } from "@upline/db";
import { type Bonus, type DistributorId, type PlanVersion, validatePlan } from "@upline/domain";
import { asc, eq, like } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { evaluateOpen } from "../commissions/evaluate-open.ts";
import { listEarnings } from "../commissions/list-earnings.ts";
import { refreshEstimates } from "../commissions/refresh-estimate.job.ts";
import { estimateOf, summarize } from "../commissions/summarize.ts";
import { confirmed, enrol, foundCompany, place, refunded, told } from "../commissions/testing/world.ts";
import { reconcile } from "../ledger/reconcile.ts";
import { planInForce } from "../plans/plan-in-force.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { closePeriod } from "./close-period.ts";

let deps: TestDeps;
let [ash, birch]: DistributorId[] = [];

const OWNER = {
  kind: "user",
  userId: "usr_1",
  name: "Aster",
  email: "aster@example.test",
  role: "owner",
  distributorId: null,
  secondFactor: true,
  address: null,
} as const;
const FIRST = "week:2026-03-16";
const SECOND = "week:2026-03-23";
const MARCH = "month:2026-03-01";

const weekly: Bonus = {
  id: "weekly",
  label: "Weekly",
  when: { close: "week" },
  source: { kind: "orders", volume: "cv", of: "both" },
  gate: { always: true },
  walk: { to: "upline", tree: "sponsor", payFrom: 1, levels: 1, compress: "none" },
  rate: { unit: "share", flat: "0.1" },
  rankAt: { basis: "paidAs", at: "lastClosed" },
  settle: { as: "cash", holdDays: 0 },
};

/** Weeks from Monday on, from version 3 on. */
const withWeeks = (plan: PlanVersion): PlanVersion =>
  plan.version < 3
    ? plan
    : {
        ...plan,
        periods: [...plan.periods, { id: "week", every: "week", weekStart: 1, cutoffDays: 2 }],
        bonuses: [...plan.bonuses, weekly],
      };

beforeEach(async () => {
  deps = await testDeps({ now: "2026-03-25T12:00:00.000Z" });
  await foundCompany(deps, { changed: withWeeks });
  ash = await enrol(deps, "Ash", null, "2025-02-01T12:00:00Z");
  birch = await enrol(deps, "Birch", ash, "2025-03-10T12:00:00Z");
});
afterEach(async () => {
  await deps.close();
});

async function sell(ref: string, at: string) {
  await place(deps, { ref, seller: birch ?? "", at });
  await told(deps, ref, [confirmed(6300n, at)]);
}

async function weeklyLines() {
  const rows = await deps.db
    .select({ period: commissionLine.periodId, minor: commissionLine.amountMinor })
    .from(commissionLine)
    .where(eq(commissionLine.bonusId, "weekly"))
    .orderBy(asc(commissionLine.periodId));
  return rows.map(({ period, minor }) => [period, minor]);
}

describe("a cadence beside the base one", () => {
  test("has a new period open as soon as it begins, without any news", async () => {
    await sell("first", "2026-03-20T10:00:00Z");
    const open = async () => (await evaluateOpen(deps)).others.map(({ period }) => period.id);
    expect((await open()).at(-1)).toBe(SECOND);
    deps.setNow("2026-03-30T04:00:00.000Z");
    expect((await open()).at(-1)).toBe("week:2026-03-30");
  });

  test("is accepted, and an order counts in its week and in its month", async () => {
    const { plan } = await planInForce(deps, deps.clock.now());
    expect(validatePlan(plan, { recorded: "sales" }).filter(({ severity }) => severity === "error")).toEqual([]);
    await sell("a", "2026-03-17T10:00:00Z");
    // Sunday evening in New York is Monday in Greenwich.
    await sell("b", "2026-03-23T02:00:00Z");
    const orders = await deps.db.select().from(salesOrder).orderBy(asc(salesOrder.number));
    expect(orders.map(({ periodId, otherPeriods }) => [periodId, otherPeriods])).toEqual([
      [MARCH, [FIRST]],
      [MARCH, [FIRST]],
    ]);
  });

  test("is estimated beside the month, closed in order, and shown with the month it ended in", async () => {
    await sell("a", "2026-03-17T10:00:00Z");
    await sell("b", "2026-03-24T10:00:00Z");
    await refreshEstimates(deps);
    const estimated = await deps.db
      .select({ period: estimateLine.periodId, minor: estimateLine.amountMinor })
      .from(estimateLine)
      .where(like(estimateLine.lineKey, "%|weekly|%"))
      .orderBy(asc(estimateLine.periodId));
    expect(estimated).toEqual([
      { period: FIRST, minor: 567n },
      { period: SECOND, minor: 567n },
    ]);
    const standing = await deps.db.select().from(estimateStanding).where(like(estimateStanding.periodId, "week:%"));
    expect(standing.map(({ distributorId }) => distributorId)).toEqual([ash, ash]);
    const estimate = await estimateOf(deps, ash as DistributorId, null);
    expect(estimate?.others.map(({ period, minor }) => [period.label, minor])).toEqual([
      ["Week of March 16, 2026", 567n],
      ["Week of March 23, 2026", 567n],
    ]);

    await expect(closePeriod(deps, SECOND)).rejects.toMatchObject({ code: "period_not_ended" });
    expect(await closePeriod(deps, FIRST)).toMatchObject({ isNew: true, lines: 1, totalMinor: 567n });
    expect(await closePeriod(deps, FIRST)).toMatchObject({ isNew: false });
    await refreshEstimates(deps);
    expect((await estimateOf(deps, ash as DistributorId, null))?.others.map(({ period }) => period.id)).toEqual([
      SECOND,
    ]);
    expect(await summarize(deps, ash as DistributorId, null)).toMatchObject({ earned: { minor: 567n }, lineCount: 1 });
    deps.setNow("2026-04-04T12:00:00.000Z");
    await closePeriod(deps, SECOND);
    await closePeriod(deps, MARCH);
    const listed = await listEarnings({ ...deps, viewer: OWNER }, { periodId: MARCH, distributorId: ash, limit: 50 });
    expect(listed.rows.map(({ bonusId, amount }) => [bonusId, amount.minor])).toEqual([
      ["weekly", 567n],
      ["weekly", 567n],
    ]);
    expect(await reconcile(deps)).toEqual([]);
  });

  test("takes a late payment of a closed week in the open one, and a refund in the week it counts in, once", async () => {
    await sell("a", "2026-03-17T10:00:00Z");
    await place(deps, { ref: "late", seller: birch ?? "", at: "2026-03-18T10:00:00Z" });
    await closePeriod(deps, FIRST);
    await told(deps, "late", [confirmed(6300n, "2026-03-18T11:00:00Z")]);
    const late = await deps.db.select().from(salesOrder).orderBy(asc(salesOrder.number));
    expect(late.at(-1)).toMatchObject({ periodId: MARCH, otherPeriods: [SECOND] });
    await told(deps, "a", [refunded("re_1", 6300n, "2026-03-24T10:00:00Z")]);
    deps.setNow("2026-04-04T12:00:00.000Z");
    await closePeriod(deps, SECOND);
    await closePeriod(deps, MARCH);
    expect(await weeklyLines()).toEqual([
      [FIRST, 567n],
      [SECOND, 567n],
      [SECOND, -567n],
    ]);
    expect(await reconcile(deps)).toEqual([]);
  });
});

test("a week that began under a version without weeks is nobody's", async () => {
  const other = await testDeps({ now: "2025-11-12T12:00:00.000Z" });
  await foundCompany(other, { changed: withWeeks });
  const seller = await enrol(other, "Ash", null, "2025-02-01T12:00:00Z");
  for (const [ref, at] of [
    ["a", "2025-11-01T16:00:00Z"],
    ["b", "2025-11-04T16:00:00Z"],
  ] as const) {
    await place(other, { ref, seller, at });
    await told(other, ref, [confirmed(6300n, at)]);
  }
  const orders = await other.db.select().from(salesOrder).orderBy(asc(salesOrder.number));
  expect(orders.map(({ otherPeriods }) => otherPeriods)).toEqual([null, ["week:2025-11-03"]]);
  await other.close();
});
