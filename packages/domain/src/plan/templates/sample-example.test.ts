import { describe, expect, test } from "vitest";
import { workedExamples } from "./sample-example.ts";
import { planTemplate, TEMPLATE_IDS } from "./templates.ts";

describe.each(TEMPLATE_IDS)("the worked examples of %s", (id) => {
  test("are the engine's", () => {
    const said = workedExamples(planTemplate(id)).map(({ bonusId, people, minor, line }) => {
      const from = line?.source.name ?? line?.source.what;
      const path = line?.path.map(({ name, outcome }) => `${name} ${outcome}`).join(", ");
      return `${bonusId}: ${people} people ${minor}; ${line?.earner} ${line?.minor} = ${line?.base} ${line?.volume} x ${line?.rate} of ${from} [${path}] ${line?.steps.map(({ kind }) => kind)}`;
    });
    expect(said).toMatchSnapshot();
  });
});

test("a bonus that pays nobody says so", () => {
  const plan = planTemplate("starter");
  const bonuses = plan.bonuses.map((bonus) => ({ ...bonus, gate: { not: { always: true } } as const }));
  expect(workedExamples({ ...plan, bonuses }).map(({ people, minor, line }) => [people, minor, line])).toEqual(
    bonuses.map(() => [0, 0n, null]),
  );
});
