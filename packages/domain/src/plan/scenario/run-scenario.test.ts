import { describe, expect, test } from "vitest";
import type { PlanVersion } from "../plan-version.ts";
import { meadowAndOak } from "../templates/meadow-and-oak.ts";
import { runScenario } from "./run-scenario.ts";
import { PlanScenario } from "./scenario.ts";

const PLAN = meadowAndOak(3);

/** "Sells 100, sponsor is Sprout → 5.00" */
const SPROUT: PlanScenario = {
  name: "Sells 100, sponsor is Sprout",
  people: [
    { name: "Sponsor", sponsor: null, rank: "sprout", points: { pv: "100" } },
    { name: "Seller", sponsor: "Sponsor", points: { pv: "100" } },
  ],
  orders: [{ by: "Seller", buyer: "customer", volumes: { pv: "100", cv: "100" } }],
  expected: [
    { person: "Seller", bonus: "retail_bonus", amount: "25.00" },
    { person: "Sponsor", bonus: "unilevel", amount: "5.00" },
  ],
  isComplete: true,
};
const short = ({ person, bonus, expected, got }: ReturnType<typeof runScenario>["rows"][number]) => {
  return [person, bonus, expected, got];
};

describe("a scenario", () => {
  test("is green when everybody gets what it says, to the cent", () => {
    expect(PlanScenario.parse(SPROUT)).toEqual(SPROUT);
    const outcome = runScenario(PLAN, SPROUT);
    expect(outcome.rows.map(short)).toEqual([
      ["Seller", "retail_bonus", 2500n, 2500n],
      ["Sponsor", "unilevel", 500n, 500n],
    ]);
    expect(outcome.isGreen).toBe(true);
  });

  test("is red by one cent, and says what the engine paid and from what", () => {
    const wrong = {
      ...SPROUT,
      expected: [{ person: "Sponsor", bonus: "unilevel", amount: "5.01" }],
      isComplete: false,
    };
    const { isGreen, rows } = runScenario(PLAN, wrong);
    expect(isGreen).toBe(false);
    expect(rows.map(short)).toEqual([["Sponsor", "unilevel", 501n, 500n]]);
    expect(rows[0]?.lines[0]?.because.steps.map(({ kind }) => kind)).toContain("rate");
  });

  test("is red for what is paid beyond it, unless it is not meant to be complete", () => {
    const expected = SPROUT.expected.slice(0, 1);
    expect(runScenario(PLAN, { ...SPROUT, expected }).rows.map(short)).toContainEqual([
      "Sponsor",
      "unilevel",
      0n,
      500n,
    ]);
    expect(runScenario(PLAN, { ...SPROUT, expected, isComplete: false }).isGreen).toBe(true);
  });

  test("tells why somebody gets nothing", () => {
    const people = SPROUT.people.map((person) => (person.name === "Sponsor" ? { ...person, points: {} } : person));
    const { rows } = runScenario(PLAN, { ...SPROUT, people });
    expect(rows.find(({ bonus }) => bonus === "unilevel")?.reasons).toMatchObject([{ code: "not_active" }]);
  });

  test("has a rank on level 2, and a live bonus that reads the last close", () => {
    const people = [
      { name: "Leaf", sponsor: null, rank: "leaf", points: { pv: "100" } },
      { name: "Sponsor", sponsor: "Leaf", points: { pv: "100" } },
      { name: "Newcomer", sponsor: "Sponsor", joinedDaysBefore: 10 },
    ];
    const own = { by: "Newcomer", buyer: "self", volumes: { pv: "100", cv: "100" } } as const;
    const orders = [own, { ...own, buyer: "customer" } as const];
    const expected = [
      { person: "Sponsor", bonus: "fast_start", amount: "20" },
      { person: "Leaf", bonus: "fast_start", amount: "10" },
      { person: "Newcomer", bonus: "retail_bonus", amount: "25" },
      { person: "Sponsor", bonus: "unilevel", amount: "5" },
      { person: "Leaf", bonus: "unilevel", amount: "5" },
    ];
    const scenario = { name: "Leaf", people, orders, expected, isComplete: true };
    expect(
      runScenario(PLAN, scenario)
        .rows.filter(({ isRight }) => !isRight)
        .map(short),
    ).toEqual([]);
    expect(
      runScenario(meadowAndOak(4), scenario)
        .rows.filter(({ isRight }) => !isRight)
        .map(short),
    ).toEqual([["Leaf", "unilevel", 500n, 600n]]);
    const lapsed = people.map((person) => (person.name === "Sponsor" ? { ...person, wasActive: false } : person));
    expect(runScenario(PLAN, { ...scenario, people: lapsed }).rows[0]).toMatchObject({
      got: 0n,
      reasons: [{ code: "not_active" }, { code: "not_in_source" }],
    });
  });

  test("settles a weekly bonus week by week", () => {
    const plan: PlanVersion = {
      ...PLAN,
      periods: [...PLAN.periods, { id: "week", every: "week", cutoffDays: 3 }],
      bonuses: PLAN.bonuses.map((bonus) =>
        bonus.id === "unilevel"
          ? {
              ...bonus,
              when: { close: "week" },
              gate: { always: true },
              rankAt: { basis: "paidAs", at: "lastClosed" },
              limit: { perEarner: { flat: "6" } },
            }
          : bonus,
      ),
    };
    const sale = { by: "Seller", buyer: "customer", volumes: { pv: "100", cv: "200" } } as const;
    const orders = [
      { ...sale, day: 5 },
      { ...sale, day: 20 },
    ];
    const expected = [{ person: "Sponsor", bonus: "unilevel", amount: "12" }];
    expect(runScenario(plan, { ...SPROUT, orders, expected, isComplete: false }).rows.map(short)).toEqual([
      ["Sponsor", "unilevel", 1200n, 1200n],
    ]);
  });

  test.each<[string, Partial<PlanScenario>, string]>([
    ["two people of one name", { people: [...SPROUT.people, ...SPROUT.people.slice(0, 1)] }, "person_twice"],
    ["an order by nobody", { orders: [{ by: "Nobody", buyer: "self", volumes: {} }] }, "person_unknown"],
    [
      "a rank that the plan has not",
      { people: [{ name: "Seller", sponsor: null, rank: "star" }], orders: [] },
      "rank_unknown",
    ],
    [
      "a bonus that the plan has not",
      { expected: [{ person: "Seller", bonus: "pool", amount: "1" }] },
      "bonus_unknown",
    ],
    [
      "a volume that the plan has not",
      { orders: [{ by: "Seller", buyer: "self", volumes: { bv: "1" } }] },
      "volume_unknown",
    ],
    ["half a cent", { expected: [{ person: "Seller", bonus: "unilevel", amount: "0.005" }] }, "amount_too_fine"],
    [
      "a circle",
      {
        people: [
          { name: "Sponsor", sponsor: "Seller" },
          { name: "Seller", sponsor: "Sponsor" },
        ],
      },
      "sponsor_circle",
    ],
    [
      "a seat in a tree that the plan has not",
      { people: [{ name: "Seller", sponsor: null, seats: [{ tree: "binary", parent: null, slot: null }] }] },
      "tree_unknown",
    ],
  ])("with %s is red and says so: %#", (_, change, code) => {
    const outcome = runScenario(PLAN, { ...SPROUT, ...change });
    expect(outcome.isGreen).toBe(false);
    expect(outcome.problems.map((problem) => problem.code)).toContain(code);
  });
});
