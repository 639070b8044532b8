import { describe, expect, it } from "vitest";
import type { Bonus, PlanVersion } from "../plan/plan-version.ts";
import { validatePlan } from "../plan/validate-plan.ts";
import { evaluate } from "./evaluate.ts";
import { EMPTY_STATE } from "./facts.ts";
import { orderLines } from "./order-lines.ts";
import { factsOf } from "./testing/build-facts.ts";
import { back, bonusOf, JULY, order, planOf, share, told, uni, upline } from "./testing/months.ts";
import { naiveOrderFacts } from "./testing/naive-order-facts.ts";
import { whyNot } from "./why-not.ts";

const window = (id: string, rate: string, change: Partial<Bonus> = {}): Bonus =>
  bonusOf({
    id,
    when: { live: true },
    source: { kind: "orders", volume: "cv", of: "own", withinDaysOfJoin: 60 },
    walk: { ...upline, levels: 1 },
    rate: share(rate),
    rankAt: { basis: "paidAs", at: "lastClosed" },
    ...change,
  });
const v1 = planOf([window("fast", "0.2")]);
const v2 = (bonuses: readonly Bonus[], change: Partial<PlanVersion> = {}) =>
  planOf(bonuses, { version: 2, effectiveFrom: "2026-07-01", ...change });
const byOrder = { policies: { ...v1.policies, windowVersion: "order" } } as const;
const people = [
  { id: "a", sponsor: null },
  { id: "old", sponsor: "a", joined: "2026-06-20T10:00:00Z" },
  { id: "new", sponsor: "a", joined: "2026-07-02T10:00:00Z" },
];
const story = {
  period: JULY,
  people,
  orders: [order("o1", "old", "100", "2026-07-10T10:00:00Z"), order("o2", "new", "100", "2026-07-10T10:00:00Z")],
  versions: [v1],
};
const fast = "fast a ord:o1 1 = 2000";

describe("N20: windows that are open when a new version comes into force", () => {
  it.each([
    { name: "go on under the version of the join when the bonus is gone", plan: v2([]), paid: [fast] },
    { name: "end with it where the version of the order counts", plan: v2([], byOrder), paid: [] },
    {
      name: "of a bonus that is called otherwise go on as they began",
      plan: v2([window("quick", "0.1")], { carryOver: [{ from: "fast", to: "quick" }] }),
      paid: ["quick a ord:o2 1 = 1000", fast],
    },
    {
      name: "keep their orders out of what excepts the bonus that took them over",
      plan: v2(
        [window("quick", "0.1"), { ...uni, source: { kind: "orders", volume: "cv", of: "both", except: ["quick"] } }],
        {
          carryOver: [{ from: "fast", to: "quick" }],
        },
      ),
      paid: ["quick a ord:o2 1 = 1000", fast],
    },
    {
      name: "of a bonus that is paid otherwise now stay what they were",
      plan: v2([window("fast", "0.05")]),
      paid: ["fast a ord:o1 1 = 2000", "fast a ord:o2 1 = 500"],
    },
    {
      name: "without a window nothing goes on",
      plan: v2([]),
      versions: [planOf([{ ...window("fast", "0.2"), source: { kind: "orders", volume: "cv", of: "own" } }])],
      paid: [],
    },
  ])("$name", ({ plan, paid, versions = [v1] }) => {
    const facts = factsOf(plan, { ...story, versions });
    const evaluation = evaluate(plan, facts, EMPTY_STATE);
    expect(told(evaluation)).toEqual(paid);
    const single = naiveOrderFacts(plan, facts).flatMap((one) => orderLines(plan, { ...one, versions }).lines);
    expect(told({ lines: single }).sort()).toEqual(paid.filter((line) => line.includes("ord:")).sort());
  });

  it("their lines name the version that decided them, and go back with the order", () => {
    const plan = v2([]);
    const refunds = [back("f1", "o1", "50", "2026-07-20T10:00:00Z")];
    const { lines } = evaluate(plan, factsOf(plan, { ...story, refunds }), EMPTY_STATE);
    expect(lines.map(({ planVersion, minor }) => [planVersion, minor])).toEqual([
      [1, 2000n],
      [1, -1000n],
    ]);
  });

  it("say why somebody gets nothing of them", () => {
    const plan = v2([]);
    const facts = factsOf(plan, story);
    const ask = (orderId: string, bonusId = "fast") =>
      whyNot(plan, facts, EMPTY_STATE, { distributorId: "a", bonusId, orderId })?.code;
    expect([ask("o1"), ask("o2"), ask("o1", "nothing")]).toEqual([
      undefined,
      "not_in_plan_version",
      "not_in_plan_version",
    ]);
    const [one] = naiveOrderFacts(plan, facts);
    const shut = planOf([window("fast", "0.2", { gate: { attribute: "club", equals: "yes" } })]);
    const { notPaid } = orderLines(plan, { ...(one as NonNullable<typeof one>), versions: [shut] });
    expect(notPaid.map(({ bonusId, distributorId, code }) => [bonusId, distributorId, code])).toEqual([
      ["fast", "old", "own_purchase"],
      ["fast", "a", "gate_not_met"],
    ]);
  });

  it.each([
    { name: "a window that is cut", plan: v2([uni], byOrder), warned: true },
    {
      name: "one that is taken over",
      plan: v2([window("quick", "0.1")], { ...byOrder, carryOver: [{ from: "fast", to: "quick" }] }),
      warned: false,
    },
    { name: "one that goes on under its own version", plan: v2([uni]), warned: false },
  ])("before publishing: $name", ({ plan, warned }) => {
    const codes = validatePlan(plan, { versions: [v1] }).map(({ code }) => code);
    expect(codes.includes("running_state_dropped")).toBe(warned);
  });

  it("before publishing: windows of a closing bonus end with it", () => {
    const closing = planOf([window("fast", "0.2", { when: { close: "month" } })]);
    const codes = validatePlan(v2([uni]), { versions: [closing] }).map(({ code }) => code);
    expect(codes).toContain("running_state_dropped");
  });
});
