import { commissionLine, planVersion, salesOrder } from "@upline/db";
import { type DistributorId, meadowAndOak } from "@upline/domain";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { confirmed, enrol, foundCompany, place, told } from "../commissions/testing/world.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { createDraft } from "./create-draft.ts";
import { saveDraft } from "./edit-draft.ts";
import { getPlan } from "./plans.queries.ts";
import { runScenarios, saveScenario } from "./scenarios.ts";
import { SimulateOrder, simulateOrder } from "./simulate-order.ts";

let deps: TestDeps;
let line: Record<"ash" | "birch" | "cedar", DistributorId>;
beforeEach(async () => {
  deps = await testDeps({ now: "2026-03-20T12:00:00.000Z" });
  await foundCompany(deps);
  const ash = await enrol(deps, "Ash", null, "2025-02-05T12:00:00Z");
  const birch = await enrol(deps, "Birch", ash, "2025-02-06T12:00:00Z");
  const cedar = await enrol(deps, "Cedar", birch, "2025-02-07T12:00:00Z");
  line = { ash, birch, cedar };
  // Ash buys for himself and is active; the others are not.
  await place(deps, { ref: "own", seller: ash, sku: "PACK", isOwn: true, at: "2026-03-05T10:00:00Z" });
  await told(deps, "own", [confirmed(14_999n, "2026-03-05T10:00:00Z")]);
});
afterEach(() => deps.close());

const simulate = (id: string, change: object = {}) =>
  simulateOrder(
    deps,
    SimulateOrder.parse({
      planVersionId: id,
      distributorId: line.cedar,
      buyer: "customer",
      goods: { lines: [{ sku: "BOX", quantity: 2 }] },
      ...change,
    }),
  );
const short = ({ paid }: Awaited<ReturnType<typeof simulate>>) =>
  paid.map(({ person, bonusId, level, minor, isLive }) => [person.name, bonusId, level, minor, isLive]);

describe("a simulated order", () => {
  test("says who is paid what, and one reason for each who is not; nothing is booked", async () => {
    const before = await deps.db.$count(salesOrder);
    const result = await simulate("plv_3");
    // Two boxes: 126.00 PV, 113.40 CV. Cedar's volume makes him active; Birch is not, so his level goes to Ash.
    expect(short(result)).toEqual([
      ["Cedar Test", "retail_bonus", 0, 2835n, true],
      ["Ash Test", "unilevel", 1, 567n, false],
    ]);
    expect(result.total).toBe(3402n);
    const reason = (name: string, bonus: string) =>
      result.notPaid.find(({ person, bonusId }) => person.name === `${name} Test` && bonusId === bonus)?.code;
    expect(reason("Birch", "unilevel")).toBe("not_active");
    expect(reason("Ash", "retail_bonus")).toBe("beyond_paid_levels");
    expect(reason("Cedar", "unilevel")).toBe("own_purchase");
    expect(new Set(result.notPaid.map(({ person, bonusId }) => `${person.id} ${bonusId}`)).size).toBe(7);
    expect(result.paid[1]?.explanation.path.map(({ name, outcome }) => [name, outcome])).toEqual([
      ["Cedar Test", "source"],
      ["Birch Test", "skipped"],
      ["Ash Test", "you"],
    ]);
    expect(await deps.db.$count(salesOrder)).toBe(before);
    expect(await deps.db.$count(commissionLine, eq(commissionLine.bonusId, "retail_bonus"))).toBe(0);
  });

  test("is what the same order brings when it is paid", async () => {
    const { paid } = await simulate("plv_3", { at: "2026-03-19T10:00:00Z" });
    await place(deps, { ref: "real", seller: line.cedar, quantity: 2, at: "2026-03-19T10:00:00Z" });
    await told(deps, "real", [confirmed(12_600n, "2026-03-19T10:00:00Z")]);
    const posted = await deps.db.select().from(commissionLine).where(eq(commissionLine.earnerId, line.cedar));
    expect(paid.filter(({ isLive }) => isLive).map(({ minor }) => minor)).toEqual(
      posted.map(({ amountMinor }) => amountMinor),
    );
    // A second one in the same period is its own part of the same closing line.
    const again = await simulate("plv_3");
    expect(again.paid[1]).toMatchObject({ minor: 567n, lineMinor: 1134n });
  });

  test("under a draft is paid as the draft says, and is kept as a scenario that is green", async () => {
    const { id } = await createDraft(deps, "plv_3");
    const { plan, revision } = await getPlan(deps, id);
    const bonuses = plan.bonuses.map((bonus) =>
      bonus.id === "retail_bonus" ? { ...bonus, rate: { unit: "share" as const, flat: "0.5" } } : bonus,
    );
    await saveDraft(deps, { planVersionId: id, revision, plan: { ...plan, bonuses } });
    const result = await simulate(id);
    expect(short(result)[0]).toEqual(["Cedar Test", "retail_bonus", 0, 5670n, true]);
    expect(JSON.stringify(result.scenario)).not.toMatch(/Cedar|Birch|Ash/);
    await saveScenario(deps, { planVersionId: id, scenario: { ...result.scenario, name: "Two boxes" } });
    const { scenarios } = await runScenarios(deps, id);
    expect(scenarios[0]?.outcome?.rows.filter(({ isRight }) => !isRight)).toEqual([]);
    expect(scenarios[0]?.outcome?.isGreen).toBe(true);
  });

  test("for oneself, by points, pays the people above and not oneself", async () => {
    const goods = { volumes: { pv: "200", cv: "100", unknown: "5" } };
    const result = await simulate("plv_3", { buyer: "self", goods });
    expect(result.volumes.map(({ id, amount }) => [id, amount])).toEqual([
      ["pv", 20_000n],
      ["cv", 10_000n],
    ]);
    expect(short(result)).toEqual([["Ash Test", "unilevel", 1, 500n, false]]);
    expect(result.ranks.map(({ person, from, to }) => [person.name, from, to])).toContainEqual([
      "Cedar Test",
      "seed",
      "sprout",
    ]);
  });

  test.each<[string, object, string]>([
    ["an unknown product", { goods: { lines: [{ sku: "NONE", quantity: 1 }] } }, "product_not_found"],
    ["an unknown distributor", { distributorId: "dst_nobody" }, "distributor_not_found"],
    ["a moment before the first plan", { at: "2020-01-01T00:00:00Z" }, "no_plan_in_force"],
  ])("with %s is refused", async (_, change, code) => {
    await expect(simulate("plv_3", change)).rejects.toMatchObject({ code });
  });

  test("under a plan with an error is refused", async () => {
    const { id } = await createDraft(deps, "plv_3");
    await deps.db
      .update(planVersion)
      .set({ plan: { ...meadowAndOak(3), active: "nobody" } })
      .where(eq(planVersion.id, id));
    await expect(simulate(id)).rejects.toMatchObject({ code: "plan_not_publishable" });
  });
});
