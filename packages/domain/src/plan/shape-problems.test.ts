import { expect, test } from "vitest";
import { withValue } from "./describe/change.ts";
import { planTemplate } from "./templates/templates.ts";
import { validatePlan } from "./validate-plan.ts";

const plan = JSON.parse(JSON.stringify(planTemplate("starter")));

test.each([
  ["a field that is not known", "colour", "red", ["schema_invalid colour"]],
  ["one inside a rate", "bonuses.2.rate.bonus", "0.1", ["schema_invalid bonuses.2.rate.bonus"]],
  ["one inside a condition", "ranks.2.when.all.1.atMost", "9", ["schema_invalid ranks.2.when.all.1.atMost"]],
  [
    "one inside a count inside a condition",
    "ranks.2.when.all.2.count.legs.where.or",
    1,
    ["schema_invalid ranks.2.when.all.2.count.legs.where.or"],
  ],
  ["a decimal that is none", "bonuses.0.rate.flat", "5 %", ["decimal_invalid bonuses.0.rate.flat"]],
  ["a number where a decimal belongs", "bonuses.0.rate.flat", 5, ["schema_invalid bonuses.0.rate.flat"]],
  ["something that is no plan", "", "text", ["schema_invalid "]],
])("%s is named where it stands", (_, path, value, expected) => {
  const problems = validatePlan(withValue(plan, path, value));
  expect(problems.map((problem) => `${problem.code} ${problem.path}`)).toEqual(expected);
});

test("what is missing is named too", () => {
  const { active: _, ...rest } = plan;
  expect(validatePlan(rest).map(({ path }) => path)).toEqual(["active"]);
});
