import { expect, test } from "vitest";
import { evaluate } from "../evaluate/evaluate.ts";
import { EMPTY_STATE } from "../evaluate/facts.ts";
import { factsOf, type Story } from "../evaluate/testing/build-facts.ts";
import { EXAMPLE } from "../evaluate/testing/worked-example.ts";
import type { PlanMetric, PlanVersion } from "../plan/plan-version.ts";
import { secondEvaluation } from "./second-evaluation.ts";

const LEGS = { id: "legs", label: "Legs", kind: "binary", width: 2 } as const;
const SEATS = 60;
/** The example, whose active people are those of this month alone: the reference reads no other. */
const PLAN: PlanVersion = {
  ...EXAMPLE,
  trees: [...EXAMPLE.trees, LEGS],
  metrics: EXAMPLE.metrics.map((metric) => (metric.kind === "own" ? { ...metric, periods: 1 } : metric)),
};

/** Everybody sponsors the next two, and in the binary tree all stand in one line, each on the left of the one before. */
const id = (n: number) => `p${String(n).padStart(3, "0")}`;
const COMPANY: Story = {
  period: "month:2026-06-01",
  people: Array.from({ length: SEATS }, (_, n) => ({
    id: id(n),
    sponsor: n === 0 ? null : id(Math.floor((n - 1) / 2)),
  })),
  places: Array.from({ length: SEATS }, (_, n) => ({
    ...{ tree: "legs", id: id(n), parent: n === 0 ? null : id(n - 1) },
    ...(n === 0 ? {} : { slot: 0 }),
  })),
  orders: Array.from({ length: SEATS }, (_, n) => ({
    ...{ id: `o${n}`, of: id(n), at: "2026-06-10T10:00:00Z", volumes: { pv: "60", cv: "50" } },
  })),
};

function checked(plan: PlanVersion) {
  const facts = factsOf(plan, COMPANY);
  const { lines, ranks } = evaluate(plan, facts, EMPTY_STATE);
  const closing = lines.filter(({ bonusId }) => bonusId === "uni");
  return secondEvaluation({ plan, facts, opening: EMPTY_STATE, lines: closing, ranks }, 1);
}

test("a tree that no rule reads makes nobody's team larger", () => {
  const result = checked(PLAN);
  expect(result).toMatchObject({ agrees: true, isWhole: false, judged: ["uni"] });
  expect(result.teams).toBeGreaterThan(1);
});

test("a tree that a rule reads does: whoever stands far up has everybody below", () => {
  const weak: PlanMetric = {
    ...{ id: "weak", label: "Weak", kind: "leg", volume: "pv", tree: "legs" },
    ...{ period: "month", pick: "weakest" },
  };
  const result = checked({ ...PLAN, metrics: [...PLAN.metrics, weak] });
  expect(result.agrees).toBe(true);
  expect(result.teams).toBe(1);
});
