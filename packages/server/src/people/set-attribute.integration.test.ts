import { commissionLine, distributorAttribute } from "@upline/db";
import { type Bonus, type DistributorId, evaluate, type PlanVersion, periodById, validatePlan } from "@upline/domain";
import { asc, eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { refreshEstimates } from "../commissions/refresh-estimate.job.ts";
import { confirmed, enrol, foundCompany, place, refunded, told } from "../commissions/testing/world.ts";
import { reconcile } from "../ledger/reconcile.ts";
import { closePeriod } from "../periods/close-period.ts";
import { loadPeriodFacts, openingState } from "../periods/load-period-facts.ts";
import { planInForce } from "../plans/plan-in-force.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { listAttributes } from "./attributes.queries.ts";
import { setAttribute } from "./set-attribute.ts";

const MARCH = "month:2026-03-01";
const REASON = "Signed the contract today.";

const upline = { to: "upline", tree: "sponsor", payFrom: 1, levels: 2, compress: "none" } as const;
const shared: Pick<Bonus, "rankAt" | "settle"> = {
  rankAt: { basis: "paidAs", at: "lastClosed" },
  settle: { as: "cash", holdDays: 0 },
};
const everybody = { always: true } as const;
const orders = { kind: "orders", volume: "cv", of: "own" } as const;

/** At once to those in the club; at the close as deep as somebody's `depth`; a fund by his `shares`. */
const byAttributes = (plan: PlanVersion): PlanVersion => ({
  ...plan,
  bonuses: [
    {
      ...shared,
      id: "club",
      label: "Club",
      when: { live: true },
      gate: { attribute: "club", equals: "gold" },
      source: orders,
      walk: upline,
      rate: { unit: "share", byLevel: ["0.20", "0.10"] },
    },
    {
      ...shared,
      id: "deep",
      label: "Deep",
      when: { close: "month" },
      gate: everybody,
      source: orders,
      walk: { ...upline, unlock: { byAttribute: "depth" } },
      rate: { unit: "share", byLevel: ["0.04", "0.02"] },
    },
    {
      ...shared,
      id: "fund",
      label: "Fund",
      when: { close: "month" },
      gate: everybody,
      source: { kind: "fund", fund: { fixed: "100" }, shares: { byAttribute: "shares" } },
      walk: { to: "self" },
    },
  ],
});

let deps: TestDeps;
let [ash, birch, cedar]: DistributorId[] = [];

beforeEach(async () => {
  deps = await testDeps({ now: "2026-03-02T12:00:00.000Z" });
  await foundCompany(deps, { changed: byAttributes });
  ash = await enrol(deps, "Ash", null, "2025-02-01T12:00:00Z");
  birch = await enrol(deps, "Birch", ash, "2025-03-10T12:00:00Z");
  cedar = await enrol(deps, "Cedar", birch, "2025-04-09T12:00:00Z");
});
afterEach(async () => {
  await deps.close();
});

const set = (who: DistributorId | undefined, key: string, value: string, fromDay: string | null = null) =>
  setAttribute(deps, { distributorId: who ?? "", key, value, fromDay, reason: REASON });

/** Cedar buys a pack of 123.45 CV for himself. */
async function buys(ref: string, at: string) {
  await place(deps, { ref, seller: cedar ?? "", sku: "PACK", isOwn: true, at });
  await told(deps, ref, [confirmed(14_999n, at)]);
}

/** What each earner has of each bonus, refunds taken off. */
async function earned() {
  const names = new Map([ash, birch, cedar].map((id, n) => [id, ["Ash", "Birch", "Cedar"][n]]));
  const sums = new Map<string, bigint>();
  for (const { bonusId, earnerId, amountMinor } of await deps.db.select().from(commissionLine)) {
    const key = `${bonusId} ${names.get(earnerId)}`;
    sums.set(key, (sums.get(key) ?? 0n) + amountMinor);
  }
  return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0n).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

async function computed() {
  const { plan } = await planInForce(deps, deps.clock.now());
  const [base] = plan.periods;
  if (!base) throw new Error("a plan has a cadence");
  const period = periodById(base, MARCH, plan.timeZone);
  return evaluate(plan, await loadPeriodFacts(deps, plan, period), await openingState(deps, period));
}

const kept = (lines: readonly { readonly key: string; readonly minor: bigint }[]) =>
  lines
    .map(({ key, minor }) => ({ key, minor }))
    .filter(({ minor }) => minor !== 0n)
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));

