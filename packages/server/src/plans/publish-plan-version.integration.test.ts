import { planScenario, planVersion } from "@upline/db";
import { meadowAndOak, type PlanScenario, type PlanVersion, type PlanVersionId } from "@upline/domain";
import { BAD_PLANS } from "@upline/domain/testing";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "../auth/viewer.ts";
import { confirmed, enrol, foundCompany, place, told } from "../commissions/testing/world.ts";
import type { Deps } from "../deps.ts";
import { closePeriod } from "../periods/close-period.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { appRouter } from "../trpc/app-router.ts";

let deps: TestDeps;
beforeAll(async () => {
  deps = await testDeps({ now: "2026-03-20T12:00:00.000Z" });
  await foundCompany(deps);
  const seller = await enrol(deps, "Ash", null, "2025-02-05T12:00:00Z");
  await place(deps, { ref: "box", seller, at: "2026-03-08T10:00:00Z" });
  await told(deps, "box", [confirmed(6300n, "2026-03-08T10:00:00Z")]);
  deps.setNow("2026-04-04T04:00:00.000Z");
  await closePeriod(deps, "month:2026-03-01");
});
afterAll(() => deps.close());

const common = { kind: "user", secondFactor: false, address: null, distributorId: null, role: "plan" } as const;
const ASTER: Viewer = { ...common, userId: "usr_aster", name: "Aster", email: "aster@example.test" };
const SORREL: Viewer = { ...common, userId: "usr_sorrel", name: "Sorrel", email: "sorrel@example.test" };
const as = (viewer: Viewer) => appRouter.createCaller({ ...deps, viewer } as Deps).plans;
const waiting = async (viewer: Viewer) =>
  (await appRouter.createCaller({ ...deps, viewer } as Deps).approvals.list()).open;

const CASE: PlanScenario = {
  name: "Sells 100",
  people: [{ name: "Seller", sponsor: null }],
  orders: [{ by: "Seller", buyer: "customer", volumes: { pv: "100", cv: "100" } }],
  expected: [{ person: "Seller", bonus: "retail_bonus", amount: "25.00" }],
  isComplete: true,
};

async function draft(): Promise<PlanVersionId> {
  return (await as(ASTER).createDraft({ fromId: "plv_3" })).id;
}
const statusOf = async (id: PlanVersionId) => {
  const [row] = await deps.db.select().from(planVersion).where(eq(planVersion.id, id));
  return row;
};
/** Stores a plan in a draft, under whatever revision it has. */
async function store(id: PlanVersionId, change: (plan: PlanVersion) => PlanVersion): Promise<number> {
  const { plan, revision } = await as(ASTER).get({ planVersionId: id });
  return (await as(ASTER).saveDraft({ planVersionId: id, revision, plan: change(plan) })).revision;
}

describe("a bad plan", () => {
  test("there are thirty of them", () => expect(BAD_PLANS.length).toBeGreaterThanOrEqual(30));

  test.each(BAD_PLANS)(
    "%s is kept as a draft with its problem, %s, and nothing of it is published",
    async (_, code, plan) => {
      const id = await draft();
      const { revision: before } = await as(ASTER).get({ planVersionId: id });
      const saved = await as(ASTER).saveDraft({ planVersionId: id, revision: before, plan });
      expect(saved.problems.map((problem) => problem.code)).toContain(code);
      const named = await as(ASTER).validate({ planVersionId: id, plan });
      const isWarning = named.find((problem) => problem.code === code)?.severity === "warning";
      const published = await deps.db.select().from(planVersion).where(eq(planVersion.status, "scheduled"));
      const { revision } = saved;
      await expect(as(ASTER).requestPublish({ planVersionId: id, revision })).rejects.toThrow(/has a problem at .*: /);
      // What a plan with a warning would pay can be looked at.
      if (!isWarning) await expect(as(ASTER).preview({ planVersionId: id })).rejects.toThrow(/has a problem at/);
      const contentHash = "0".repeat(64);
      await expect(as(SORREL).approvePublish({ planVersionId: id, contentHash })).rejects.toThrow(/Nobody has asked/);
      expect(await statusOf(id)).toMatchObject({
        status: "draft",
        version: null,
        contentHash: null,
        requestedBy: null,
        publishedAt: null,
        previewedHash: null,
      });
      expect(await deps.db.select().from(planVersion).where(eq(planVersion.status, "scheduled"))).toEqual(published);
      await as(ASTER).discard({ planVersionId: id });
    },
  );
});

