import {
  closedResult,
  distributor,
  estimateLine,
  ledgerPost,
  mail,
  outboxEvent,
  period,
  rankAchievement,
} from "@upline/db";
import type { DistributorId } from "@upline/domain";
import { and, asc, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { refreshEstimates } from "../commissions/refresh-estimate.job.ts";
import { confirmed, enrol, foundCompany, place, refunded, stateOf, told } from "../commissions/testing/world.ts";
import { reconcile } from "../ledger/reconcile.ts";
import { releaseDue } from "../ledger/release-due.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { closePeriod } from "./close-period.ts";

let deps: TestDeps;
let ash: DistributorId;
let birch: DistributorId;
let cedar: DistributorId;
const MARCH = "month:2026-03-01";
const CUT_OFF = "2026-04-04T04:00:00.000Z";

beforeEach(async () => {
  deps = await testDeps({ now: "2026-03-20T12:00:00.000Z" });
  await foundCompany(deps);
  ash = await enrol(deps, "Ash", null, "2025-02-01T12:00:00Z");
  birch = await enrol(deps, "Birch", ash, "2025-03-10T12:00:00Z");
  cedar = await enrol(deps, "Cedar", birch, "2025-04-09T12:00:00Z");
});
afterEach(async () => {
  await deps.close();
});

async function sell(ref: string, seller: string, price: bigint | "own", at: string) {
  const isOwn = price === "own";
  const minor = isOwn ? 14_999n : price;
  const sku = minor === 14_999n ? "PACK" : "BOX";
  await place(deps, { ref, seller, sku, isOwn, at });
  await told(deps, ref, [confirmed(minor, at)]);
}

/** Ash and Cedar are active, Birch is passed over: what Cedar sells is on level 1 of Ash. */
async function marchSales() {
  await sell("a", ash, "own", "2026-03-05T10:00:00Z");
  await sell("c", cedar, "own", "2026-03-06T10:00:00Z");
  await sell("d", cedar, 6300n, "2026-03-07T10:00:00Z");
}

const refresh = () => refreshEstimates(deps);

describe("the close of a period", () => {
  test("posts exactly what the estimate said, once, and keeps the ranks", async () => {
    await marchSales();
    await refresh();
    const estimated = await deps.db
      .select({ key: estimateLine.lineKey, minor: estimateLine.amountMinor })
      .from(estimateLine)
      .orderBy(asc(estimateLine.lineKey));
    expect(estimated.map(({ minor }) => minor)).toEqual([901n]); // 5 % of 123.45 + 56.70 CV
    deps.setNow(CUT_OFF);
    expect(await closePeriod(deps, MARCH)).toMatchObject({ isNew: true, lines: 1, totalMinor: 901n });
    const once = await stateOf(deps);
    expect(once.lines.filter(({ key }) => key.includes("unilevel")).map(({ key, minor }) => ({ key, minor }))).toEqual(
      estimated,
    );
    expect(await closePeriod(deps, MARCH)).toMatchObject({ isNew: false });
    expect(await stateOf(deps)).toEqual(once);
    expect(await deps.db.select().from(estimateLine).where(eq(estimateLine.periodId, MARCH))).toEqual([]);
    const ranks = await deps.db.select().from(closedResult).orderBy(asc(closedResult.distributorId));
    expect(ranks.map(({ isActive, paidAs }) => [isActive, paidAs])).toEqual([
      [true, "sprout"],
      [false, "seed"],
      [true, "sprout"],
    ]);
    expect(await reconcile(deps)).toEqual([]);
  });

  test("is refused before its cut-off and out of order", async () => {
    await sell("f", cedar, 6300n, "2026-02-10T10:00:00Z");
    await marchSales();
    deps.setNow("2026-04-04T03:59:59.999Z");
    await expect(closePeriod(deps, MARCH)).rejects.toMatchObject({ code: "period_not_ended" });
    deps.setNow(CUT_OFF);
    await expect(closePeriod(deps, MARCH)).rejects.toMatchObject({ code: "period_not_ended" });
    await closePeriod(deps, "month:2026-02-01");
    await closePeriod(deps, MARCH);
    const closed = await deps.db.select({ id: period.id, status: period.status }).from(period).orderBy(asc(period.id));
    expect(closed.map(({ status }) => status)).toEqual(["closed", "closed"]);
  });

  test("goes on where a killed one stopped, wherever that was", async () => {
    await marchSales();
    deps.setNow(CUT_OFF);
    let kills = 0;
    for (let isDone = false; !isDone && kills < 50; ) {
      let reads = 0;
      const now = () => {
        reads += 1;
        if (reads > kills) throw new Error("killed");
        return deps.clock.now();
      };
      isDone = await closePeriod({ ...deps, clock: { ...deps.clock, now } }, MARCH).then(
        () => true,
        () => false,
      );
      if (!isDone) kills += 1;
    }
    expect(kills).toBeGreaterThan(2);
    expect(kills).toBeLessThan(50);
    expect(await reconcile(deps)).toEqual([]);
    expect((await stateOf(deps)).lines.filter(({ key }) => key.includes("unilevel"))).toHaveLength(1);
  });

  test("leaves a payment that comes later to the next period, and takes back closing lines in the period of the refund", async () => {
    await marchSales();
    await place(deps, { ref: "late", seller: cedar, at: "2026-03-31T20:00:00Z" });
    deps.setNow(CUT_OFF);
    await closePeriod(deps, MARCH);
    await told(deps, "late", [confirmed(6300n, "2026-03-31T21:00:00Z")]);
    const late = (await stateOf(deps)).orders.at(-1);
    expect(late).toMatchObject({ status: "paid", periodId: "month:2026-04-01" });

    await told(deps, "d", [refunded("re_1", 6300n, "2026-04-04T03:00:00Z")]);
    deps.setNow("2026-05-04T04:00:00.000Z");
    await closePeriod(deps, "month:2026-04-01");
    const taken = (await stateOf(deps)).lines.filter(({ key, minor }) => key.includes("|unilevel|") && minor < 0n);
    expect(taken.map(({ minor }) => minor)).toEqual([-284n]); // 9.01 x 56.70 / 180.15
    expect(await reconcile(deps)).toEqual([]);
  });
});

describe("a refund in two periods", () => {
  test("takes from a closing line only what was in its base", async () => {
    await sell("a", ash, "own", "2026-03-05T10:00:00Z");
    await sell("d", cedar, 6300n, "2026-03-07T10:00:00Z");
    await told(deps, "d", [refunded("re_1", 2100n, "2026-03-08T10:00:00Z")]);
    deps.setNow(CUT_OFF);
    expect(await closePeriod(deps, MARCH)).toMatchObject({ totalMinor: 189n }); // 5 % of 56.70 - 18.90 CV
    await told(deps, "d", [refunded("re_2", 4200n, "2026-04-04T03:00:00Z")]);
    deps.setNow("2026-05-04T04:00:00.000Z");
    expect(await closePeriod(deps, "month:2026-04-01")).toMatchObject({ totalMinor: -189n });
    expect(await reconcile(deps)).toEqual([]);
  });
});

describe("the estimate", () => {
  test("congratulates on a rank once, whatever happens afterwards", async () => {
    await marchSales();
    await refresh();
    await sell("e", cedar, 6300n, "2026-03-08T10:00:00Z");
    await refresh();
    await told(deps, "c", [refunded("re_1", 14_999n, "2026-03-09T10:00:00Z")]);
    await refresh();
    await sell("g", cedar, "own", "2026-03-10T10:00:00Z");
    await refresh();
    const mails = await deps.db
      .select()
      .from(mail)
      .where(and(eq(mail.kind, "rank_reached"), eq(mail.personId, cedar)));
    expect(mails.map(({ subject }) => subject)).toEqual([
      "You are now Sprout (to be confirmed at the end of March 2026)",
    ]);
    const news = await deps.db.select().from(outboxEvent).where(eq(outboxEvent.type, "rank.advanced"));
    expect(new Set(news.map(({ naturalKey }) => naturalKey)).size).toBe(news.length);
    expect(await deps.db.select().from(rankAchievement).where(eq(rankAchievement.distributorId, cedar))).toHaveLength(
      1,
    );
  });
});

describe("the release of holds", () => {
  test("happens once, and a refund after it takes what is available", async () => {
    await sell("r", birch, 6300n, "2026-03-05T10:00:00Z");
    deps.setNow("2026-03-19T10:00:00.000Z");
    expect(await releaseDue(deps)).toBe(1);
    expect(await releaseDue(deps)).toBe(0);
    expect((await stateOf(deps)).balances).toEqual([{ code: "dist.available", owner_id: birch, balance: "-1418" }]);
    await told(deps, "r", [refunded("re_1", 2100n, "2026-03-19T09:30:00Z")]);
    expect((await stateOf(deps)).balances).toEqual([{ code: "dist.available", owner_id: birch, balance: "-945" }]);
    expect(await reconcile(deps)).toEqual([]);
  });

  test("pays what is owed first, over as many lines as it takes", async () => {
    await sell("r", birch, 6300n, "2026-03-05T10:00:00Z");
    deps.setNow("2026-03-19T10:00:00.000Z");
    await releaseDue(deps);
    const line = { owner: birch, currency: "USD" } as const;
    await ledgerPost(deps.db, [
      {
        kind: "payout_request",
        idem: "po:test:birch",
        sourceType: "test",
        sourceId: "test",
        effectiveAt: deps.clock.now(),
        lines: [
          { code: "dist.available", amount: 1418n, ...line },
          { code: "company.cash", amount: -1418n, currency: "USD" },
        ],
      },
    ]);
    await told(deps, "r", [refunded("re_1", 6300n, "2026-03-19T09:30:00Z")]);
    const owed = { code: "dist.clawback_receivable", owner_id: birch, balance: "1418" };
    expect((await stateOf(deps)).balances).toEqual([owed]);

    await sell("s", birch, 6300n, "2026-03-19T09:00:00Z");
    await told(deps, "s", [refunded("re_2", 2100n, "2026-03-19T09:40:00Z")]);
    await sell("t", birch, 6300n, "2026-03-19T09:00:00Z");
    deps.setNow("2026-04-03T10:00:00.000Z");
    expect(await releaseDue(deps)).toBe(2);
    expect((await stateOf(deps)).balances).toEqual([{ code: "dist.available", owner_id: birch, balance: "-945" }]);
    expect(await reconcile(deps)).toEqual([]);
  });

  test("passes by people who are suspended", async () => {
    await sell("r", birch, 6300n, "2026-03-05T10:00:00Z");
    await deps.db.update(distributor).set({ status: "suspended" }).where(eq(distributor.id, birch));
    deps.setNow("2026-03-19T10:00:00.000Z");
    expect(await releaseDue(deps)).toBe(0);
  });
});
