import { describe, expect, test } from "vitest";
import { evaluate } from "../evaluate/evaluate.ts";
import type { Fact } from "../evaluate/facts.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import { meadowAndOak } from "../plan/templates/meadow-and-oak.ts";
import { type SamplePeriod, sampleRun } from "../plan/templates/sample-run.ts";
import { planTemplate, TEMPLATE_IDS } from "../plan/templates/templates.ts";
import { secondEvaluation } from "./second-evaluation.ts";

function compared(plan: PlanVersion, { facts, opening, evaluation }: SamplePeriod) {
  const live = new Set(plan.bonuses.flatMap(({ id, when }) => ("live" in when ? [id] : [])));
  const lines = evaluation.lines.filter(({ bonusId }) => !live.has(bonusId));
  return secondEvaluation({ plan, facts, opening, lines, ranks: evaluation.ranks }, 1);
}

describe("a second evaluation of the sample network", () => {
  test.each<[string, PlanVersion, readonly string[]]>([
    ...TEMPLATE_IDS.map((id): [string, PlanVersion, readonly string[]] => {
      const judged = {
        starter: ["unilevel", "rank_award"],
        weekly_binary: [],
        matrix_3x7: ["matrix"],
        party: ["team"],
      };
      const stairstep = ["stairstep", "generations"];
      return [id, planTemplate(id), id === "stairstep" ? stairstep : judged[id]];
    }),
    ["meadow and oak", meadowAndOak(3), ["unilevel"]],
  ])("agrees under %s, and says what it judged", (_, plan, judged) => {
    const results = sampleRun(plan).map((period) => compared(plan, period));
    expect(results.map(({ first }) => first)).toEqual(results.map(() => null));
    expect([...new Set(results.flatMap((one) => one.judged))].toSorted()).toEqual(judged.toSorted());
    for (const { judged: own, people } of results) if (own.length > 0) expect(people).toBeGreaterThan(10);
  });

  test("is not thrown by attributes that are no numbers where a bonus wants one", () => {
    const plan = planTemplate("starter");
    const orders = { kind: "orders", volume: "cv", of: "both" } as const;
    const shared = {
      label: "X",
      when: { close: "month" },
      gate: { always: true },
      settle: { as: "cash", holdDays: 0 },
    } as const;
    const rankAt = { basis: "paidAs", at: "this" } as const;
    const walk = { to: "upline", tree: "sponsor", payFrom: 1, levels: 2, compress: "none" } as const;
    const bonuses: PlanVersion["bonuses"] = [
      {
        ...{ ...shared, rankAt, id: "coded", source: orders },
        walk: { to: "coded", tree: "sponsor", attribute: "code" },
        rate: { unit: "amount", byPackage: { 100: "0.1" } },
      },
      {
        ...{ ...shared, rankAt, id: "deep", source: orders, walk: { ...walk, unlock: { byAttribute: "depth" } } },
        rate: { unit: "share", byLevel: ["0.1", "0.1"] },
      },
      {
        ...{ ...shared, rankAt, id: "fund", walk: { to: "self" } },
        source: { kind: "fund", fund: { fixed: "100" }, shares: { byAttribute: "shares" } },
      },
    ];
    const odd: PlanVersion = { ...plan, bonuses, limits: [] };
    for (const value of ["gold", "1.5.2", "-1", "", "1e3", " 2", "0.1234567", "2"]) {
      const periods = sampleRun(odd).map((period) => {
        const facts = { ...period.facts, facts: period.facts.facts.map((fact) => withValue(fact, value)) };
        return { ...period, facts, evaluation: evaluate(odd, facts, period.opening) };
      });
      for (const period of periods) expect(compared(odd, period), value).toMatchObject({ agrees: true, first: null });
    }
  });
});

const withValue = (fact: Fact, value: string): Fact => (fact.t === "attribute" ? { ...fact, value } : fact);
