import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { reconciliation } from "../apps/portal/src/messages/en/reconciliation.ts";
import { sourceFiles } from "./lib/sources.mjs";
import { wordsOf } from "./reconcile.mjs";

const fault = { rule: "line_is_sum_of_postings", ref: "lin_1", have: "12", want: "11", currency: "USD" };

test("rows that disagree are sentences under the name of their check", () => {
  const words = wordsOf([
    { check: "lines", ms: 3, faults: [fault] },
    { check: "seal", ms: 4, faults: [] },
  ]);
  expect(words).toEqual([
    "Lines and postings",
    "  Line lin_1 shows 12 (minor units of USD), but its postings add up to 11 (minor units of USD).",
    "2 checks, 1 rows disagree; payouts are frozen (7 ms)",
  ]);
});

test("a company in which all agrees is one line", () => {
  expect(wordsOf([{ check: "seal", ms: 4, faults: [] }])).toEqual(["1 checks, everything agrees (4 ms)"]);
});

test("of many rows twenty are shown and the rest is counted", () => {
  const words = wordsOf([{ check: "lines", ms: 1, faults: Array.from({ length: 25 }, () => fault) }]);
  expect(words).toHaveLength(23);
  expect(words.at(-2)).toBe("  and 5 more");
});

test("every rule and every check has its words", () => {
  const text = sourceFiles("packages/server/src/reconciliation/*.ts")
    .filter((path: string) => !path.includes(".test."))
    .map((path: string) => readFileSync(path, "utf8"))
    .join("\n");
  const rules = [...text.matchAll(/(?:rule: "|select '|^\s+select ')([a-z_]+)["']/gm)].map(([, rule]) => rule);
  const checks = [...text.matchAll(/\{ id: "([a-z]+)"/g)].map(([, id]) => id);
  expect(rules.length).toBeGreaterThan(10);
  expect(rules.filter((rule) => !(String(rule) in reconciliation.rules))).toEqual([]);
  expect(checks.sort()).toEqual(Object.keys(reconciliation.checks).sort());
});
