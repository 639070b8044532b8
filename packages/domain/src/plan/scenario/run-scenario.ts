import { evaluate } from "../../evaluate/evaluate.ts";
import type { PeriodFacts, State } from "../../evaluate/facts.ts";
import type { Line, NotPaid } from "../../evaluate/outcome.ts";
import { type Inquiry, inquiry } from "../../evaluate/why-not.ts";
import { parseDecimal } from "../../money/decimal.ts";
import { nextPeriod, periodOf } from "../../time/period.ts";
import type { PlanVersion } from "../plan-version.ts";
import type { PlanScenario, ScenarioProblem } from "./scenario.ts";
import { type ScenarioWorld, scenarioWorld } from "./scenario-facts.ts";
import { scenarioProblems } from "./scenario-problems.ts";

/** What somebody should get of a bonus and what the engine gives him, minor units. */
export interface ScenarioRow {
  readonly person: string;
  readonly bonus: string;
  readonly expected: bigint;
  readonly got: bigint;
  readonly isRight: boolean;
  /** What it is made of; empty when nothing is paid. */
  readonly lines: readonly Line[];
  /** For somebody who should get something and gets nothing: the reason, one per order. */
  readonly reasons: readonly NotPaid[];
}

export interface ScenarioOutcome {
  readonly isGreen: boolean;
  /** Why it could not be tried; then there are no rows. */
  readonly problems: readonly ScenarioProblem[];
  /** The expected ones in their order, then what is paid beyond them, in plan order. */
  readonly rows: readonly ScenarioRow[];
  /** Names by the ids that lines and reasons use. */
  readonly names: Readonly<Record<string, string>>;
}

/**
 * Tries a scenario under a plan: evaluates its people and orders as the first base period of the version, and the
 * periods of other cadences that begin in it, and compares what is paid to the last minor unit.
 *
 * @param plan  a valid version
 */
export function runScenario(plan: PlanVersion, scenario: PlanScenario): ScenarioOutcome {
  const problems = scenarioProblems(plan, scenario);
  if (problems.length > 0) return { isGreen: false, problems, rows: [], names: {} };
  const world = scenarioWorld(plan, scenario);
  const asked = inquiry(plan, world.facts, world.opening);
  const lines = [...asked.evaluation.lines, ...otherCadences(plan, world.facts, world.opening)];
  const rows = rowsOf(plan, scenario, { world, asked, lines });
  return {
    isGreen: rows.every(({ isRight }) => isRight),
    problems,
    rows,
    names: Object.fromEntries(world.nameOf),
  };
}

/** Periods of the other cadences that begin in the base period, each opening as the one before it closed. */
function otherCadences(plan: PlanVersion, base: PeriodFacts, opening: State): Line[] {
  return plan.periods
    .filter(({ id }) => id !== plan.basePeriod)
    .flatMap((cadence) => {
      const lines: Line[] = [];
      let state = opening;
      let period = periodOf(cadence, base.period.start, plan.timeZone);
      while (period.start < base.period.end) {
        const { start, end } = period;
        const counts = ({ effectiveAt }: { readonly effectiveAt: string }) => effectiveAt >= start && effectiveAt < end;
        const facts = base.facts.filter((fact) => fact.t !== "order" || counts(fact));
        const evaluation = evaluate(plan, { ...base, cadence: cadence.id, period, facts }, state);
        lines.push(...evaluation.lines);
        state = { ...evaluation.closing, people: opening.people };
        period = nextPeriod(cadence, period, plan.timeZone);
      }
      return lines;
    });
}

interface Found {
  readonly world: ScenarioWorld;
  readonly asked: Inquiry;
  readonly lines: readonly Line[];
}

function rowsOf(plan: PlanVersion, scenario: PlanScenario, { world, asked, lines }: Found): ScenarioRow[] {
  const wanted = new Map<string, { readonly person: string; readonly bonus: string; readonly expected: bigint }>();
  for (const { person, bonus, amount } of scenario.expected) {
    const before = wanted.get(`${person}|${bonus}`)?.expected ?? 0n;
    const expected = before + (parseDecimal(amount, plan.minorDigits) ?? 0n);
    wanted.set(`${person}|${bonus}`, { person, bonus, expected });
  }
  const paid = Map.groupBy(lines, ({ earnerId, bonusId }) => `${world.nameOf.get(earnerId) ?? earnerId}|${bonusId}`);
  const beyond = [...paid].flatMap(([key, [line]]) =>
    line === undefined || wanted.has(key)
      ? []
      : [{ person: world.nameOf.get(line.earnerId) ?? "", bonus: line.bonusId, expected: 0n }],
  );
  const shown = [...wanted.values(), ...(scenario.isComplete ? beyond : [])];
  return shown.map(({ person, bonus, expected }) => {
    const own = paid.get(`${person}|${bonus}`) ?? [];
    const got = own.reduce((sum, { minor }) => sum + minor, 0n);
    const isMissing = own.length === 0 && expected !== 0n;
    return {
      person,
      bonus,
      expected,
      got,
      isRight: got === expected,
      lines: own,
      reasons: isMissing ? whyNot(world, asked, person, bonus) : [],
    };
  });
}

function whyNot({ idOf, orderIds }: ScenarioWorld, asked: Inquiry, person: string, bonus: string): NotPaid[] {
  const distributorId = idOf.get(person) ?? "";
  return orderIds.flatMap((orderId) => asked.whyNot({ distributorId, bonusId: bonus, orderId }) ?? []);
}
