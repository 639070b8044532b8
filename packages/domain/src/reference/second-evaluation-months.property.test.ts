import { expect, test } from "vitest";
import { evaluate } from "../evaluate/evaluate.ts";
import { EMPTY_STATE } from "../evaluate/facts.ts";
import { factsOf } from "../evaluate/testing/build-facts.ts";
import { planWith, randomPlan, randomStory } from "../evaluate/testing/random-story.ts";
import type { Bonus, PlanVersion } from "../plan/plan-version.ts";
import { atLeast, RUNS } from "../testing.ts";
import { secondEvaluation } from "./second-evaluation.ts";

/** The example as a company may run it: what one month decides, fast start taken off, and only the first order once in a while. */
function planOf(seed: number): PlanVersion {
  const plan = randomPlan(seed);
  const metrics = plan.metrics.map((metric) => (metric.kind === "own" ? { ...metric, periods: 1 } : metric));
  const of = seed % 2 === 0 ? "both" : "own";
  const source = { kind: "orders", volume: "cv", of, except: ["fast"] } satisfies Bonus["source"];
  const first = seed % 5 === 0 ? { firstOnly: true } : seed % 7 === 0 ? { withinDaysOfJoin: 70 } : {};
  return planWith({ source: { ...source, ...first } }, { ...plan, metrics });
}

test(
  "months with moves, refunds, people who leave and windows never make the two disagree",
  () => {
    let [people, lines, whole] = [0, 0, 0];
    for (let seed = 1; seed <= RUNS.numRuns; seed += 1) {
      const plan = planOf(seed);
      const story = randomStory(
        { seed, people: 4 + (seed % 40), orders: seed % 60 },
        { moves: seed % 3 === 0, refunds: seed % 4 > 0 },
      );
      const facts = factsOf(plan, story);
      const evaluation = evaluate(plan, facts, EMPTY_STATE);
      const closing = evaluation.lines.filter(({ bonusId }) => bonusId === "uni");
      const most = seed % 2 === 0 ? { people: 50, sales: 250 } : { people: 8, sales: 60 };
      const result = secondEvaluation(
        { plan, facts, opening: EMPTY_STATE, lines: closing, ranks: evaluation.ranks },
        seed,
        most,
      );
      expect(result.first, `seed ${seed}`).toBeNull();
      people += result.people;
      lines += result.lines;
      whole += result.isWhole ? 1 : 0;
    }
    expect(people).toBeGreaterThan(atLeast(2_000));
    expect(lines).toBeGreaterThan(atLeast(1_000));
    expect(whole).toBeGreaterThan(atLeast(100));
  },
  60 * RUNS.numRuns,
);
