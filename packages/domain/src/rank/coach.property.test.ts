import fc from "fast-check";
import { expect, test } from "vitest";
import { decide } from "../evaluate/evaluate.ts";
import { EMPTY_STATE } from "../evaluate/facts.ts";
import { type Supposed, suppose } from "../evaluate/suppose.ts";
import { factsOf } from "../evaluate/testing/build-facts.ts";
import { randomStory } from "../evaluate/testing/random-story.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import { meadowAndOak } from "../plan/templates/meadow-and-oak.ts";
import { RUNS } from "../testing.ts";
import { instant } from "../time/instant.ts";
import { coach } from "./coach.ts";

const PLAN: PlanVersion = meadowAndOak(3);
const HOW = { volume: "pv", at: instant("2026-06-29T12:00:00Z") } as const;

const companies = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  people: fc.integer({ min: 1, max: 30 }),
  orders: fc.integer({ min: 0, max: 50 }),
});

/** Place in the ladder of somebody after the steps. */
function rankAfter(story: Parameters<typeof factsOf>[1], steps: readonly Supposed[], id: string): number {
  const { context } = decide(PLAN, suppose(PLAN, factsOf(PLAN, story), steps, HOW), EMPTY_STATE);
  return context.columns.ranks.qualified[context.world.numberOf.get(id) ?? -1] ?? -1;
}

test("doing exactly what the coach says gives the next rank, for everybody who is below the top", {
  timeout: 120_000,
}, () => {
  const met = { people: 0, none: 0 };
  fc.assert(
    fc.property(companies, fc.nat(), (size, pick) => {
      const story = randomStory(size);
      const facts = factsOf(PLAN, story);
      const decided = decide(PLAN, facts, EMPTY_STATE);
      const person = story.people[pick % story.people.length];
      if (!person) return;
      const before = rankAfter(story, [], person.id);
      const coaching = coach(decided, facts, person.id, HOW);
      met.people += 1;
      if (coaching === null) {
        met.none += 1;
        // Only the top of the ladder has no next rank; and nobody rises who has left.
        const status = story.statuses?.findLast(({ id }) => id === person.id)?.status;
        expect(before === PLAN.ranks.length - 1 || status === "terminated" || status === "merged").toBe(true);
        return;
      }
      expect(rankAfter(story, coaching.steps, person.id)).toBeGreaterThan(before);
      expect(coaching.steps.every(({ points }) => points >= 0n)).toBe(true);
    }),
    RUNS,
  );
  expect(met.none).toBeLessThan(met.people / 2);
});
