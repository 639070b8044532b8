import { describe, expect, it } from "vitest";
import { decide, evaluate } from "../evaluate/evaluate.ts";
import { EMPTY_STATE } from "../evaluate/facts.ts";
import { factsOf, type Story } from "../evaluate/testing/build-facts.ts";
import { EXAMPLE } from "../evaluate/testing/worked-example.ts";
import type { Bonus, Cond, PlanVersion } from "../plan/plan-version.ts";
import { errorsOf, validatePlan } from "../plan/validate-plan.ts";
import { traceCondition } from "./trace.ts";

const at = "2026-06-10T10:00:00Z";
const two: Cond = {
  count: { legs: { tree: "sponsor", at: "top", where: { metric: "gv", atLeast: "1" } } },
  atLeast: 2,
};
const NAMED: readonly (readonly [string, Cond])[] = [
  ["a count", two],
  ["periods held", { heldFor: "is_active", periods: 1 }],
  [
    "capped legs",
    {
      cappedLegs: {
        ...{ volume: "pv", tree: "sponsor", period: "month", required: "1", maxShare: "1" },
        ...{ capBase: "requirement", own: "none" },
      },
    },
  ],
];

const [fast] = EXAMPLE.bonuses as [Bonus];

/** The live bonus goes to who met the named condition when a period was closed last. */
function gated(when: Cond): PlanVersion {
  const plan: PlanVersion = {
    ...EXAMPLE,
    conditions: [...EXAMPLE.conditions, { id: "wide", label: "wide", when }],
    bonuses: [{ ...fast, gate: { ref: "wide", at: "lastClosed" } }],
  };
  expect(errorsOf(validatePlan(plan))).toEqual([]);
  return plan;
}

/** a over b over c, who has just joined and buys; everybody meets everything in June. */
const JUNE: Story = {
  period: "month:2026-06-01",
  people: [
    { id: "a", sponsor: null },
    { id: "a2", sponsor: "a" },
    { id: "b", sponsor: "a" },
    { id: "b2", sponsor: "b" },
    { id: "c", sponsor: "b", joined: "2026-06-05T10:00:00Z" },
  ],
  orders: ["a", "a2", "b", "b2", "c"].map((of) => ({ id: `o_${of}`, of, at, volumes: { pv: "60", cv: "100" } })),
};
const MAY: NonNullable<Story["closed"]> = [
  {
    period: "month:2026-05-01",
    closedAt: "2026-06-08T10:00:00Z",
    people: { a: { holds: ["wide"] }, b: { holds: [] } },
  },
];

describe("a named condition of the last closed period", () => {
  it.each(NAMED)("that asks for %s is what the close found, and not met before the first close", (_, when) => {
    const plan = gated(when);
    const paid = (closed: Story["closed"]) => {
      const { lines } = evaluate(plan, factsOf(plan, { ...JUNE, ...(closed ? { closed } : {}) }), EMPTY_STATE);
      return lines.filter(({ sourceKey }) => sourceKey === "ord:o_c").map(({ earnerId }) => earnerId);
    };
    expect(paid(undefined)).toEqual([]);
    expect(paid(MAY)).toEqual(["a"]);
  });

  it.each(NAMED)("that asks for %s says of the closed period what it knows: whether it was met", (_, when) => {
    const plan = gated(when);
    const { context } = decide(plan, factsOf(plan, { ...JUNE, closed: MAY }), EMPTY_STATE);
    const traceOf = (id: string) => {
      const person = context.world.numberOf.get(id) ?? -1;
      return traceCondition({ ref: "wide", at: "lastClosed" }, context.columns, person);
    };
    expect(traceOf("a")).toEqual({ text: "wide", ok: true });
    expect(traceOf("b")).toEqual({ text: "wide", ok: false });
    expect(traceOf("c")).toEqual({ text: "wide", ok: false });
  });
});

describe("volume that stops at a rank", () => {
  const stopped = (when: (own: PlanVersion) => PlanVersion["ranks"][number]["when"], tree = "sponsor"): PlanVersion => {
    const base: PlanVersion = {
      ...EXAMPLE,
      trees: [...EXAMPLE.trees, { id: "legs", label: "Legs", kind: "binary", width: 2 }],
      metrics: [
        ...EXAMPLE.metrics,
        {
          ...{ id: "side", label: "Side", kind: "group", volume: "pv", tree, period: "month" },
          ...{ includeSelf: true, stopAtRank: "gold" },
        },
        { id: "grown", label: "Growth", kind: "growth", of: "side" },
      ],
      conditions: [
        ...EXAMPLE.conditions,
        { id: "big", label: "big", when: { metric: "side", atLeast: "1000" } },
        { id: "growing", label: "growing", when: { metric: "grown", atLeast: "1000" } },
      ],
      bonuses: [],
    };
    const [lowest] = EXAMPLE.ranks as [PlanVersion["ranks"][number]];
    return { ...base, ranks: [lowest, { id: "gold", label: "Gold", when: when(base) }] };
  };
  /** a over b over c over d, 400 each. */
  const CHAIN: Story = {
    period: "month:2026-06-01",
    people: ["a", "b", "c", "d"].map((id, n, all) => ({ id, sponsor: all[n - 1] ?? null })),
    orders: ["a", "b", "c", "d"].map((of) => ({ id: `o_${of}`, of, at, volumes: { pv: "400", cv: "400" } })),
  };
  const golds = (plan: PlanVersion): string => {
    expect(errorsOf(validatePlan(plan))).toEqual([]);
    const { ranks } = evaluate(plan, factsOf(plan, CHAIN), EMPTY_STATE);
    return Object.entries(ranks)
      .filter(([, { qualified }]) => qualified === "gold")
      .map(([id]) => id)
      .join("");
  };

  it.each<[string, Cond, string]>([
    ["directly", { metric: "side", atLeast: "1000" }, "b"],
    ["by a name", { ref: "big" }, "b"],
    ["by its growth", { ref: "growing" }, "b"],
    [
      "of counted people",
      { count: { legs: { tree: "sponsor", at: "somewhere", where: { metric: "side", atLeast: "800" } } }, atLeast: 1 },
      "ab",
    ],
  ])("is read while ranks are decided: %s", (_, when, who) => {
    expect(golds(stopped(() => when))).toBe(who);
  });

  it("in another tree than that of the ranks cannot decide one", () => {
    const codes = (plan: PlanVersion) => errorsOf(validatePlan(plan)).map(({ code, path }) => `${code} ${path}`);
    expect(codes(stopped(() => ({ ref: "big" }), "legs"))).toContain("rank_tree_mixed metrics.2");
    expect(codes(stopped(() => ({ always: true }), "legs"))).toEqual([]);
  });
});
