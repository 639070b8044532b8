import { describe, expect, test } from "vitest";
import { decide } from "../evaluate/evaluate.ts";
import { EMPTY_STATE } from "../evaluate/facts.ts";
import { suppose } from "../evaluate/suppose.ts";
import { factsOf, type Story } from "../evaluate/testing/build-facts.ts";
import type { Cond, PlanVersion } from "../plan/plan-version.ts";
import { meadowAndOak } from "../plan/templates/meadow-and-oak.ts";
import { instant } from "../time/instant.ts";
import { coach } from "./coach.ts";

const PLAN = meadowAndOak(3);
const HOW = { volume: "pv", at: instant("2026-06-29T12:00:00Z") } as const;

type Sold = Readonly<Record<string, string>>;

/** Hazel over Fern, Juniper, Linden and Willow; everybody has sold what is given, to one customer each. */
function team(sold: Sold): Story {
  const legs = ["fern", "juniper", "linden", "willow"].map((id) => ({ id, sponsor: "hazel" }));
  return {
    period: "month:2026-06-01",
    people: [{ id: "hazel", sponsor: null }, ...legs],
    orders: Object.entries(sold).map(([of, pv]) => ({
      id: `of_${of}`,
      of,
      customer: `customer_of_${of}`,
      at: "2026-06-10T12:00:00Z",
      volumes: { pv, cv: String(Number(pv) / 2) },
    })),
  };
}

function coached(sold: Sold, plan: PlanVersion = PLAN, change: Partial<Story> = {}) {
  const facts = factsOf(plan, { ...team(sold), ...change });
  return coach(decide(plan, facts, EMPTY_STATE), facts, "hazel", HOW);
}

const withTop = (when: PlanVersion["ranks"][number]["when"]): PlanVersion => ({
  ...PLAN,
  ranks: [...PLAN.ranks.slice(0, 1), { id: "top", label: "Top", when }],
});

describe("the way to the next rank", () => {
  test("of one who has sold nothing is the greater of two volumes, to the hundredth", () => {
    const steps = coached({})?.steps;
    expect(steps).toEqual([{ kind: "sale", by: "hazel", to: "either", points: 20_000n }]);
    const facts = factsOf(PLAN, team({}));
    const short = suppose(PLAN, facts, [{ kind: "sale", by: "hazel", to: "customer", points: 19_999n }], HOW);
    expect(coach(decide(PLAN, short, EMPTY_STATE), short, "hazel", HOW)?.rank).toBe("sprout");
  });

  test("helps the leg that lacks least, by exactly what it lacks", () => {
    const found = coached({ hazel: "2200", fern: "188", juniper: "250", linden: "300", willow: "120" });
    expect(found?.rank).toBe("branch");
    expect(found?.steps).toEqual([{ kind: "sale", by: "fern", to: "either", points: 1200n }]);
  });

  test("looks for somebody new where the legs are too few, and says what he has to sell", () => {
    const found = coached({ hazel: "3000" }, withTop({ count: legs(5), atLeast: 5 }));
    expect(found?.steps.filter(({ kind }) => kind === "join")).toEqual([
      { kind: "join", under: "hazel", as: "supposed_person_1", points: 0n },
    ]);
    expect(found?.steps.filter(({ kind }) => kind === "sale").map((step) => "by" in step && step.by)).toEqual([
      "fern",
      "juniper",
      "linden",
      "willow",
      "supposed_person_1",
    ]);
  });

  test("asks for as many customers as are missing, and takes the cheaper of two ways", () => {
    const customers = { count: { customers: { volume: "pv", atLeast: "30" } }, atLeast: 3 } as const;
    expect(coached({ hazel: "40" }, withTop(customers))?.steps).toEqual([
      { kind: "sale", by: "hazel", to: "customer", points: 3000n },
      { kind: "sale", by: "hazel", to: "customer", points: 3000n },
    ]);
    const either = withTop({ any: [customers, { metric: "own_pv", atLeast: "90" }] });
    expect(coached({ hazel: "40" }, either)?.steps).toEqual([
      { kind: "sale", by: "hazel", to: "either", points: 5000n },
    ]);
  });

  test("names a customer who is missing though the volume alone would be the greater sale", () => {
    const customer = { count: { customers: { volume: "pv", atLeast: "30" } }, atLeast: 1 } as const;
    expect(coached({}, withTop({ all: [{ metric: "own_pv", atLeast: "90" }, customer] }))?.steps).toEqual([
      { kind: "sale", by: "hazel", to: "customer", points: 3000n },
      { kind: "sale", by: "hazel", to: "either", points: 6000n },
    ]);
  });

  test("is not made up where sales and people do not suffice, nor above the ladder", () => {
    expect(coached({ hazel: "400" }, withTop({ joinedWithinDays: 1 }))).toBeNull();
    expect(coached({ hazel: "400" }, withTop({ metric: "own_pv", atLeast: "500", at: "lastClosed" }))).toBeNull();
    expect(coached({ hazel: "400" }, withTop({ always: true }))).toBeNull();
  });
});

