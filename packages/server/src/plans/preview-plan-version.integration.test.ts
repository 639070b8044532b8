import { closedResult, commissionLine, planVersion } from "@upline/db";
import { type DistributorId, instant, meadowAndOak, type PlanVersion, type PlanVersionId } from "@upline/domain";
import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { confirmed, enrol, foundCompany, place, refunded, told } from "../commissions/testing/world.ts";
import { closePeriod } from "../periods/close-period.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { closedPeriods } from "./closed-periods.ts";
import { loadPlan } from "./document.ts";
import { numbered, previewPlanVersion } from "./preview-plan-version.ts";
import { previewRun } from "./preview-run.ts";

const MARCH = "month:2026-03-01";
const CUT_OFF = "2026-04-04T04:00:00.000Z";
const worlds: TestDeps[] = [];
afterEach(async () => {
  for (const deps of worlds.splice(0)) await deps.close();
});

/** The plan in force with Sprout asking for a group volume that none of the three people has. */
function harder(effectiveFrom: string): PlanVersion {
  const plan = meadowAndOak(3);
  const active = plan.ranks.find(({ id }) => id === "sprout")?.when;
  if (!active || !("all" in active)) throw new Error("Sprout asks for several things");
  const [first = { always: true }] = active.all;
  const when = { all: [first, { metric: "gv" as const, atLeast: "500" }] };
  const ranks = plan.ranks.map((rank) => (rank.id === "sprout" ? { ...rank, when } : rank));
  return { ...plan, version: 4, effectiveFrom, ranks };
}

/** Level 1 of a Sprout at 7 %. */
function richer(effectiveFrom: string): PlanVersion {
  const plan = structuredClone(meadowAndOak(3));
  const rate = plan.bonuses.find(({ id }) => id === "unilevel")?.rate;
  if (rate && "byRankLevel" in rate) rate.byRankLevel.sprout = ["0.07", "0.05"];
  return { ...plan, version: 4, effectiveFrom };
}

/** Without the retail bonus. */
function poorer(effectiveFrom: string): PlanVersion {
  const plan = meadowAndOak(3);
  return { ...plan, version: 4, effectiveFrom, bonuses: plan.bonuses.filter(({ id }) => id !== "retail_bonus") };
}

async function company(): Promise<TestDeps> {
  const deps = await testDeps({ now: "2026-03-20T12:00:00.000Z" });
  worlds.push(deps);
  await foundCompany(deps);
  return deps;
}

async function keep(deps: TestDeps, plan: PlanVersion, status: "draft" | "scheduled"): Promise<PlanVersionId> {
  const id: PlanVersionId = "plv_4";
  const createdAt = instant("2026-02-01T05:00:00Z");
  const published = status === "scheduled" ? { publishedBy: "test", publishedAt: createdAt } : {};
  await deps.db.insert(planVersion).values({
    id,
    planId: plan.planId,
    version: status === "scheduled" ? 4 : null,
    label: plan.label,
    status,
    effectiveFrom: plan.effectiveFrom,
    plan,
    contentHash: "version 4",
    createdBy: "test",
    createdAt,
    updatedAt: createdAt,
    ...published,
  });
  return id;
}

/** Three people one under the other, all active; the lowest sells to a customer. Then March is closed. */
async function marchIsClosed(deps: TestDeps): Promise<void> {
  let above: DistributorId | null = null;
  for (const [name, day] of [
    ["Ash", "05"],
    ["Birch", "06"],
    ["Cedar", "07"],
  ] as const) {
    above = await enrol(deps, name, above, `2025-02-${day}T12:00:00Z`);
    const at = `2026-03-${day}T10:00:00Z`;
    await place(deps, { ref: name, seller: above, sku: "PACK", isOwn: true, at });
    await told(deps, name, [confirmed(14_999n, at)]);
  }
  const at = "2026-03-08T10:00:00Z";
  await place(deps, { ref: "box", seller: above ?? "", at });
  await told(deps, "box", [confirmed(6300n, at)]);
  deps.setNow(CUT_OFF);
  await closePeriod(deps, MARCH);
}

