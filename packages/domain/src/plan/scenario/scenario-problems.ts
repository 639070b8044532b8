import { parseDecimal } from "../../money/decimal.ts";
import type { PlanVersion } from "../plan-version.ts";
import type { PlanScenario, ScenarioPerson, ScenarioProblem } from "./scenario.ts";

/** Everything that a scenario names and that neither it nor the plan has. */
export function scenarioProblems(plan: PlanVersion, { people, orders, expected }: PlanScenario): ScenarioProblem[] {
  const names = people.map(({ name }) => name);
  const known = new Set(names);
  const missing = (code: ScenarioProblem["code"], used: readonly (string | null | undefined)[], among: Set<string>) =>
    [...new Set(used)].flatMap((name) => (typeof name === "string" && !among.has(name) ? [{ code, name }] : []));
  const ids = (list: readonly { readonly id: string }[]) => new Set(list.map(({ id }) => id));
  const seats = people.flatMap((person) => person.seats ?? []);
  const volumes = [...people.map(({ points }) => points ?? {}), ...orders.map((order) => order.volumes)];
  return [
    ...names
      .filter((name, index) => names.indexOf(name) !== index)
      .map((name) => ({ code: "person_twice", name }) as const),
    ...missing(
      "person_unknown",
      [
        ...people.map(({ sponsor }) => sponsor),
        ...seats.map(({ parent }) => parent),
        ...orders.map(({ by }) => by),
        ...expected.map(({ person }) => person),
      ],
      known,
    ),
    ...circles(people),
    ...missing(
      "rank_unknown",
      people.map(({ rank }) => rank),
      ids(plan.ranks),
    ),
    ...missing(
      "bonus_unknown",
      expected.map(({ bonus }) => bonus),
      ids(plan.bonuses),
    ),
    ...missing("volume_unknown", volumes.flatMap(Object.keys), ids(plan.volumes)),
    ...missing(
      "tree_unknown",
      seats.map(({ tree }) => tree),
      ids(plan.trees),
    ),
    ...expected.flatMap(({ amount }) =>
      parseDecimal(amount, plan.minorDigits) === null ? [{ code: "amount_too_fine" as const, name: amount }] : [],
    ),
  ];
}

/** People who would stand above themselves, by sponsor or in a seat. */
function circles(people: readonly ScenarioPerson[]): ScenarioProblem[] {
  const trees = [...new Set(people.flatMap(({ seats }) => (seats ?? []).map(({ tree }) => tree)))];
  const above: ((person: ScenarioPerson) => string | null | undefined)[] = [
    ({ sponsor }) => sponsor,
    ...trees.map(
      (tree) =>
        ({ seats }: ScenarioPerson) =>
          seats?.find((seat) => seat.tree === tree)?.parent,
    ),
  ];
  const isInCircle = (person: ScenarioPerson) =>
    above.some((parentOf) => {
      let at = people.find(({ name }) => name === parentOf(person));
      for (let steps = 0; at && steps <= people.length; steps += 1) {
        if (at.name === person.name) return true;
        const next = parentOf(at);
        at = people.find(({ name }) => name === next);
      }
      return false;
    });
  return people.filter(isInCircle).map(({ name }) => ({ code: "sponsor_circle", name }));
}
