import { describe, expect, it } from "vitest";
import { evaluate } from "../evaluate/evaluate.ts";
import { EMPTY_STATE, type State } from "../evaluate/facts.ts";
import { picker } from "../evaluate/testing/random-story.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import { errorsOf, validatePlan } from "../plan/validate-plan.ts";
import { atLeast, RUNS } from "../testing.ts";
import { type Company, Reader } from "./company.ts";
import { factsOf, PERIODS } from "./company-facts.ts";
import { emptyMemory } from "./memory.ts";
import { type PaidLine, pay } from "./pay.ts";
import { randomPeople, randomSales } from "./random-company.ts";
import { randomPlan } from "./random-plan.ts";

const NETWORKS = 2 * RUNS.numRuns;

const keyOf = ({ bonus, earner, source, level, part, minor }: PaidLine) =>
  `${bonus} ${earner} ${source} ${level} ${part}: ${minor}`;

interface Round {
  readonly plan: PlanVersion;
  readonly company: Company;
  readonly engine: readonly string[];
  readonly reference: readonly string[];
}

/** Two periods in a row of one random network under one random plan, by both. */
function rounds(seed: number): Round[] {
  const pick = picker(seed * 7 + 3);
  const plan = randomPlan(pick);
  const people = randomPeople(seed);
  const memory = emptyMemory();
  let state: State = EMPTY_STATE;
  let before: Parameters<typeof factsOf>[3] = null;
  return PERIODS.map((id, n) => {
    const company = { people, ...randomSales(pick, people, n) };
    const evaluation = evaluate(plan, factsOf(plan, company, id, before), state);
    before = { period: id, people: evaluation.ranks };
    state = JSON.parse(JSON.stringify(evaluation.closing)) as State;
    const engine = evaluation.lines.map((line) => {
      const { bonusId, earnerId, sourceKey, level, part, minor } = line;
      return keyOf({ bonus: bonusId, earner: earnerId, source: sourceKey, level, part, minor });
    });
    return {
      plan,
      company,
      engine: engine.sort(),
      reference: pay(new Reader(plan, company), memory).map(keyOf).sort(),
    };
  });
}

describe("the engine and the naive reference", () => {
  it(
    `agree to the last unit on ${NETWORKS} random networks under random plans`,
    () => {
      const paid = new Map<string, number>();
      for (let seed = 1; seed <= NETWORKS; seed += 1) {
        for (const { plan, engine, reference } of rounds(seed)) {
          expect(errorsOf(validatePlan(plan)), `plan of seed ${seed}`).toEqual([]);
          expect(engine, `seed ${seed}`).toEqual(reference);
          for (const { id, when, source, walk } of plan.bonuses) {
            const kind = `${"live" in when ? "live " : ""}${source.kind} ${walk.to}`;
            const lines = engine.filter((line) => line.startsWith(`${id} `)).length;
            paid.set(kind, (paid.get(kind) ?? 0) + lines);
          }
        }
      }
      // A kind that never pays would agree without saying anything.
      expect([...paid].filter(([, lines]) => lines < atLeast(20))).toEqual([]);
      expect(paid.size).toBeGreaterThanOrEqual(atLeast(13));
    },
    240 * RUNS.numRuns,
  );
});
