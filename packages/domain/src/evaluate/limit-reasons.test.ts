import { describe, expect, it } from "vitest";
import type { Bonus, PlanVersion } from "../plan/plan-version.ts";
import { EMPTY_STATE } from "./facts.ts";
import { factsOf, type Story } from "./testing/build-facts.ts";
import {
  bonusOf,
  both,
  inactive,
  JUNE,
  LINE,
  legsSource,
  order,
  planOf,
  share,
  TOP,
  uni,
  upline,
} from "./testing/months.ts";
import { inquiry } from "./why-not.ts";

const level = { ...upline, levels: 1 };
const pays = bonusOf({ source: both, walk: level, rate: share("0.1") });
const limits = (kind: "memberTotal" | "planShare", most: string): PlanVersion["limits"] => [
  kind === "memberTotal"
    ? { id: "most", kind, bonuses: ["b"], period: "month", amount: { flat: most } }
    : { id: "most", kind, bonuses: ["b"], period: "month", share: most, of: "cv" },
];
const story: Story = { period: JUNE, people: LINE, orders: [order("o1", "d", "100"), order("o2", "c", "0.1")] };
const asking = (bonuses: readonly Bonus[], change: Partial<PlanVersion> = {}, own: Story = story) => {
  const plan = planOf(bonuses, change);
  const asked = inquiry(plan, factsOf(plan, own), EMPTY_STATE);
  return (distributorId: string, orderId = "o1", bonusId = "b") => {
    const found = asked.whyNot({ distributorId, bonusId, orderId });
    return found && [found.code, found.detail.limit, found.detail.need].filter((part) => part !== undefined).join(" ");
  };
};

describe("why a limit left nothing", () => {
  const fund = bonusOf({
    source: { kind: "fund", fund: { fixed: "10" }, shares: { byRank: { r0: "1", r1: "1" } } },
    walk: { to: "self" },
  });
  it.each([
    {
      name: "of a member's total",
      bonus: pays,
      change: { limits: limits("memberTotal", "0") },
      why: "capped memberTotal",
    },
    { name: "of the plan", bonus: pays, change: { limits: limits("planShare", "0") }, why: "capped planShare" },
    { name: "of an earner", bonus: { ...pays, limit: { perEarner: { flat: "0" } } }, change: {}, why: "capped earner" },
    { name: "of a source", bonus: { ...pays, limit: { perSource: "0" } }, change: {}, why: "capped source" },
    {
      name: "of a pool of the plan",
      bonus: fund,
      change: { limits: limits("planShare", "0") },
      why: "capped planShare",
    },
    {
      name: "where nothing was cut there was next to nothing",
      bonus: { ...pays, rate: share("0.00001") },
      change: {},
      why: "rounds_to_zero",
    },
  ])("$name: $why", ({ bonus, change, why }) => {
    expect(asking([bonus], change)("c")).toBe(why);
  });

  it("of two sources of one person the one that a limit leaves nothing is told of it, a tiny one is not", () => {
    const orders = [order("o1", "d", "1000"), order("o2", "c", "0.3"), order("o3", "c2", "0.01")];
    const people = [...LINE, { id: "c2", sponsor: "b" }];
    const ask = asking(
      [{ ...pays, walk: upline }],
      { limits: limits("memberTotal", "1") },
      { ...story, people, orders },
    );
    expect([ask("b", "o2"), ask("b", "o3")]).toEqual(["capped memberTotal", "rounds_to_zero"]);
  });
});

describe("why a match at the close pays nobody", () => {
  const source = { ...pays, id: "s" };
  const matching = (change: Partial<Bonus> = {}) => {
    const paid: Bonus["source"] = { kind: "payouts", bonuses: ["s"], base: "afterBonusCap" };
    return [source, bonusOf({ source: paid, walk: level, rate: share("0.5"), ...change })];
  };
  // d sells, c is paid, and b has half of that.
  const one: Story = { ...story, orders: [order("o1", "d", "100")] };
  it.each([
    { name: "one level further up", who: "a", bonuses: matching(), why: "beyond_paid_levels" },
    { name: "who is paid himself", who: "c", bonuses: matching(), why: "not_in_upline" },
    {
      name: "behind a shut gate",
      who: "b",
      bonuses: matching({ gate: { ref: "active" } }),
      statuses: true,
      why: "not_active",
    },
    { name: "at a rate of nothing", who: "b", bonuses: matching({ rate: share("0") }), why: "rate_zero" },
    { name: "when nothing was paid", who: "b", bonuses: matching(), orders: [order("o1", "d", "0")], why: "no_volume" },
    {
      name: "when a limit takes it",
      who: "b",
      bonuses: matching({ limit: { perEarner: { flat: "0" } } }),
      why: "capped earner",
    },
    { name: "who has it", who: "b", bonuses: matching(), why: null },
  ])("$name: $why", ({ who, bonuses, why, statuses, orders = one.orders }) => {
    const attributes = statuses ? [inactive("b")] : [];
    expect(asking(bonuses, {}, { ...one, orders: orders ?? [], attributes })(who)).toBe(why);
  });
});

describe("why an award is not paid", () => {
  const award = bonusOf({
    source: { kind: "milestone", instalments: 1, skipped: "payAll" },
    walk: { to: "self" },
    rate: { unit: "amount", byRank: { r1: "50", r3: "200" } },
  });
  it.each([
    { name: "who has never come to it", who: "d", orders: [order("o1", "d", "10")], why: "no_tier r1" },
    { name: "who has it", who: "d", orders: [order("o1", "d", "100")], why: null },
  ])("$name: $why", ({ who, orders, why }) => {
    expect(asking([award], {}, { ...story, orders })(who)).toBe(why);
  });
});

describe("why legs pay nothing", () => {
  it("a cap of nothing, and a rate of nothing", () => {
    const own: Story = { ...TOP, period: JUNE, orders: [order("o1", "l", "100"), order("o2", "r", "100")] };
    const legs = bonusOf({ source: legsSource(), walk: { to: "self" }, rate: share("0.1") });
    expect(asking([{ ...legs, limit: { perEarner: { flat: "0" } } }], {}, own)("m")).toBe("capped earner");
    expect(asking([{ ...legs, rate: share("0") }], {}, own)("m")).toMatch(/^rate_zero/);
    expect(asking([legs], { limits: limits("planShare", "0") }, own)("m")).toBe("capped planShare");
    expect(asking([uni], {}, { ...own, people: TOP.people })("m")).toBeNull();
  });
});
