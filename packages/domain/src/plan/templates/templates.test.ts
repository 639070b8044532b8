import { describe, expect, test } from "vitest";
import { classify } from "../classify.ts";
import { describePlan, partsOf } from "../describe/plan.ts";
import type { Part } from "../describe/sentence.ts";
import { errorsOf, validatePlan } from "../validate-plan.ts";
import { sampleRun } from "./sample-run.ts";
import { planTemplate, TEMPLATE_IDS } from "./templates.ts";

/** The sentence of a part and the sentences in its gaps: "bonus.share(rate.flat source.orders walk.self cond.status)". */
function keysOf(part: Part): string {
  if (part.is === "slot") return keysOf(part.part);
  if (part.is === "clause") return part.part === null ? "" : keysOf(part.part);
  if (part.is === "list") return part.items.map(keysOf).filter(Boolean).join(" ");
  if (part.is !== "sentence") return "";
  const inner = Object.values(part.with).map(keysOf).filter(Boolean).join(" ");
  return inner === "" ? part.key : `${part.key}(${inner})`;
}

describe.each(TEMPLATE_IDS)("the template %s", (id) => {
  const plan = planTemplate(id);

  test("is valid, without a warning", () => {
    expect(validatePlan(plan)).toEqual([]);
  });

  test("reads and settles as it is described", () => {
    const classes = classify(plan);
    const { bonuses } = describePlan(plan);
    const said = bonuses.map((bonus) => `${classes[bonus.id]} ${bonus.id}: ${keysOf(bonus.sentence)}`);
    expect(said).toMatchSnapshot();
  });

  test("pays every one of its bonuses in the sample network", () => {
    const lines = sampleRun(plan).flatMap(({ evaluation }) => evaluation.lines);
    for (const { id: bonusId } of plan.bonuses) {
      expect(lines.filter((line) => line.bonusId === bonusId).length, bonusId).toBeGreaterThan(0);
    }
  });

  test("is at home in any company: zone, currency and first day are the company's", () => {
    const place = { timeZone: "Asia/Tokyo", currency: "JPY", minorDigits: 0, effectiveFrom: "2027-04-01" };
    const moved = planTemplate(id, place);
    expect(moved).toMatchObject(place);
    expect(errorsOf(validatePlan(moved))).toEqual([]);
    expect(sampleRun(moved).length).toBeGreaterThan(2);
  });

  test("is handed out as a copy", () => {
    planTemplate(id).bonuses.pop();
    expect(planTemplate(id).bonuses.length).toBe(plan.bonuses.length);
  });
});

test("every part of every template has words", () => {
  const parts = TEMPLATE_IDS.flatMap((id) => partsOf(describePlan(planTemplate(id))));
  expect(parts.length).toBeGreaterThan(300);
});
