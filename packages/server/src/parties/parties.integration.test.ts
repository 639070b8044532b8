import { commissionLine, estimateLine, salesOrder, selectRows } from "@upline/db";
import { type CustomerId, evaluate, type PartyId, periodById, planTemplate, validatePlan } from "@upline/domain";
import { and, asc, eq, sql } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { closingLines } from "../commissions/closing-lines.ts";
import { explainLine } from "../commissions/explain-line.ts";
import { listEarnings } from "../commissions/list-earnings.ts";
import { refreshEstimates } from "../commissions/refresh-estimate.job.ts";
import { summarize } from "../commissions/summarize.ts";
import { confirmed, place, refunded, told } from "../commissions/testing/world.ts";
import { reconcile } from "../ledger/reconcile.ts";
import { releaseDue } from "../ledger/release-due.ts";
import { closePeriod } from "../periods/close-period.ts";
import { loadPeriodFacts, openingState } from "../periods/load-period-facts.ts";
import { planInForce } from "../plans/plan-in-force.ts";
import type { TestDeps } from "../testing.ts";
import { as, person } from "../trpc/testing/access-world.ts";
import { closeDueParties } from "./close-party.ts";
import { getParty } from "./get-party.ts";
import { spendCredit } from "./spend-credit.ts";
import { office, opened, type PartyWorld, partyWorld, sells } from "./testing/party-world.ts";

let world: PartyWorld;
let deps: TestDeps;
async function company(now: string) {
  world = await partyWorld(now);
  deps = world.deps;
}
afterEach(async () => {
  await deps.close();
});

/** Closes a period; the estimate before, what the engine makes of its facts, and what was posted are the same. */
async function close(periodId: string, now: string) {
  deps.setNow(now);
  await refreshEstimates(deps);
  const estimated = await deps.db
    .select({ key: estimateLine.lineKey, minor: estimateLine.amountMinor })
    .from(estimateLine)
    .where(eq(estimateLine.periodId, periodId))
    .orderBy(asc(estimateLine.lineKey));
  const { plan } = await planInForce(deps, deps.clock.now());
  const [cadence] = plan.periods;
  if (!cadence) throw new Error("a plan has a cadence");
  const period = periodById(cadence, periodId, plan.timeZone);
  const facts = await loadPeriodFacts(deps, plan, period);
  const { lines } = evaluate(plan, facts, await openingState(deps, period));
  const wanted = closingLines(plan, facts.versions, lines).map(({ key, minor }) => ({ key, minor }));
  await closePeriod(deps, periodId);
  const posted = await deps.db
    .select({ key: commissionLine.lineKey, minor: commissionLine.amountMinor, bonusId: commissionLine.bonusId })
    .from(commissionLine)
    .where(eq(commissionLine.periodId, periodId))
    .orderBy(asc(commissionLine.lineKey));
  const closing = posted.filter(({ bonusId }) => bonusId !== "own_sales").map(({ key, minor }) => ({ key, minor }));
  expect(closing).toEqual(wanted.toSorted((a, b) => (a.key < b.key ? -1 : 1)));
  expect(estimated).toEqual(closing);
  expect(await reconcile(deps)).toEqual([]);
  return posted.filter(({ bonusId }) => bonusId === "host").map(({ minor }) => minor);
}

/** What accounts of store credit hold, without those that are empty. */
const credit = async () =>
  Object.fromEntries(
    (
      await selectRows<{ code: string; balance: string }>(
        deps.db,
        sql`select a.code, sum(b.balance)::text as balance from ledger.accounts a join ledger.balances b on b.account_id = a.id
          where a.code like 'credit.%' and b.balance <> 0 group by 1 order by 1`,
      )
    ).map(({ code, balance }) => [code, Number(balance)]),
  );

const hostOf = async (id: PartyId) => (await getParty(office(world), id)).host.id as CustomerId;

test("the template for parties can be published", () => {
  deps = { close: async () => {} } as TestDeps;
  const found = validatePlan(planTemplate("party"), { recorded: "sales" });
  expect(found.filter(({ severity }) => severity === "error")).toEqual([]);
});

