import { describe, expect, test } from "vitest";
import { picker } from "../../evaluate/testing/random-story.ts";
import { randomPlan } from "../../reference/random-plan.ts";
import { periodById } from "../../time/period.ts";
import { sampleFacts } from "./sample-facts.ts";
import { matrixSeats, SAMPLE_PEOPLE } from "./sample-network.ts";
import { sampleRun } from "./sample-run.ts";
import { planTemplate } from "./templates.ts";

describe("the sample network", () => {
  test("has people in the order of joining, each below an earlier one, each seat taken once", () => {
    const names = SAMPLE_PEOPLE.map(({ name }) => name);
    expect(names).toEqual(names.toSorted());
    const seats = SAMPLE_PEOPLE.flatMap(({ seat }) => (seat ? [`${seat.parent} ${seat.slot}`] : []));
    expect(new Set(seats).size).toBe(seats.length);
    for (const [index, { sponsor, seat }] of SAMPLE_PEOPLE.entries()) {
      const before = SAMPLE_PEOPLE.slice(0, index).map(({ id }) => id);
      for (const above of [sponsor, seat?.parent ?? null]) if (above !== null) expect(before).toContain(above);
    }
  });

  test.each([1, 2, 3])("fills a matrix %i wide, breadth first below each sponsor", (width) => {
    const seats = matrixSeats(width);
    expect(seats.size).toBe(SAMPLE_PEOPLE.length - 1);
    const taken = [...seats.values()].map(({ parent, slot }) => `${parent} ${slot}`);
    expect(new Set(taken).size).toBe(taken.length);
    expect([...seats.values()].every(({ slot }) => slot < width)).toBe(true);
  });

  test("is the same for every call, and empty without periods", () => {
    const plan = planTemplate("starter");
    expect(sampleRun(plan)).toEqual(sampleRun(plan));
    const facts = sampleRun(plan)[0]?.facts;
    expect(facts?.period.id).toBe("month:2025-11-01");
    const month = periodById("month", "month:2025-11-01", plan.timeZone);
    expect(sampleFacts(plan, []).of("month", month, []).facts).toEqual([]);
  });

  test("runs every other cadence through the sample period", () => {
    const weeks = sampleRun(planTemplate("weekly_binary")).filter(({ cadence }) => cadence === "week");
    expect(weeks.map(({ facts }) => facts.period.id)).toEqual([
      "week:2026-01-05",
      "week:2026-01-12",
      "week:2026-01-19",
      "week:2026-01-26",
    ]);
    expect(weeks[1]?.opening.running).toEqual(weeks[0]?.evaluation.closing.running);
  });

  test("evaluates random plans of every kind", () => {
    const paid = new Set<string>();
    for (let seed = 1; seed <= 60; seed += 1) {
      const plan = randomPlan(picker(seed));
      for (const { evaluation } of sampleRun(plan)) {
        for (const { bonusId } of evaluation.lines) {
          const bonus = plan.bonuses.find(({ id }) => id === bonusId);
          if (bonus) paid.add(`${bonus.source.kind} ${bonus.walk.to}`);
        }
      }
    }
    expect([...paid].toSorted()).toMatchInlineSnapshot(`
      [
        "fund self",
        "legs self",
        "milestone self",
        "orders coded",
        "orders differential",
        "orders generations",
        "orders passUp",
        "orders self",
        "orders upline",
        "party host",
        "payouts generations",
        "payouts upline",
        "tiers self",
      ]
    `);
  }, 60_000);
});
