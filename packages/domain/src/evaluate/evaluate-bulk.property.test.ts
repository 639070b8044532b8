import { describe, expect, test } from "vitest";
import type { PlanVersion } from "../plan/plan-version.ts";
import { factsOf, PERIODS } from "../reference/company-facts.ts";
import { randomPeople, randomSales } from "../reference/random-company.ts";
import { randomPlan } from "../reference/random-plan.ts";
import { RUNS } from "../testing.ts";
import { asksForOrders } from "./bulk.ts";
import { evaluate } from "./evaluate.ts";
import { type BulkEvaluation, evaluateBulk } from "./evaluate-bulk.ts";
import { EMPTY_STATE, type State } from "./facts.ts";
import type { Evaluation } from "./outcome.ts";
import { bulkOf } from "./testing/bulk-of.ts";
import { picker } from "./testing/random-story.ts";

/** The plan without the bonuses that look at single orders, and what matches or limits them. */
function withoutSingleOrders(plan: PlanVersion): PlanVersion {
  const single = asksForOrders(plan);
  const volumes = plan.volumes.filter(({ id }) => !single.includes(id));
  const bonuses = plan.bonuses.filter(({ id, source }) => {
    if ("volume" in source && single.includes(source.volume)) return false;
    return !single.includes(id) && !(source.kind === "payouts" && source.bonuses.some((each) => single.includes(each)));
  });
  const left = bonuses.filter(({ source }) => {
    return source.kind !== "payouts" || source.bonuses.every((each) => bonuses.some(({ id }) => id === each));
  });
  return { ...plan, volumes, bonuses: left };
}

const texts = ({ lines }: Evaluation) =>
  lines.map(({ bonusId, earnerId, sourceKey, segment, level, part, base, rate, minor }) =>
    [bonusId, earnerId, sourceKey, segment, level, part, base, rate, minor].join(" "),
  );

function textsOf({ lines }: BulkEvaluation, ids: readonly string[]): string[] {
  return lines.flatMap((own) =>
    [...own.earner].flatMap((earner, k) => {
      const places = Array.from(
        { length: (own.from[k + 1] ?? 0) - (own.from[k] ?? 0) },
        (_, n) => (own.from[k] ?? 0) + n,
      );
      return places.flatMap((at) => {
        if (own.minor[at] === 0) return [];
        const what = [own.segment[at], own.level[at], own.part(at), own.base[at], own.rate[at], own.minor[at]];
        return [[own.bonusId, ids[earner], own.sourceKey(at), ...what].join(" ")];
      });
    }),
  );
}

/** Both ways over two periods in a row, the second one from what the first one leaves. */
function both(seed: number) {
  const pick = picker(seed * 5 + 1);
  const plan = withoutSingleOrders(randomPlan(pick));
  if (asksForOrders(plan).length > 0) return null;
  const people = randomPeople(seed);
  let [state, bulkState]: [State, State] = [EMPTY_STATE, EMPTY_STATE];
  return PERIODS.map((id, n) => {
    const facts = factsOf(plan, { people, ...randomSales(pick, people, n) }, id);
    const byFacts = evaluate(plan, facts, state);
    const bulk = bulkOf(plan, facts);
    const byColumns = evaluateBulk(plan, bulk, bulkState);
    [state, bulkState] = [byFacts.closing, byColumns.closing()];
    return { plan, ids: bulk.ids, byFacts, byColumns };
  });
}

describe("a period in columns", () => {
  test(
    "P35: gives the lines, ranks, breakage and closing state that the same facts give one by one",
    () => {
      let lines = 0;
      for (let seed = 1; seed <= RUNS.numRuns; seed += 1) {
        for (const { plan, ids, byFacts, byColumns } of both(seed) ?? []) {
          expect(textsOf(byColumns, ids).sort(), `seed ${seed}`).toEqual(texts(byFacts).sort());
          expect(byColumns.closing()).toEqual(byFacts.closing);
          expect(byColumns.breakage).toEqual(byFacts.breakage);
          expect(byColumns.problems).toEqual(byFacts.problems);
          for (const [person, id] of ids.entries()) {
            const result = byFacts.ranks[id];
            const name = (rank: number | undefined) => plan.ranks[rank ?? 0]?.id;
            expect(byColumns.active[person] === 1).toBe(result?.active);
            expect(name(byColumns.ranks.qualified[person])).toBe(result?.qualified);
            expect(name(byColumns.ranks.paidAs[person])).toBe(result?.paidAs);
            for (const { id: metric } of plan.metrics) {
              expect(BigInt(byColumns.metric(metric)(person))).toBe(result?.metrics[metric]);
            }
          }
          lines += byFacts.lines.length;
        }
      }
      expect(lines).toBeGreaterThan(RUNS.numRuns);
    },
    60 * RUNS.numRuns,
  );

  test("refuses a plan that looks at single orders", () => {
    const pick = picker(11);
    const plan = randomPlan(pick);
    const facts = factsOf(plan, { people: randomPeople(1), ...randomSales(pick, randomPeople(1), 0) }, PERIODS[0]);
    const [bonus] = plan.bonuses;
    if (!bonus) throw new Error("the plan has a bonus");
    const single = { ...plan, bonuses: [{ ...bonus, source: { kind: "margin" as const, of: "own" as const } }] };
    expect(asksForOrders(single)).toContain(bonus.id);
    expect(() => evaluateBulk(single, bulkOf(single, facts), EMPTY_STATE)).toThrow(/single orders/);
  });
});
