import { describe, expect, it } from "vitest";
import { decide } from "../evaluate/evaluate.ts";
import { EMPTY_STATE, type State } from "../evaluate/facts.ts";
import { factsOf, type Story } from "../evaluate/testing/build-facts.ts";
import { meadowAndOak } from "../plan/templates/meadow-and-oak.ts";
import { instant } from "../time/instant.ts";
import { rankCard } from "./rank-card.ts";

const PLAN = { ...meadowAndOak(3), rankPolicy: { title: "lifetime", gracePeriods: 2, announce: "atClose" } } as const;

function story(points: string): Story {
  return {
    period: "month:2026-06-01",
    people: [
      { id: "ann", sponsor: null },
      { id: "bob", sponsor: "ann" },
    ],
    orders: [
      { id: "o", of: "ann", customer: "buyer", at: "2026-06-10T12:00:00Z", volumes: { pv: points, cv: points } },
    ],
  };
}

const held = (rank: string, misses = 0): State => ({
  period: "month:2026-05-01",
  people: { ann: { held: rank, misses, title: rank, below: [] } },
});

const card = (points: string, opening: State = EMPTY_STATE, id = "ann", plan: typeof PLAN = PLAN) =>
  rankCard(decide(plan, factsOf(plan, story(points)), opening), id);

const requirements = (trace: { requirements: readonly { text: string; missing?: string }[] } | null | undefined) =>
  trace?.requirements.map(({ text, missing }) => `${text} ${missing}`);

describe("a rank card", () => {
  it("says what is qualified for, paid as, and what the next rank lacks, part by part", () => {
    const found = card("250");
    expect(found).toMatchObject({
      distributorId: "ann",
      qualified: "sprout",
      paidAs: "sprout",
      title: "sprout",
      keep: null,
      misses: 0,
      gracePeriods: 2,
      timeZone: "America/New_York",
    });
    expect(found?.next).toMatchObject({ rank: "leaf", label: "Leaf", ok: false });
    expect(requirements(found?.next)).toEqual(["Active 0", "Group volume 250", "customers with PV 0.01 or more 0"]);
  });

  it("says when the period is frozen: as many days after its end as the plan gives", () => {
    expect(card("1")?.freezeFrom).toBe(instant("2026-07-04T04:00:00Z"));
    const [period] = PLAN.periods;
    const same = {
      ...PLAN,
      periods: [
        { id: "week", every: "week", cutoffDays: 9 },
        { ...period, cutoffDays: 0 },
      ],
    };
    expect(card("1", EMPTY_STATE, "ann", same as never)?.freezeFrom).toBe(instant("2026-07-01T04:00:00Z"));
  });

  it("says what keeps the rank somebody came in with, and how many misses are counted", () => {
    const found = card("250", held("branch", 1));
    expect(found).toMatchObject({ qualified: "sprout", paidAs: "branch", title: "branch", misses: 2 });
    expect(found?.keep).toMatchObject({ rank: "branch", ok: false });
    expect(requirements(found?.keep)).toEqual(["Active 0", "Group volume 2250", "legs with Sprout 3"]);
  });

  it("says that a rank is kept where its condition holds", () => {
    const found = card("250", held("sprout"));
    expect(found?.keep).toMatchObject({ rank: "sprout", label: "Sprout", ok: true });
    expect(found?.keep?.requirements).toHaveLength(2);
    expect(found?.misses).toBe(0);
  });

  it("has nothing to keep of the lowest rank, and for nobody but whom the state names", () => {
    expect(card("250", held("seed"))?.keep).toBeNull();
    expect(card("250", held("branch"), "bob")).toMatchObject({ keep: null, qualified: "seed", misses: 0 });
    expect(
      card("250", { period: null, people: Object.create({ ann: { held: "branch" } }) as State["people"] })?.keep,
    ).toBeNull();
  });

  it("has no next rank on top, and no card for strangers", () => {
    const low = { ...PLAN, ranks: PLAN.ranks.slice(0, 2) } as never;
    expect(card("250", EMPTY_STATE, "ann", low)).toMatchObject({ qualified: "sprout", next: null });
    expect(card("250", EMPTY_STATE, "nobody")).toBeNull();
  });

  it("opens a condition of conditions, and leaves a single one as it is", () => {
    const when = {
      all: [{ all: [{ metric: "gv", atLeast: "9" }, { always: true }] }, { metric: "own_pv", atLeast: "7" }],
    };
    const nested = { ...PLAN, ranks: [PLAN.ranks[0], { id: "top", label: "Top", when }] } as never;
    expect(requirements(card("8", EMPTY_STATE, "ann", nested)?.next)).toEqual([
      "Group volume 1",
      "always undefined",
      "Own PV of the month 0",
    ]);
    const single = {
      ...PLAN,
      ranks: [PLAN.ranks[0], { id: "top", label: "Top", when: { metric: "gv", atLeast: "9" } }],
    };
    expect(requirements(card("8", EMPTY_STATE, "ann", single as never)?.next)).toEqual(["Group volume 1"]);
  });
});
