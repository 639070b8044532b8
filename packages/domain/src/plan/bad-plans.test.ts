import { describe, expect, it } from "vitest";
import { planWith } from "../evaluate/testing/random-story.ts";
import { EXAMPLE } from "../evaluate/testing/worked-example.ts";
import type { Cond, PlanVersion } from "./plan-version.ts";
import { BAD_PLANS, headsPlan } from "./testing/bad-plans.ts";
import { capped, legsOf } from "./testing/out-of-reach.ts";
import { BINARY, legs, withRank } from "./testing/plan-parts.ts";
import { validatePlan } from "./validate-plan.ts";

const SELF = { to: "self" } as const;

describe("bad plans", () => {
  it.each(BAD_PLANS)("%s: %s", (_, code, plan) => {
    expect(validatePlan(plan).map((problem) => problem.code)).toContain(code);
  });

  it.each<[string, string, PlanVersion]>([
    ["pay for heads", "pays_for_recruiting", headsPlan()],
    [
      "a live bonus under a share of the plan",
      "live_outside_cap",
      {
        ...EXAMPLE,
        limits: [{ id: "cap", kind: "planShare", bonuses: ["fast"], period: "month", share: "0.5", of: "cv" }],
      },
    ],
    [
      "a live bonus under what one member may get",
      "live_outside_cap",
      {
        ...EXAMPLE,
        limits: [{ id: "cap", kind: "memberTotal", bonuses: ["fast"], period: "month", amount: { flat: "5" } }],
      },
    ],
  ])("warns of %s: %s", (_, code, plan) => {
    expect(validatePlan(plan)).toContainEqual(expect.objectContaining({ code, severity: "warning" }));
  });

  it.each<[string, Cond]>([
    ["people of a lower rank", legsOf({ rank: "leader", basis: "qualified" })],
    ["a granted pay rank of the last close", legsOf({ rank: "top", basis: "paidAs", at: "lastClosed" })],
    ["one of two ways", { any: [legsOf({ rank: "top", basis: "qualified" }), { metric: "gv", atLeast: "1" }] }],
    ["not something that may fail", { not: { metric: "gv", atLeast: "1" } }],
    ["capped legs of which enough fit in", capped({ tree: "sponsor" })],
    ["two legs of a binary tree", capped({ maxShare: "0.5" })],
  ])("takes a rank to be in reach that asks for %s", (_, when) => {
    const plan = { ...withRank(when), trees: BINARY.trees };
    expect(validatePlan(plan).map(({ code }) => code)).not.toContain("rank_unreachable");
  });

  it("warns of carry and instalments that end, unless a new bonus takes them over", () => {
    const next = { ...EXAMPLE, version: 2, effectiveFrom: "2026-08-01" };
    const award = planWith({
      source: { kind: "milestone", instalments: 3, skipped: "payAll" },
      walk: SELF,
      rate: { unit: "amount", byRank: { builder: "3" } },
    });
    const moved = (before: PlanVersion) => ({
      ...before,
      bonuses: before.bonuses.map((one) => ({ ...one, id: `old_${one.id}` })),
    });
    const codes = (plan: PlanVersion, before: PlanVersion) =>
      validatePlan(plan, { versions: [moved(before)] }).map(({ code }) => code);
    expect(codes(next, legs({}))).toContain("carry_dropped");
    expect(codes(next, award)).toContain("running_state_dropped");
    const kept = { ...next, carryOver: [{ from: "old_uni", to: "uni" }] };
    expect(codes(kept, legs({}))).not.toContain("carry_dropped");
  });
});
