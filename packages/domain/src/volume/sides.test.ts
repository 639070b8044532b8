import { describe, expect, it } from "vitest";
import { evaluate } from "../evaluate/evaluate.ts";
import { EMPTY_STATE } from "../evaluate/facts.ts";
import { factsOf, type Story } from "../evaluate/testing/build-facts.ts";
import { EXAMPLE } from "../evaluate/testing/worked-example.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import { errorsOf, validatePlan } from "../plan/validate-plan.ts";

/** a over b and c; b over d and e; d over f. */
const PEOPLE: Story["people"] = [
  { id: "a", sponsor: null },
  { id: "b", sponsor: "a" },
  { id: "c", sponsor: "a" },
  { id: "d", sponsor: "b" },
  { id: "e", sponsor: "b" },
  { id: "f", sponsor: "d" },
];

/** Everybody with a group of 100 within so many levels is a star, and takes his subtree out of those above. */
function groups(maxDepth: number, points: Readonly<Record<string, string>>, includeSelf = true): string {
  const plan: PlanVersion = {
    ...EXAMPLE,
    bonuses: [],
    metrics: [
      ...EXAMPLE.metrics,
      {
        id: "near",
        label: "Near",
        kind: "group",
        volume: "pv",
        tree: "sponsor",
        period: "month",
        includeSelf,
        maxDepth,
        stopAtRank: "star",
      },
    ],
    ranks: [
      { id: "none", label: "None", when: { always: true } },
      { id: "star", label: "Star", when: { metric: "near", atLeast: "100" } },
    ],
  };
  expect(errorsOf(validatePlan(plan))).toEqual([]);
  const orders = Object.entries(points).map(([of, pv]) => {
    return { id: `o_${of}`, of, at: "2026-06-10T10:00:00Z", volumes: { pv } };
  });
  const facts = factsOf(plan, { period: "month:2026-06-01", people: PEOPLE, orders });
  const { metrics } = evaluate(plan, facts, EMPTY_STATE);
  return Object.entries(metrics)
    .map(([id, { near = 0n }]) => `${id} ${near / 100n}`)
    .join(" ");
}

describe("a group that stops at a rank and after some levels", () => {
  it.each<[string, number, Readonly<Record<string, string>>, string]>([
    ["one level", 1, { a: "1", b: "2", c: "4", d: "8", e: "16", f: "32" }, "a 7 b 26 c 4 d 40 e 16 f 32"],
    ["two levels", 2, { a: "1", b: "2", c: "4", d: "8", e: "16", f: "32" }, "a 31 b 58 c 4 d 40 e 16 f 32"],
    ["a star beside", 1, { a: "1", b: "2", c: "100", d: "8", e: "16", f: "32" }, "a 3 b 26 c 100 d 40 e 16 f 32"],
    [
      "a star whose group counts",
      2,
      { a: "1", b: "2", c: "4", d: "60", e: "16", f: "40" },
      "a 23 b 18 c 4 d 100 e 16 f 40",
    ],
    ["what a star takes out makes b none", 1, { b: "90", d: "100", e: "9" }, "a 90 b 99 c 0 d 100 e 9 f 0"],
    ["a star too far below stops nobody nearer", 1, { d: "8", f: "100" }, "a 0 b 8 c 0 d 8 e 0 f 100"],
  ])("%s", (_, maxDepth, points, expected) => {
    expect(groups(maxDepth, points)).toBe(expected);
  });

  it("leaves the own volume out when it is asked to", () => {
    expect(groups(1, { a: "1", b: "2", c: "4", d: "8" }, false)).toBe("a 6 b 8 c 0 d 0 e 0 f 0");
  });
});