describe("the gates of a publication", () => {
  test("open one after the other: warnings ticked, scenarios green, previewed, and a second person", async () => {
    const id = await draft();
    const unused = { id: "spare", label: "Spare", kind: "own", volume: "pv", period: "month" } as const;
    const revision = await store(id, (plan) => ({ ...plan, metrics: [...plan.metrics, unused] }));
    const ask = () => as(ASTER).requestPublish({ planVersionId: id, revision });
    await expect(ask()).rejects.toThrow(/Tick the warning ladder_not_nested/);

    const { problems } = await as(ASTER).get({ planVersionId: id });
    for (const { key } of problems) await as(ASTER).tickWarning({ planVersionId: id, key, isTicked: true });
    expect((await as(ASTER).get({ planVersionId: id })).tickedWarnings).toEqual(
      problems.map(({ key }) => ({ key, by: "usr_aster", byName: "Aster", at: deps.clock.now() })),
    );
    const stranger = as(ASTER).tickWarning({ planVersionId: id, key: "no such warning", isTicked: true });
    await expect(stranger).rejects.toMatchObject({ code: "CONFLICT" });

    const wrong = { ...CASE, expected: [{ person: "Seller", bonus: "retail_bonus", amount: "24.00" }] };
    const kept = await as(ASTER).saveScenario({ planVersionId: id, scenario: wrong });
    await expect(ask()).rejects.toThrow(
      "1 scenario fails, so nothing was published. Open the first: “Sells 100” expected 24.00 for Seller (Retail bonus), got 25.00.",
    );
    await as(ASTER).saveScenario({ planVersionId: id, scenarioId: kept.id, scenario: CASE });
    await expect(ask()).rejects.toThrow(/preview of exactly this content/);
    await as(ASTER).preview({ planVersionId: id });
    const { contentHash } = await ask();
    await expect(as(ASTER).approvePublish({ planVersionId: id, contentHash })).rejects.toThrow(/someone else/);
    expect(await waiting(ASTER)).toMatchObject([{ subjectId: id, fingerprint: contentHash, whyNot: "own" }]);
    expect(await waiting(SORREL)).toMatchObject([{ subjectId: id, summary: { kind: "plan" }, whyNot: null }]);

    // What a gate let through may have closed again before the second person comes.
    await as(ASTER).saveScenario({ planVersionId: id, scenarioId: kept.id, scenario: wrong });
    await expect(as(SORREL).approvePublish({ planVersionId: id, contentHash })).rejects.toThrow(/1 scenario fails/);
    expect(await statusOf(id)).toMatchObject({ status: "draft", version: null });
    await as(ASTER).saveScenario({ planVersionId: id, scenarioId: kept.id, scenario: CASE });
    expect(await as(SORREL).approvePublish({ planVersionId: id, contentHash })).toEqual({ version: 4 });

    const edit = as(ASTER).saveScenario({ planVersionId: id, scenarioId: kept.id, scenario: wrong });
    await expect(edit).rejects.toThrow(/published and never changes/);
    const past = deps.db.update(planScenario).set({ scenario: wrong }).where(eq(planScenario.id, kept.id));
    await expect(past).rejects.toThrow();
    const next = (await as(ASTER).createDraft({ fromId: id })).id;
    const { scenarios } = await as(ASTER).runScenarios({ planVersionId: next });
    expect(scenarios.map(({ scenario, outcome }) => [scenario, outcome?.isGreen])).toEqual([[CASE, true]]);
    await as(ASTER).discard({ planVersionId: next });

    await expect(as(SORREL).withdraw({ planVersionId: id, reason: "no" })).rejects.toThrow();
    await as(SORREL).withdraw({ planVersionId: id, reason: "The rate was agreed otherwise." });
    expect(await statusOf(id)).toMatchObject({ status: "withdrawn", version: 4 });
    const again = as(SORREL).withdraw({ planVersionId: id, reason: "Once more." });
    await expect(again).rejects.toThrow(/Only a version that is published and waits/);
  });

  test("a warning of other values is another one; a change voids the preview and the request", async () => {
    const id = await draft();
    const spare = (name: string) => ({ id: name, label: name, kind: "own", volume: "pv", period: "month" }) as const;
    await store(id, (plan) => ({ ...plan, metrics: [...plan.metrics, spare("one")] }));
    const ready = async () => {
      const { problems, revision } = await as(ASTER).get({ planVersionId: id });
      for (const { key } of problems) await as(ASTER).tickWarning({ planVersionId: id, key, isTicked: true });
      await as(ASTER).preview({ planVersionId: id });
      return revision;
    };
    await as(ASTER).requestPublish({ planVersionId: id, revision: await ready() });
    const { metrics } = meadowAndOak(3);
    const revision = await store(id, (plan) => ({ ...plan, metrics: [...metrics, spare("two")] }));
    expect(await statusOf(id)).toMatchObject({ requestedBy: null, requestedHash: null });
    await expect(as(ASTER).requestPublish({ planVersionId: id, revision })).rejects.toThrow(/Tick the warning/);
    await as(ASTER).discard({ planVersionId: id });
    expect(await deps.db.select().from(planScenario).where(eq(planScenario.planVersionId, id))).toEqual([]);
  });

  test("are kept by the database too: nobody publishes what he asked for", async () => {
    const id = await draft();
    const done = { publishedBy: "usr_aster", requestedBy: "usr_aster", publishedAt: deps.clock.now() };
    const alone = deps.db
      .update(planVersion)
      .set({ status: "scheduled", version: 7, contentHash: "hash", ...done })
      .where(eq(planVersion.id, id));
    await expect(alone).rejects.toThrow();
    await as(ASTER).discard({ planVersionId: id });
  });

  test("a version that has begun stays", async () => {
    await expect(as(SORREL).withdraw({ planVersionId: "plv_3", reason: "Too late." })).rejects.toThrow(/has begun/);
  });
});
