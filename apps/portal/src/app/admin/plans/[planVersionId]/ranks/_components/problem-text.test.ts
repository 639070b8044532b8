import { validatePlan } from "@upline/domain";
import { BAD_PLANS } from "@upline/domain/testing";
import { expect, test } from "vitest";
import { plans } from "~/messages/en/plans";
import { problemText, unrecordedText } from "./problem-text.ts";

/** Names of the model that nobody who writes a plan has to know. */
const RAW = /[a-z][A-Z]|_|\{|\bundefined\b/;

test.each(BAD_PLANS)("%s is said in plain words", (_, code, plan) => {
  const named = validatePlan(plan, { recorded: "sales" }).filter((problem) => problem.code === code);
  expect(named).not.toEqual([]);
  for (const problem of named) {
    const text = problemText(problem, plan);
    expect(Object.keys(plans.problems)).toContain(problem.code);
    expect(text.replace(/\(.*\)$/, "")).not.toMatch(RAW);
    expect(text).toMatch(/^[A-Z0-9].*[.)]$/);
  }
});

test.each([
  ["tree binary", "a binary tree"],
  ["volume qv", "a volume beside PV, CV and sales"],
  ["live legs", "a bonus of this kind that is paid at once"],
  ["period of a metric", "a metric that counts another period than the one in which ranks are decided"],
  ["correction adjustmentLot", "corrections by adjustments instead of new lines"],
])("what is not recorded has words: %s", (kind, text) => {
  expect(unrecordedText(kind)).toBe(text);
});