test("a plan that reads attributes can be published, and pays live and at the close what `evaluate` says", async () => {
  const { plan } = await planInForce(deps, deps.clock.now());
  expect(validatePlan(plan, { recorded: "sales" }).filter(({ severity }) => severity === "error")).toEqual([]);
  await set(birch, "club", "gold");
  await set(birch, "depth", "1");
  await set(ash, "depth", "1");
  await set(ash, "shares", "3");
  await set(birch, "shares", "1");
  deps.setNow("2026-03-20T12:00:00.000Z");
  await buys("early", "2026-03-05T10:00:00Z");
  // Ash joins the club in the middle of the month: for what is paid from then on, and for nothing before.
  await set(ash, "club", "gold");
  await set(ash, "depth", "2", "2026-03-25");
  deps.setNow("2026-03-28T12:00:00.000Z");
  await buys("late", "2026-03-27T10:00:00Z");
  const live = { "club Ash": 1_235n, "club Birch": 4_938n }; // 10 % of the late one; 20 % of both
  expect(await earned()).toEqual(live);

  const before = await computed();
  await refreshEstimates(deps);
  deps.setNow("2026-04-08T05:00:00.000Z");
  await closePeriod(deps, MARCH);
  // 4 and 2 % of 246.90 CV, Ash's second level being open on the last day; 100.00 as three to one.
  const closed = { "deep Ash": 494n, "deep Birch": 988n, "fund Ash": 7_500n, "fund Birch": 2_500n };
  expect(await earned()).toEqual({ ...live, ...closed });
  const rows = await deps.db.select().from(commissionLine).orderBy(asc(commissionLine.lineKey));
  expect(kept(rows.map(({ lineKey, amountMinor }) => ({ key: lineKey, minor: amountMinor })))).toEqual(
    kept(before.lines),
  );
  expect(await reconcile(deps)).toEqual([]);
});

test("a refund takes back what an attribute earned, also when it is gone by then", async () => {
  await set(birch, "club", "gold");
  deps.setNow("2026-03-20T12:00:00.000Z");
  await buys("pack", "2026-03-05T10:00:00Z");
  expect(await earned()).toEqual({ "club Birch": 2_469n });
  await set(birch, "club", "");
  await told(deps, "pack", [refunded("re_1", 4_999n, "2026-03-21T10:00:00Z")]);
  expect(await earned()).toEqual({ "club Birch": 1_646n });
  await told(deps, "pack", [refunded("re_2", 10_000n, "2026-03-22T10:00:00Z")]);
  expect(await earned()).toEqual({});
  expect(await reconcile(deps)).toEqual([]);
});

test("the past keeps its value, and what cannot be recorded is refused by name", async () => {
  await expect(set(birch, "club", "gold", "2026-03-01")).rejects.toMatchObject({
    code: "attribute_in_past",
  });
  await expect(set("dst_nobody" as DistributorId, "club", "gold")).rejects.toMatchObject({ code: "not_found" });
  const short = { distributorId: birch ?? "", key: "club", value: "gold", fromDay: null, reason: "because" };
  await expect(setAttribute(deps, short)).rejects.toMatchObject({ code: "reason_too_short" });
  expect(await deps.db.select().from(distributorAttribute)).toEqual([]);
});

test("what is recorded after a freeze does not reach the frozen period", async () => {
  deps.setNow("2026-03-20T12:00:00.000Z");
  await buys("pack", "2026-03-05T10:00:00Z");
  deps.setNow("2026-04-08T05:00:00.000Z");
  await closePeriod(deps, MARCH);
  await set(ash, "shares", "1");
  expect(await earned()).toEqual({});
  const mine = eq(distributorAttribute.distributorId, ash ?? ("" as DistributorId));
  expect(await deps.db.select({ value: distributorAttribute.value }).from(distributorAttribute).where(mine)).toEqual([
    { value: "1" },
  ]);
});

test("what was taken away reads as nothing, live and at the close, and its history stays", async () => {
  for (const [key, value] of Object.entries({ club: "gold", depth: "1", shares: "2" })) await set(birch, key, value);
  deps.setNow("2026-03-20T12:00:00.000Z");
  for (const key of ["club", "depth", "shares"]) await set(birch, key, "");
  await buys("pack", "2026-03-20T13:00:00Z");
  const { lines, problems } = await computed();
  expect({ lines, problems }).toEqual({ lines: [], problems: [] });
  expect(await earned()).toEqual({});
  const { history, asked } = await listAttributes(deps, birch ?? ("" as DistributorId));
  expect(history.map(({ key, value, state, reason }) => [key, value, state, reason])).toEqual([
    ["shares", null, "past", REASON],
    ["depth", null, "past", REASON],
    ["club", null, "past", REASON],
    ["shares", "2", "past", REASON],
    ["depth", "1", "past", REASON],
    ["club", "gold", "past", REASON],
  ]);
  expect(asked).toEqual([
    { key: "depth", values: [] },
    { key: "shares", values: [] },
    { key: "club", values: ["gold"] },
  ]);
  await set(birch, "club", "gold", "2026-03-25");
  expect((await listAttributes(deps, birch ?? ("" as DistributorId))).history[0]).toMatchObject({ state: "later" });
});
