import { commissionLine, planVersion } from "@upline/db";
import { type Bonus, type DistributorId, instant, meadowAndOak, type PlanVersion } from "@upline/domain";
import { asc, eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { confirmed, enrol, foundCompany, place, refunded, told } from "../commissions/testing/world.ts";
import { closePeriod } from "../periods/close-period.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { closedPeriods } from "./closed-periods.ts";
import { loadPlan } from "./document.ts";
import { estimatedPayoutOf } from "./estimated-payout.ts";
import { numbered, previewPlanVersion } from "./preview-plan-version.ts";
import { previewRun } from "./preview-run.ts";
import { SimulateOrder, simulateOrder } from "./simulate-order.ts";

const DRAFT = "plv_4";
const worlds: TestDeps[] = [];
afterEach(async () => {
  for (const deps of worlds.splice(0)) await deps.close();
});

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
const withWeeks = (plan: PlanVersion): PlanVersion => ({
  ...plan,
  periods: [...plan.periods, { id: "week", every: "week", weekStart: 1, cutoffDays: 2 }],
  bonuses: [...plan.bonuses, weekly],
});

const richer: Bonus = { ...weekly, rate: { unit: "share", flat: "0.2" } };
const change = (deps: TestDeps, plan: PlanVersion) =>
  deps.db.update(planVersion).set({ plan }).where(eq(planVersion.id, DRAFT));

/** Birch, whom Ash sponsors; weeks are there from version 3 on, or only in a draft. */
async function company(hasWeeks: boolean) {
  const deps = await testDeps({ now: "2026-03-02T12:00:00.000Z" });
  worlds.push(deps);
  await foundCompany(deps, { changed: (plan) => (hasWeeks && plan.version === 3 ? withWeeks(plan) : plan) });
  const ash = await enrol(deps, "Ash", null, "2025-02-01T12:00:00Z");
  const birch = await enrol(deps, "Birch", ash, "2025-03-10T12:00:00Z");
  if (!hasWeeks) await keepDraft(deps);
  return { deps, ash, birch };
}

async function keepDraft(deps: TestDeps): Promise<void> {
  const createdAt = instant("2026-02-01T05:00:00Z");
  const plan = { ...withWeeks(meadowAndOak(3)), version: 4, effectiveFrom: "2026-05-01" };
  const { planId, label, effectiveFrom } = plan;
  const stamps = { createdBy: "test", createdAt, updatedAt: createdAt };
  const row = { id: DRAFT, planId, version: null, label, status: "draft", effectiveFrom, plan } as const;
  await deps.db.insert(planVersion).values({ ...row, contentHash: "version 4", ...stamps });
}

/** Sales in three weeks, one of them taken back in part a week later; the last one lies in a week that ends in April. */
async function march(deps: TestDeps, seller: DistributorId, isClosed: (periodId: string) => Promise<unknown>) {
  const sell = async (ref: string, at: string) => {
    deps.setNow(at);
    await place(deps, { ref, seller, at });
    await told(deps, ref, [confirmed(6300n, at)]);
  };
  await sell("a", "2026-03-03T10:00:00.000Z");
  deps.setNow("2026-03-12T12:00:00.000Z");
  await isClosed("week:2026-03-02");
  await told(deps, "a", [refunded("third", 2100n, "2026-03-12T10:00:00Z")]);
  await sell("b", "2026-03-13T10:00:00.000Z");
  await sell("c", "2026-03-31T10:00:00.000Z");
  deps.setNow("2026-04-04T12:00:00.000Z");
  for (const week of ["09", "16", "23"]) await isClosed(`week:2026-03-${week}`);
  await closePeriod(deps, "month:2026-03-01");
}

describe("a cadence that only the draft has", () => {
  test("is previewed from the days of the closed month: each week as it would have been paid", async () => {
    const tried = await company(false);
    await march(tried.deps, tried.birch, async () => null);
    const { row, plan } = await loadPlan(tried.deps, DRAFT);
    const draft = await numbered(tried.deps, row, plan);
    const previewed: (readonly [string, string, bigint])[] = [];
    for await (const { after } of previewRun(tried.deps, draft, await closedPeriods(tried.deps)))
      for (const line of after.lines)
        if (line.bonusId === "weekly") previewed.push([line.periodId, line.earnerId, line.minor]);

    const applied = await company(true);
    await march(applied.deps, applied.birch, (periodId) => closePeriod(applied.deps, periodId));
    const { periodId, earnerId, amountMinor } = commissionLine;
    const posted = await applied.deps.db
      .select({ periodId, earnerId, amountMinor })
      .from(commissionLine)
      .where(eq(commissionLine.bonusId, "weekly"))
      .orderBy(asc(periodId), asc(commissionLine.lineKey));
    // 56.70 CV each; a third of the first is taken back in the week after.
    expect(posted.map((line) => line.amountMinor).toSorted((a, b) => Number(a - b))).toEqual([-189n, 567n, 567n]);
    expect(previewed.toSorted()).toEqual(posted.map((line) => Object.values(line)).toSorted());

    const preview = await previewPlanVersion(tried.deps, { planVersionId: DRAFT, over: "last" });
    expect(preview.byBonus.find(({ bonusId }) => bonusId === "weekly")).toMatchObject({ before: 0n, after: 945n });
    expect(preview.payoutAfter - preview.payoutBefore).toBe(945n);

    // The cards of the editor say the same of each bonus, computed once for one content.
    const estimated = await estimatedPayoutOf(tried.deps, DRAFT);
    expect(estimated).toMatchObject({ periodLabel: "March 2026", baseMinor: preview.payoutBaseMinor });
    const amounts = new Map(preview.byBonus.map((one) => [one.bonusId, one.after]));
    expect(estimated?.byBonus.map(({ bonusId }) => bonusId)).toEqual(plan.bonuses.map(({ id }) => id));
    for (const { bonusId, minor } of estimated?.byBonus ?? []) expect(minor).toBe(amounts.get(bonusId) ?? 0n);
    expect(await estimatedPayoutOf(tried.deps, DRAFT)).toBe(estimated);
    await change(tried.deps, { ...plan, bonuses: plan.bonuses.map((one) => (one.id === "weekly" ? richer : one)) });
    const next = await estimatedPayoutOf(tried.deps, DRAFT);
    expect(next?.byBonus.find(({ bonusId }) => bonusId === "weekly")?.minor).toBe(1_890n);
    await change(tried.deps, { ...plan, active: "nothing" });
    expect(await estimatedPayoutOf(tried.deps, DRAFT)).toBeNull();
  });

  test("is previewed on the sample network before the first close, and changes nothing of the other bonuses", async () => {
    const { deps } = await company(false);
    const preview = await previewPlanVersion(deps, { planVersionId: DRAFT, over: "last" });
    expect(preview).toMatchObject({ isSample: true, periods: [] });
    const { after: paid = 0n, before } = preview.byBonus.find(({ bonusId }) => bonusId === "weekly") ?? {};
    expect([before, paid > 0n]).toEqual([0n, true]);
    const rest = preview.byBonus.filter(({ bonusId }) => bonusId !== "weekly");
    expect(rest.map((one) => one.after)).toEqual(rest.map((one) => one.before));
    expect(rest.some((one) => one.after > 0n)).toBe(true);
    expect(preview.winners.length).toBeGreaterThan(0);
    expect(preview.losers).toEqual([]);
  });

  test("pays a simulated order in its week too, and says why it does not pay the seller", async () => {
    const { deps, birch } = await company(false);
    deps.setNow("2026-03-04T12:00:00.000Z");
    const input = SimulateOrder.parse({
      planVersionId: DRAFT,
      distributorId: birch,
      buyer: "customer",
      goods: { lines: [{ sku: "BOX", quantity: 1 }] },
    });
    const { paid, notPaid } = await simulateOrder(deps, input);
    expect(paid.filter(({ bonusId }) => bonusId === "weekly")).toMatchObject([
      { person: { name: "Ash Test" }, level: 1, minor: 567n, isLive: false },
    ]);
    const reason = notPaid.find(({ person, bonusId }) => person.id === birch && bonusId === "weekly");
    expect(reason?.code).toBe("own_purchase");
  });
});