/** The lines of March as a preview has them, by key. */
async function previewedLines(deps: TestDeps, id: PlanVersionId): Promise<readonly (readonly [string, bigint])[]> {
  const { row, plan } = await loadPlan(deps, id);
  const lines: [string, bigint][] = [];
  for await (const { after } of previewRun(deps, await numbered(deps, row, plan), await closedPeriods(deps)))
    lines.push(...after.lines.map(({ key, minor }): [string, bigint] => [key, minor]));
  return lines.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

describe.each<[string, (effectiveFrom: string) => PlanVersion]>([
  ["of a rank", harder],
  ["of a rate", richer],
  ["of a bonus", poorer],
])("the preview of an edit %s", (_, edited) => {
  test("is what the same period comes to when the draft is in force: each line, each cent, each rank", async () => {
    const tried = await company();
    const draftId = await keep(tried, edited("2026-05-01"), "draft");
    await marchIsClosed(tried);
    const preview = await previewPlanVersion(tried, { planVersionId: draftId, over: "last" });
    const lines = await previewedLines(tried, draftId);
    expect(preview.payoutAfter).not.toBe(preview.payoutBefore);

    const applied = await company();
    await keep(applied, edited("2026-03-01"), "scheduled");
    await marchIsClosed(applied);
    const results = await applied.db.select().from(closedResult);
    const paidAs = (rankId: string) => results.filter((result) => result.paidAs === rankId).length;
    expect(preview.ranks.after.map(({ rankId, count }) => [rankId, count])).toEqual(
      preview.ranks.after.map(({ rankId }) => [rankId, paidAs(rankId)]),
    );
    const posted = await applied.db.select().from(commissionLine).where(eq(commissionLine.periodId, MARCH));
    expect(posted.length).toBeGreaterThan(2);
    expect(lines).toEqual(
      posted
        .map(({ lineKey, amountMinor }) => [lineKey, amountMinor])
        .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    );
    expect(preview.payoutAfter).toBe(posted.reduce((sum, { amountMinor }) => sum + amountMinor, 0n));
  });
});

describe("the preview of a draft", () => {
  test("names who falls, who loses most, and what stays with the company", async () => {
    const deps = await company();
    const draftId = await keep(deps, harder("2026-05-01"), "draft");
    await marchIsClosed(deps);
    const preview = await previewPlanVersion(deps, { planVersionId: draftId, over: MARCH });
    expect(preview.falls.map(({ person, from, to }) => [person.name, from, to])).toEqual([
      ["Ash Test", "sprout", "seed"],
      ["Birch Test", "sprout", "seed"],
      ["Cedar Test", "sprout", "seed"],
    ]);
    expect([preview.rises, preview.winners]).toEqual([[], []]);
    expect(preview.losers[0]).toMatchObject({ person: { name: "Ash Test" } });
    expect(preview.losers.reduce((sum, { change }) => sum + change, 0n)).toBe(
      preview.payoutAfter - preview.payoutBefore,
    );
    expect(preview.byBonus.reduce((sum, { after }) => sum + after, 0n)).toBe(preview.payoutAfter);
    // Three packs and a box: 3 x 123.45 + 56.70 points of CV.
    expect(preview.payoutBaseMinor).toBe(42_705n);
    expect(preview.largest.before?.minor).toBeGreaterThan(0n);
  });

  test("of a draft without a difference moves nobody and no cent, over one period and over all", async () => {
    const deps = await company();
    const draftId = await keep(deps, { ...meadowAndOak(3), version: 4, effectiveFrom: "2026-05-01" }, "draft");
    await marchIsClosed(deps);
    await place(deps, { ref: "april", seller: "dst_000003", at: "2026-04-04T10:00:00Z" });
    await told(deps, "april", [
      confirmed(6300n, "2026-04-04T10:00:00Z"),
      refunded("part", 2100n, "2026-04-05T10:00:00Z"),
    ]);
    await told(deps, "box", [refunded("march", 3150n, "2026-04-06T10:00:00Z")]);
    deps.setNow("2026-05-04T04:00:00.000Z");
    await closePeriod(deps, "month:2026-04-01");
    for (const over of ["last", "last12", MARCH]) {
      const preview = await previewPlanVersion(deps, { planVersionId: draftId, over });
      expect(preview.periods.length).toBe(over === "last12" ? 2 : 1);
      expect([preview.winnersCount, preview.losersCount, preview.risesCount, preview.fallsCount]).toEqual([0, 0, 0, 0]);
      expect(preview.payoutAfter).toBe(preview.payoutBefore);
      expect(preview.breakage.map(({ after }) => after)).toEqual(preview.breakage.map(({ before }) => before));
      expect(preview.largest.after).toEqual(preview.largest.before);
    }
  });

  test("refuses a period that is not closed, and a draft with an error", async () => {
    const deps = await company();
    const draftId = await keep(deps, { ...harder("2026-05-01"), active: "nothing" }, "draft");
    const preview = (over: string) => previewPlanVersion(deps, { planVersionId: draftId, over });
    await expect(preview("last")).rejects.toThrow(/problem at active/);
    await deps.db
      .update(planVersion)
      .set({ plan: harder("2026-05-01") })
      .where(eq(planVersion.id, draftId));
    await expect(preview("month:2026-04-01")).rejects.toMatchObject({ code: "period_not_found" });
  });
});