describe("of several ways to a rank", () => {
  const volume = (metric: string, atLeast: string, at?: "lastClosed"): Cond => ({
    metric,
    atLeast,
    ...(at ? { at } : {}),
  });
  const NINETY: Cond = volume("own_pv", "90");
  const sale = { kind: "sale", by: "hazel", to: "either", points: 9000n };
  const plan: PlanVersion = {
    ...PLAN,
    metrics: [
      ...PLAN.metrics,
      {
        id: "team_pv",
        label: "Team",
        kind: "group",
        volume: "pv",
        tree: "sponsor",
        period: "month",
        includeSelf: false,
      },
      { id: "own_cv", label: "Own CV", kind: "own", volume: "cv", period: "month" },
      { id: "strongest", label: "Leg", kind: "leg", volume: "pv", tree: "sponsor", period: "month", pick: "strongest" },
      { id: "sellers", label: "Sellers", kind: "count", of: { members: members(1) } },
    ],
  };
  const stepsTo = (when: Cond, change: Partial<Story> = {}) =>
    coached({}, { ...withTop(when), metrics: plan.metrics }, change)?.steps ?? null;
  const inMay = { period: "month:2026-05-01", closedAt: "2026-06-04T04:00:00Z", people: { hazel: {} } };

  test.each<[string, Cond]>([
    ["the cheaper one first", { any: [NINETY, volume("own_pv", "120")] }],
    ["the cheaper one last", { any: [volume("own_pv", "120"), NINETY] }],
    ["one that needs a stranger, however little he buys", { any: [volume("team_pv", "10"), NINETY] }],
    ["one that needs a stranger, last", { any: [NINETY, volume("team_pv", "10")] }],
    ["one that nobody can walk", { any: [{ joinedWithinDays: 1 }, NINETY] }],
    ["a volume of the closed period", { any: [volume("own_pv", "10", "lastClosed"), NINETY] }],
    ["a name of the closed period", { any: [{ ref: "is_active", at: "lastClosed" }, NINETY] }],
    ["a rank of the closed period", { any: [{ rank: "top", basis: "paidAs", at: "lastClosed" }, NINETY] }],
    ["a volume that is not sold in", { any: [volume("own_cv", "10"), NINETY] }],
    ["a metric that is no volume", { any: [volume("sellers", "1"), NINETY] }],
    ["the volume of a leg", { any: [volume("strongest", "10"), NINETY] }],
    ["people on a level", { any: [{ count: { members: members(1) }, atLeast: 1 }, NINETY] }],
    [
      "customers by a volume that is not sold in",
      { any: [{ count: { customers: { volume: "cv", atLeast: "10" } }, atLeast: 1 }, NINETY] },
    ],
    ["what must not be", { any: [{ not: { always: true } }, NINETY] }],
  ])("takes the one that can be walked and asks least: %s", (_, when) => {
    expect(stepsTo(when, { closed: [inMay] })).toEqual([sale]);
  });

  test("passes over a name of the closed period though it would ask less", () => {
    const when: Cond = { any: [{ ref: "is_active", at: "lastClosed" }, volume("own_pv", "120")] };
    expect(stepsTo(when, { closed: [inMay] })).toEqual([{ ...sale, points: 12_000n }]);
  });

  test("takes the first of two that ask the same", () => {
    const customer: Cond = { count: { customers: { volume: "pv", atLeast: "90" } }, atLeast: 1 };
    expect(stepsTo({ any: [customer, NINETY] })).toEqual([{ ...sale, to: "customer" }]);
    expect(stepsTo({ any: [NINETY, customer] })).toEqual([sale]);
  });

  test("takes none where one part of all cannot be walked", () => {
    expect(stepsTo({ all: [{ joinedWithinDays: 1 }, NINETY] })).toBeNull();
    expect(stepsTo({ all: [NINETY, { joinedWithinDays: 1 }] })).toBeNull();
  });

  test("wins somebody new for a volume to which one's own does not count", () => {
    expect(stepsTo(volume("team_pv", "10"))).toEqual([
      { kind: "join", under: "hazel", as: "supposed_person_1", points: 1000n },
    ]);
  });

  test("asks nothing more of a part that is met", () => {
    const twoSell: Cond = { count: { legs: { tree: "sponsor", at: "somewhere", where: NINETY } }, atLeast: 1 };
    const found = coached({ fern: "90", juniper: "95" }, withTop({ all: [twoSell, NINETY] }));
    expect(found?.steps).toEqual([sale]);
  });

  test("helps legs before it asks for the volume to which they add", () => {
    const found = coached({ hazel: "1000", fern: "188", juniper: "250", linden: "300", willow: "120" });
    expect(found?.steps).toEqual([
      { kind: "sale", by: "fern", to: "either", points: 1200n },
      { kind: "sale", by: "hazel", to: "either", points: 63_000n },
    ]);
  });

  test("passes over legs that cannot be helped", () => {
    const where: Cond = { all: [{ joinedWithinDays: 20 }, NINETY] };
    const people = team({}).people.map((one) =>
      one.id === "juniper" ? { ...one, joined: "2026-06-20T12:00:00Z" } : one,
    );
    const when: Cond = { count: { legs: { tree: "sponsor", at: "somewhere", where } }, atLeast: 1 };
    expect(stepsTo(when, { people })).toEqual([{ kind: "sale", by: "juniper", to: "either", points: 9000n }]);
  });

  test("looks three people down, and no further", () => {
    const nested = (levels: number): Cond =>
      levels === 0
        ? volume("own_pv", "10")
        : { count: { legs: { tree: "sponsor", at: "top", where: nested(levels - 1) } }, atLeast: 1 };
    const alone = { people: [{ id: "hazel", sponsor: null }], orders: [] };
    expect(stepsTo(nested(3), alone)?.map(({ kind }) => kind)).toEqual(["join", "join", "join", "sale"]);
    expect(stepsTo(nested(4), alone)).toBeNull();
  });

  test("gives up on somebody whose sales count for nobody, and on strangers", () => {
    const left = [{ id: "hazel", status: "terminated", at: "2026-06-02T10:00:00Z" }] as const;
    expect(stepsTo({ all: [{ status: "good" }, NINETY] }, { statuses: left })).toBeNull();
    const facts = factsOf(PLAN, team({}));
    expect(coach(decide(PLAN, facts, EMPTY_STATE), facts, "nobody", HOW)).toBeNull();
  });
});

describe("what is supposed", () => {
  test("brings the other volumes in the proportion of the sales so far", () => {
    const facts = factsOf(PLAN, team({ hazel: "100.02", fern: "50" }));
    const { facts: after } = suppose(PLAN, facts, [{ kind: "sale", by: "hazel", to: "self", points: 333n }], HOW);
    expect(after.at(-1)).toMatchObject({ buyer: "hazel", creditedTo: "hazel", volumes: { pv: 333n, cv: 167n } });
  });
});

function legs(places: number) {
  const where = { metric: "own_pv", atLeast: String(places * 10) };
  return { legs: { tree: "sponsor", at: "somewhere", where } } as const;
}

function members(level: number) {
  return { tree: "sponsor", from: level, to: level, where: { metric: "own_pv", atLeast: "1" } } as const;
}