test("a host is credited for what guests bought in two months, and refunds take all of it back to the last cent", async () => {
  await company("2026-03-25T12:00:00.000Z");
  const party = await opened(world, { opensOn: "2026-03-25", lastDay: "2026-04-04" });
  await sells(world, party.number, { ref: "march", day: "2026-03-28", quantity: 2 });
  await sells(world, party.number, { ref: "early", day: "2026-03-29" });
  // One of the guests gave a part back before the party was over.
  await told(deps, "early", [refunded("re_early", 5_000n, "2026-03-30T10:00:00Z")]);
  deps.setNow("2026-04-02T12:00:00.000Z");
  await sells(world, party.number, { ref: "april", day: "2026-04-02", quantity: 2 });
  await opened(world, { opensOn: "2026-04-20", lastDay: "2026-04-25" }, { bookedAt: party.id });
  const before = await getParty(office(world), party.id);
  // 4 x 149.99 and 99.99 less of the fifth: 699.95; 10 % are 69.995, and 10.00 for the booking.
  expect(before).toMatchObject({ state: "open", sales: 69_995n, orderCount: 3, bookings: 1 });
  expect(before.rewards[0]).toMatchObject({ isMet: true, worth: { minor: 8_000n }, line: null });

  deps.setNow("2026-04-08T12:00:00.000Z");
  expect(await closeDueParties(deps)).toBe(2 - 1);
  expect(await close("month:2026-03-01", "2026-04-09T12:00:00.000Z")).toEqual([]);
  expect(await close("month:2026-04-01", "2026-05-09T12:00:00.000Z")).toEqual([8_000n]);
  expect(await credit()).toEqual({ "credit.pending": -8_000 });
  const after = await getParty(office(world), party.id);
  expect(after).toMatchObject({ state: "closed", closedAt: "2026-04-05T04:00:00.000Z" });
  expect(after.rewards[0]?.line).toMatchObject({ isEstimate: false, minor: 8_000n, takenBack: 0n });
  const explained = await explainLine(office(world), after.rewards[0]?.line?.id ?? "");
  expect(explained).toMatchObject({ sentence: { key: "line.party" }, row: { settle: "credit" } });

  expect(await releaseDue(deps)).toBeGreaterThan(0);
  expect(await credit()).toEqual({ "credit.available": -8_000 });
  // A third goes back in May, told twice; the rest in June.
  const back = [refunded("re_1", 29_998n, "2026-05-10T10:00:00Z")];
  await told(deps, "april", back);
  await told(deps, "april", back);
  const [taken] = await close("month:2026-05-01", "2026-06-09T12:00:00.000Z");
  // 80.00 x 299.98 / 699.95 = 34.286
  expect(taken).toBe(-3_429n);
  expect(await credit()).toEqual({ "credit.available": -4_571 });
  await told(deps, "march", [refunded("re_2", 29_998n, "2026-06-10T10:00:00Z")]);
  await told(deps, "early", [refunded("re_3", 9_999n, "2026-06-11T10:00:00Z")]);
  const rest = await close("month:2026-06-01", "2026-07-09T12:00:00.000Z");
  expect(rest.reduce((sum, minor) => sum + minor, 0n)).toBe(-4_571n);
  expect(await credit()).toEqual({});
  const lines = await deps.db.select().from(commissionLine).where(eq(commissionLine.bonusId, "host"));
  expect(lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBe(0n);
  expect(new Set(lines.map(({ settle }) => settle))).toEqual(new Set(["credit"]));
  expect(lines[0]?.earnerId).toBe(await hostOf(party.id));
  expect((await getParty(office(world), party.id)).rewards[0]?.line).toMatchObject({
    minor: 8_000n,
    takenBack: 8_000n,
  });
});

test("a refund before the close lowers what the host is credited, and below the minimum nothing is", async () => {
  await company("2026-03-02T12:00:00.000Z");
  const party = await opened(world, { opensOn: "2026-03-02", lastDay: "2026-03-10" });
  await opened(world, { opensOn: "2026-04-20", lastDay: "2026-04-25" }, { bookedAt: party.id });
  await sells(world, party.number, { ref: "one", day: "2026-03-03", quantity: 4 });
  deps.setNow("2026-03-12T12:00:00.000Z");
  await closeDueParties(deps);
  await refreshEstimates(deps);
  expect((await getParty(office(world), party.id)).rewards[0]?.line).toMatchObject({ isEstimate: true, minor: 7_000n });
  await told(deps, "one", [refunded("re_1", 5_000n, "2026-03-13T10:00:00Z")]);
  await refreshEstimates(deps);
  expect((await getParty(office(world), party.id)).rewards[0]?.line).toMatchObject({ minor: 6_500n });
  await told(deps, "one", [refunded("re_2", 10_000n, "2026-03-14T10:00:00Z")]);
  const low = await getParty(office(world), party.id);
  expect(low.rewards[0]).toMatchObject({ isMet: false, sales: 44_996n, needSales: 50_000n });
  expect(await close("month:2026-03-01", "2026-04-09T12:00:00.000Z")).toEqual([]);
  expect(await credit()).toEqual({});
});

test("only what guests paid in time counts: not the host's own, not the consultant's, not what came late", async () => {
  await company("2026-03-02T12:00:00.000Z");
  const party = await opened(
    world,
    { opensOn: "2026-03-02", lastDay: "2026-03-05" },
    { distributorId: world.ash, host: { kind: "distributor", id: world.birch } },
  );
  await opened(
    world,
    { opensOn: "2026-04-20", lastDay: "2026-04-25" },
    { distributorId: world.ash, bookedAt: party.id },
  );
  const at = "2026-03-03T16:00:00Z";
  deps.setNow("2026-03-03T16:00:00.000Z");
  for (const [ref, seller] of [
    ["host", world.birch],
    ["consultant", world.ash],
  ] as const) {
    await place(deps, { ref, seller, sku: "PACK", at, party: party.number, isOwn: true });
    await told(deps, ref, [confirmed(14_999n, at)]);
  }
  await sells(world, party.number, { ref: "guest", day: "2026-03-04", quantity: 4 });
  await place(deps, { ref: "unpaid", seller: world.ash, sku: "PACK", at, party: party.number });
  await sells(world, party.number, { ref: "late", day: "2026-03-06" });
  const { orders, sales } = await getParty(office(world), party.id);
  expect(sales).toBe(59_996n);
  expect(orders.map(({ whyNot }) => whyNot).toSorted()).toEqual(
    ["consultant", "host", "late", "unpaid", null].toSorted(),
  );

  // Nobody noted that its time is over: freezing the month does.
  deps.setNow("2026-04-09T12:00:00.000Z");
  await closePeriod(deps, "month:2026-03-01");
  expect(await getParty(office(world), party.id)).toMatchObject({ closedAt: "2026-03-06T05:00:00.000Z" });
  expect(await reconcile(deps)).toEqual([]);
  // A distributor who hosts sees the credit among the earnings, and in no sum of money.
  const own = as(deps, person("distributor", world.birch));
  const earned = await listEarnings(own, { limit: 50, bonusId: "host" });
  expect(earned).toMatchObject({ rows: [{ settle: "credit", amount: { minor: 7_000n } }], totals: { minor: 0n } });
  const all = await summarize(own, world.birch, "month:2026-03-01");
  expect(all.earned.minor).toBe(all.byState.pending);
  const live = await deps.db
    .select({ minor: sql<string>`sum(amount_minor)::text` })
    .from(commissionLine)
    .where(and(eq(commissionLine.earnerId, world.birch), eq(commissionLine.settle, "cash")));
  expect(String(all.earned.minor)).toBe(live[0]?.minor);
});

test("store credit pays for an own order once, and what is taken back afterwards is owed", async () => {
  await company("2026-03-02T12:00:00.000Z");
  const party = await opened(world, { opensOn: "2026-03-02", lastDay: "2026-03-10" });
  await opened(world, { opensOn: "2026-04-20", lastDay: "2026-04-25" }, { bookedAt: party.id });
  await sells(world, party.number, { ref: "guest", day: "2026-03-03", quantity: 4 });
  deps.setNow("2026-03-12T12:00:00.000Z");
  await closeDueParties(deps);
  await close("month:2026-03-01", "2026-04-09T12:00:00.000Z");
  const { host } = await getParty(office(world), party.id);
  const own = await place(deps, { ref: "own", seller: world.birch, at: "2026-04-09T12:00:00Z" });
  await deps.db.update(salesOrder).set({ buyerId: host.id, number: "O-OWN" }).where(eq(salesOrder.id, own));
  const spend = (amount: string, orderNumber = "O-OWN") =>
    spendCredit(office(world), { partyId: party.id, orderNumber, amount });

  await expect(spend("10.00")).rejects.toMatchObject({ code: "would_overdraw" });
  await releaseDue(deps);
  await expect(spend("70.01")).rejects.toMatchObject({ code: "would_overdraw" });
  await expect(spend("0")).rejects.toMatchObject({ code: "amount_malformed" });
  await expect(spend("1.005")).rejects.toMatchObject({ code: "amount_malformed" });
  await expect(spend("10.00", "O-10001")).rejects.toMatchObject({ code: "credit_order_invalid" });
  await spend("60.00");
  await expect(spend("1.00")).rejects.toMatchObject({ code: "credit_spent_already" });
  expect(await credit()).toEqual({ "credit.available": -1_000 });

  await told(deps, "guest", [refunded("re_1", 59_996n, "2026-04-10T10:00:00Z")]);
  await close("month:2026-04-01", "2026-05-09T12:00:00.000Z");
  expect(await credit()).toEqual({ "credit.receivable": 6_000 });
  expect((await getParty(office(world), party.id)).credit).toEqual({
    ...{ currency: "USD", pending: 0n, available: 0n, owed: 6_000n },
  });
});
