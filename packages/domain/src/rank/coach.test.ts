import { describe, expect, test } from "vitest";
import { decide } from "../evaluate/evaluate.ts";
import { EMPTY_STATE } from "../evaluate/facts.ts";
import { suppose } from "../evaluate/suppose.ts";
import { factsOf, type Story } from "../evaluate/testing/build-facts.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
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

function coached(sold: Sold, plan: PlanVersion = PLAN) {
  const facts = factsOf(plan, team(sold));
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
