import { commissionLine, estimateLine } from "@upline/db";
import { type Bonus, type DistributorId, evaluate, type PlanVersion, periodById } from "@upline/domain";
import { asc } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { reconcile } from "../ledger/reconcile.ts";
import { closePeriod } from "../periods/close-period.ts";
import { loadPeriodFacts, openingState } from "../periods/load-period-facts.ts";
import { planInForce } from "../plans/plan-in-force.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { explainLine } from "./explain-line.ts";
import { refreshEstimates } from "./refresh-estimate.job.ts";
import { confirmed, enrol, foundCompany, place, refunded, stateOf, told } from "./testing/world.ts";

const MARCH = "month:2026-03-01";

const live: Omit<Bonus, "id" | "label" | "source" | "walk" | "rate"> = {
  when: { live: true },
  gate: { always: true },
  rankAt: { basis: "paidAs", at: "lastClosed" },
  settle: { as: "cash", holdDays: 14 },
};
const upline = { to: "upline", tree: "sponsor", payFrom: 1, levels: 2, compress: "none" } as const;

/** 20 and 10 % of an own order up two sponsors at once, half of each to the sponsor, and a tenth of that half to his. */
const matched = (plan: PlanVersion): PlanVersion => ({
  ...plan,
  bonuses: [
    {
      ...live,
      id: "fast",
      label: "Fast",
      source: { kind: "orders", volume: "cv", of: "own" },
      walk: upline,
      rate: { unit: "share", byLevel: ["0.20", "0.10"] },
    },
    {
      ...live,
      id: "match",
      label: "Match",
      source: { kind: "payouts", bonuses: ["fast"], base: "afterBonusCap" },
      walk: { ...upline, levels: 1 },
      rate: { unit: "share", flat: "0.5" },
    },
    {
      ...live,
      id: "second",
      label: "Second",
      source: { kind: "payouts", bonuses: ["match"], base: "afterBonusCap" },
      walk: { ...upline, levels: 1 },
      rate: { unit: "share", flat: "0.1" },
    },
  ],
});

let deps: TestDeps;
let [ash, birch, cedar, dill]: DistributorId[] = [];

beforeEach(async () => {
  deps = await testDeps({ now: "2026-03-20T12:00:00.000Z" });
  await foundCompany(deps, { changed: matched });
  ash = await enrol(deps, "Ash", null, "2025-02-01T12:00:00Z");
  birch = await enrol(deps, "Birch", ash, "2025-03-10T12:00:00Z");
  cedar = await enrol(deps, "Cedar", birch, "2025-04-09T12:00:00Z");
  dill = await enrol(deps, "Dill", cedar, "2025-05-09T12:00:00Z");
});
afterEach(async () => {
  await deps.close();
});

/** Dill buys a pack of 123.45 CV for himself. */
async function buys() {
  const at = "2026-03-05T10:00:00Z";
  await place(deps, { ref: "pack", seller: dill ?? "", sku: "PACK", isOwn: true, at });
  await told(deps, "pack", [confirmed(14_999n, at)]);
}

async function posted() {
  const rows = await deps.db.select().from(commissionLine).orderBy(asc(commissionLine.lineKey));
  return rows.filter(({ amountMinor }) => amountMinor !== 0n);
}

const name = (id: string) => ({ [ash ?? ""]: "Ash", [birch ?? ""]: "Birch", [cedar ?? ""]: "Cedar" })[id];

/** What each earner has of each bonus, refunds taken off. */
async function earned() {
  const sums = new Map<string, bigint>();
  for (const { bonusId, earnerId, amountMinor } of await posted()) {
    const key = `${bonusId} ${name(earnerId)}`;
    sums.set(key, (sums.get(key) ?? 0n) + amountMinor);
  }
  return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0n).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

test("a payment posts the lines on the order, the matches over them, and the matches over those, as the period has them", async () => {
  await buys();
  // 20 % of 123.45 are 24.69 to Cedar, 10 % are 12.345 → 12.35 to Birch.
  expect(await earned()).toEqual({
    "fast Birch": 1_235n,
    "fast Cedar": 2_469n,
    "match Ash": 618n, // half of Birch's 12.35
    "match Birch": 1_235n, // half of Cedar's 24.69
    "second Ash": 124n, // a tenth of Birch's match
  });
  const { plan } = await planInForce(deps, deps.clock.now());
  const [base] = plan.periods;
  if (!base) throw new Error("a plan has a cadence");
  const period = periodById(base, MARCH, plan.timeZone);
  const facts = await loadPeriodFacts(deps, plan, period);
  const { lines } = evaluate(plan, facts, await openingState(deps, period));
  const sorted = lines.map(({ key, minor }) => ({ key, minor })).toSorted((a, b) => (a.key < b.key ? -1 : 1));
  expect((await posted()).map(({ lineKey, amountMinor }) => ({ key: lineKey, minor: amountMinor }))).toEqual(sorted);
  expect(await reconcile(deps)).toEqual([]);
});

test.each([
  ["in one", [14_999n]],
  ["in three parts", [3_333n, 1n, 11_665n]],
])("a refund %s takes back matches with what they match, before the close and in the books", async (_, parts) => {
  await buys();
  for (const [n, minor] of parts.entries()) {
    await told(deps, "pack", [refunded(`re_${n}`, minor, `2026-03-1${n}T10:00:00Z`)]);
  }
  expect(await earned()).toEqual({});
  const { balances, volumes } = await stateOf(deps);
  expect(balances).toEqual([]);
  expect(volumes.every(({ sum }) => sum === "0")).toBe(true);
  deps.setNow("2026-04-08T05:00:00.000Z");
  await closePeriod(deps, MARCH);
  expect(await earned()).toEqual({});
  expect(await reconcile(deps)).toEqual([]);
});

test("part of a refund leaves the same part of each match, and told twice it takes nothing more", async () => {
  await buys();
  const part = [refunded("re_1", 4_999n, "2026-03-11T10:00:00Z")];
  await told(deps, "pack", part);
  const once = await earned();
  await told(deps, "pack", part);
  expect(await earned()).toEqual(once);
  // A third of the price, 41.15 of 123.45 CV: two thirds stay.
  expect(once).toEqual({
    "fast Birch": 823n,
    "fast Cedar": 1_646n,
    "match Ash": 412n,
    "match Birch": 823n,
    "second Ash": 83n,
  });
});

test("a match posted at once is no line of the estimate or of the close, and each line can be explained", async () => {
  await buys();
  await refreshEstimates(deps);
  expect(await deps.db.select().from(estimateLine)).toEqual([]);
  const before = await posted();
  deps.setNow("2026-04-08T05:00:00.000Z");
  await closePeriod(deps, MARCH);
  expect(await posted()).toEqual(before);
  for (const { id, bonusId } of before) {
    const { sentence, row } = await explainLine(deps, id);
    expect([bonusId, sentence.key]).toEqual([bonusId, bonusId === "fast" ? "line.unilevel" : "line.match"]);
    if (bonusId !== "fast") expect(row.from).not.toBeNull();
  }
});
