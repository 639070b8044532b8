import { genealogyEdge } from "@upline/db";
import { type Bonus, type DistributorId, instant, type PlanVersion, validatePlan } from "@upline/domain";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { confirmed, enrol, foundCompany, place, told } from "../commissions/testing/world.ts";
import { closePeriod } from "../periods/close-period.ts";
import { planInForce } from "../plans/plan-in-force.ts";
import { type TestDeps, testDeps } from "../testing.ts";
import { appRouter } from "../trpc/app-router.ts";
import { person } from "../trpc/testing/access-world.ts";

const FIRST = "week:2026-03-16";
const SECOND = "week:2026-03-23";

const cycles: Bonus = {
  id: "cycles",
  label: "Weekly cycles",
  when: { close: "week" },
  source: {
    kind: "legs",
    volume: "pv",
    tree: "binary",
    match: { cycle: { weak: "100", strong: "100" } },
    unqualified: { accrue: true, flush: false },
    carry: { max: "400", capConsumes: "all" },
  },
  gate: { always: true },
  walk: { to: "self" },
  rate: { unit: "amount", flat: "8" },
  limit: { perEarner: { flat: "16" } },
  rankAt: { basis: "paidAs", at: "lastClosed" },
  settle: { as: "cash", holdDays: 0 },
};

const withLegs =
  (bonuses: readonly Bonus[]) =>
  (plan: PlanVersion): PlanVersion =>
    plan.version < 3
      ? plan
      : {
          ...plan,
          trees: [...plan.trees, { id: "binary", label: "Placement tree", kind: "binary", placement: "manual" }],
          periods: [...plan.periods, { id: "week", every: "week", weekStart: 1, cutoffDays: 2 }],
          bonuses: [...plan.bonuses, ...bonuses],
        };

let deps: TestDeps;
let [ash, elm, fir]: DistributorId[] = [];
afterEach(() => deps.close());

async function found(changed: (plan: PlanVersion) => PlanVersion) {
  deps = await testDeps({ now: "2026-03-18T12:00:00.000Z" });
  await foundCompany(deps, { changed });
  ash = await enrol(deps, "Ash", null, "2025-12-01T12:00:00Z");
  elm = await enrol(deps, "Elm", ash, "2025-12-02T12:00:00Z");
  fir = await enrol(deps, "Fir", elm, "2025-12-03T12:00:00Z");
  const at = instant("2025-12-03T12:00:00Z");
  await deps.db.insert(genealogyEdge).values(
    [
      { distributorId: ash, parentId: null, slot: 0 },
      { distributorId: elm, parentId: ash, slot: 0 },
      { distributorId: fir, parentId: ash, slot: 1 },
    ].map((edge) => ({ ...edge, tree: "binary", fromAt: at, recordedAt: at, causeId: "test" })),
  );
}

async function sell(
  ref: string,
  seller: DistributorId | undefined,
  { on, quantity = 1 }: { on: string; quantity?: number },
) {
  const at = `2026-03-${on}T15:00:00Z`;
  await place(deps, { ref, seller: seller ?? "", at, quantity });
  await told(deps, ref, [confirmed(6300n * BigInt(quantity), at)]);
}

const legsOf = (id: DistributorId | undefined) =>
  appRouter.createCaller({ ...deps, viewer: person("distributor", id ?? null) }).team.legs({});

