import { closedResult, commissionLine, planVersion } from "@upline/db";
import { type DistributorId, instant, meadowAndOak, type PlanVersion, type PlanVersionId } from "@upline/domain";
import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { confirmed, enrol, foundCompany, place, told } from "../commissions/testing/world.ts";
import { closePeriod } from "../periods/close-period.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { previewRanks } from "./preview-ranks.ts";

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

describe("the preview of a draft", () => {
  test("is what the same period comes to when the draft is in force: each rank, each cent", async () => {
    const tried = await company();
    const draftId = await keep(tried, harder("2026-05-01"), "draft");
    await marchIsClosed(tried);
    const preview = await previewRanks(tried, draftId);
    expect(preview.falls.map(({ person, from, to }) => [person.name, from, to])).toEqual([
      ["Ash Test", "sprout", "seed"],
      ["Birch Test", "sprout", "seed"],
      ["Cedar Test", "sprout", "seed"],
    ]);
    expect(preview.rises).toEqual([]);
    expect(preview.payoutAfter.minor).toBeLessThan(preview.payoutBefore.minor);

    const applied = await company();
    await keep(applied, harder("2026-03-01"), "scheduled");
    await marchIsClosed(applied);
    const results = await applied.db.select().from(closedResult);
    const paidAs = (rankId: string) => results.filter((result) => result.paidAs === rankId).length;
    expect(preview.after.map(({ rankId, count }) => [rankId, count])).toEqual(
      preview.after.map(({ rankId }) => [rankId, paidAs(rankId)]),
    );
    const lines = await applied.db.select().from(commissionLine).where(eq(commissionLine.periodId, MARCH));
    expect(lines.length).toBeGreaterThan(0);
    expect(preview.payoutAfter.minor).toBe(lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n));
  });

  test("of a draft without a difference moves nobody and no cent", async () => {
    const deps = await company();
    const draftId = await keep(deps, { ...meadowAndOak(3), version: 4, effectiveFrom: "2026-05-01" }, "draft");
    await marchIsClosed(deps);
    const { changed, payoutBefore, payoutAfter } = await previewRanks(deps, draftId);
    expect(changed).toBe(0);
    expect(payoutAfter).toEqual(payoutBefore);
  });
});