describe("a bonus on both legs", () => {
  beforeEach(() => found(withLegs([cycles])));

  test("is a plan that can be published", async () => {
    const { plan } = await planInForce(deps, deps.clock.now());
    expect(validatePlan(plan).filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test("shows what came, what would be matched, and which leg is short by how much", async () => {
    await sell("a", elm, { on: "17", quantity: 4 });
    await sell("b", fir, { on: "17", quantity: 2 });
    const { tops, isPlaced, bonuses } = await legsOf(ash);
    expect(isPlaced).toBe(true);
    expect(tops.map((top) => top?.name)).toEqual(["Elm Test", "Fir Test"]);
    expect(bonuses).toMatchObject([
      {
        id: "cycles",
        period: { id: FIRST },
        volume: { id: "pv", isHeads: false },
        match: { kind: "cycle", weak: 10_000n, strong: 10_000n },
        opening: [0n, 0n],
        added: [25_200n, 12_600n],
        used: [10_000n, 10_000n],
        closing: [15_200n, 2_600n],
        next: [0n, 7_400n],
        reason: null,
        pays: { minor: 800n, currency: "USD" },
        cap: { minor: 1_600n, currency: "USD" },
        carryMax: 40_000n,
        closes: [],
      },
    ]);
  });

  test("is carried from close to close, and each close is remembered as it was posted", async () => {
    await sell("a", elm, { on: "17", quantity: 4 });
    await sell("b", fir, { on: "17", quantity: 2 });
    const before = await legsOf(ash);
    deps.setNow("2026-03-26T12:00:00.000Z");
    await closePeriod(deps, FIRST);
    await sell("c", fir, { on: "25" });
    const { bonuses } = await legsOf(ash);
    expect(bonuses).toMatchObject([
      {
        period: { id: SECOND },
        opening: [15_200n, 2_600n],
        added: [0n, 6_300n],
        used: [0n, 0n],
        reason: "below_cycle",
        next: [0n, 1_100n],
        pays: { minor: 0n },
        closes: [
          {
            period: { id: FIRST, label: "Week of March 16, 2026" },
            paid: { minor: 800n, currency: "USD" },
            used: [10_000n, 10_000n],
            closing: before.bonuses[0]?.closing,
          },
        ],
      },
    ]);
    deps.setNow("2026-04-02T12:00:00.000Z");
    await closePeriod(deps, SECOND);
    const [bonus] = (await legsOf(ash)).bonuses;
    expect(bonus?.closes.map(({ paid, closing }) => [paid?.minor ?? null, closing])).toEqual([
      [null, [15_200n, 8_900n]],
      [800n, [15_200n, 2_600n]],
    ]);
  });

  test("says when the cap pays less and what the carry limit cuts", async () => {
    await sell("a", elm, { on: "17", quantity: 20 });
    await sell("b", fir, { on: "17", quantity: 8 });
    const [bonus] = (await legsOf(ash)).bonuses;
    // 504 on the right: five cycles of 8 dollars, capped at 16; 1,260 − 500 on the left, cut to 400.
    expect(bonus).toMatchObject({
      used: [50_000n, 50_000n],
      isCapped: true,
      pays: { minor: 1_600n },
      flushed: [36_000n, 0n],
      expired: [0n, 0n],
      closing: [40_000n, 400n],
    });
  });

  test("is nobody else's to see", async () => {
    const caller = appRouter.createCaller({ ...deps, viewer: person("distributor", elm) });
    await expect(caller.team.legs({ distributorId: ash })).rejects.toThrow("Not found");
    await expect(caller.team.legs({ distributorId: fir })).rejects.toThrow("Not found");
  });
});

test("a gate that is not met is shown with what is missing", async () => {
  await found(withLegs([{ ...cycles, gate: { metric: "own_pv", atLeast: "100", at: "this" } } as Bonus]));
  await sell("a", elm, { on: "17", quantity: 4 });
  await sell("b", fir, { on: "17", quantity: 4 });
  const [bonus] = (await legsOf(ash)).bonuses;
  expect(bonus).toMatchObject({
    used: [0n, 0n],
    reason: "gate_not_met",
    pays: { minor: 0n },
    closing: [25_200n, 25_200n],
    gate: [{ kind: "volume", have: 0n, need: 10_000n, missing: 10_000n, ok: false }],
  });
});

test("a binary tree without a bonus shows the volumes of both legs", async () => {
  await found(withLegs([]));
  await sell("a", elm, { on: "17" });
  expect(await legsOf(ash)).toMatchObject({
    bonuses: [],
    volumes: { period: { id: "month:2026-03-01" }, volume: { id: "pv" }, legs: [6_300n, 0n] },
  });
});

test("a plan without a binary tree has no legs, and the menu does not name them", async () => {
  await found((plan) => plan);
  expect(await legsOf(ash)).toEqual({ tree: null, isPlaced: false, tops: [null, null], bonuses: [], volumes: null });
  const caller = appRouter.createCaller({ ...deps, viewer: person("distributor", ash) });
  expect((await caller.session.me()).hasLegs).toBe(false);
});
