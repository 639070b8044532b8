import { describe, expect, it } from "vitest";
import type { Bonus, PlanVersion } from "../plan/plan-version.ts";
import { meadowAndOak } from "../plan/templates/meadow-and-oak.ts";
import { instant } from "../time/instant.ts";
import type { FrozenPerson, OrderFacts } from "./facts.ts";
import { orderLines } from "./order-lines.ts";

const demo = meadowAndOak(3);
const joinedAt = instant("2026-02-20T15:00:00Z");

function person(id: string, change: Partial<FrozenPerson> = {}): FrozenPerson {
  const standing = { status: "good", earns: true, attributes: {}, active: true } as const;
  return { id, joinedAt, ...standing, qualified: "seed", paidAs: "seed", title: "seed", metrics: {}, ...change };
}

function sale(change: Partial<OrderFacts["order"]> = {}, rest: Partial<OrderFacts> = {}): OrderFacts {
  return {
    order: {
      id: "ord_1",
      buyer: "dst_s",
      buyerKind: "distributor",
      creditedTo: "dst_s",
      effectiveAt: instant("2026-03-10T15:00:00Z"),
      volumes: { pv: 10_000n, cv: 10_000n },
      margin: 0n,
      isFirst: true,
      ...change,
    },
    countsIn: "month:2026-03-01",
    line: [person("dst_s"), person("dst_1"), person("dst_2"), person("dst_3"), person("dst_4")],
    refunds: [],
    ...rest,
  };
}

/** What everybody on the line got of one bonus: minor units, or the reason. */
function outcome(facts: OrderFacts, bonusId: string, plan: PlanVersion = demo): Record<string, string> {
  const { lines, notPaid } = orderLines(plan, facts);
  const paid = lines.filter((line) => line.bonusId === bonusId).map(({ earnerId, minor }) => [earnerId, String(minor)]);
  const told = notPaid
    .filter((reason) => reason.bonusId === bonusId)
    .map(({ distributorId, code }) => [distributorId, code]);
  return Object.fromEntries([...paid, ...told]);
}

function withFastStart(change: Partial<Bonus>): PlanVersion {
  return {
    ...demo,
    bonuses: demo.bonuses.map((bonus) => (bonus.id === "fast_start" ? { ...bonus, ...change } : bonus)),
  };
}

const sellerAnd = (...uplines: Partial<FrozenPerson>[]) => [
  person("dst_s"),
  ...uplines.map((change, n) => person(`dst_${n + 1}`, change)),
];

describe("orderLines", () => {
  it("pays three levels of a new distributor's own order and tells the fourth why not", () => {
    expect(outcome(sale(), "fast_start")).toEqual({
      dst_s: "own_purchase",
      dst_1: "2000",
      dst_2: "1000",
      dst_3: "500",
      dst_4: "beyond_paid_levels",
    });
    expect(outcome(sale(), "retail_bonus").dst_s).toBe("not_in_source");
  });

  it("pays the retail bonus to the credited distributor only", () => {
    const facts = sale({ buyer: "cus_1", buyerKind: "customer" });
    expect(outcome(facts, "retail_bonus")).toMatchObject({ dst_s: "2500", dst_1: "beyond_paid_levels" });
    expect(outcome(facts, "fast_start").dst_1).toBe("not_in_source");
  });

  it.each<[string, Partial<FrozenPerson>, string]>([
    ["inactive last month", { active: false }, "not_active"],
    ["terminated", { status: "terminated" }, "terminated"],
    ["merged", { status: "merged" }, "terminated"],
    ["a house account", { earns: false }, "non_earning_node"],
    ["a terminated house account", { earns: false, status: "terminated" }, "non_earning_node"],
    ["suspended: paid, and held by the ledger", { status: "suspended" }, "2000"],
    ["pending: paid, and held by the ledger", { status: "pending" }, "2000"],
  ])("treats a sponsor who is %s", (_, change, expected) => {
    expect(outcome(sale({}, { line: sellerAnd(change, {}) }), "fast_start").dst_1).toBe(expected);
  });

  it("an inactive person uses up a level, a removed one does not", () => {
    const above = (change: Partial<FrozenPerson>) =>
      outcome(sale({}, { line: sellerAnd(change, {}) }), "fast_start").dst_2;
    expect([above({ active: false }), above({ status: "terminated" })]).toEqual(["1000", "2000"]);
  });

  it("tells the last paid level from what lies beyond it", () => {
    const facts = sale({}, { line: sellerAnd({}, {}, { active: false }, { active: false }) });
    const [third, fourth] = orderLines(demo, facts).notPaid.filter(
      ({ bonusId, code }) => bonusId === "fast_start" && code === "not_active",
    );
    expect(third).toMatchObject({ distributorId: "dst_3", outcome: "unpaid", level: 3, wouldEarn: 500n, notes: [] });
    expect(fourth).toMatchObject({ distributorId: "dst_4", outcome: null, level: null, wouldEarn: null });
    expect(fourth?.notes).toEqual([{ code: "beyond_paid_levels", detail: { levels: "3", level: "4" } }]);
  });

  it("blames the gate, not inactivity, where the gate does not ask for activity", () => {
    const plan = withFastStart({ gate: { status: "good" } });
    const line = sellerAnd({ active: false, status: "suspended" }, { active: false });
    expect(outcome(sale({}, { line }), "fast_start", plan)).toMatchObject({ dst_1: "gate_not_met", dst_2: "1000" });
  });

  it("reads the rank of the last closed period, and names the rank that would be paid", () => {
    const rate = { unit: "share", byRankLevel: { seed: ["0.10"], leaf: ["0.10", "0.10"] } } as const;
    const plan = withFastStart({
      rate: { unit: "share", byRankLevel: { seed: [...rate.byRankLevel.seed], leaf: [...rate.byRankLevel.leaf] } },
    });
    const facts = sale({}, { line: sellerAnd({}, { paidAs: "sprout" }, { paidAs: "leaf" }) });
    expect(outcome(facts, "fast_start", plan)).toMatchObject({
      dst_1: "1000",
      dst_2: "rank_too_low_for_level",
      dst_3: "rate_zero",
    });
    const reason = orderLines(plan, facts).notPaid.find(
      ({ distributorId, bonusId }) => distributorId === "dst_2" && bonusId === "fast_start",
    );
    expect(reason).toMatchObject({ detail: { have: "sprout", need: "leaf", level: "2" }, wouldEarn: 1000n });
  });

  it("knows amounts that round away, empty orders, and closed windows", () => {
    expect(outcome(sale({ volumes: { cv: 2n } }), "fast_start")).toMatchObject({ dst_1: "rounds_to_zero" });
    expect(outcome(sale({ volumes: {} }), "fast_start")).toMatchObject({ dst_1: "no_volume" });
    expect(outcome(sale({ effectiveAt: instant("2026-05-01T15:00:00Z") }), "fast_start").dst_1).toBe("out_of_window");
  });

  it("takes refunds back in their own period, and calls a wholly refunded order reversed", () => {
    const refund = {
      id: "ref_1",
      effectiveAt: instant("2026-04-02T10:00:00Z"),
      countsIn: "month:2026-04-01",
      margin: 0n,
      cause: "refund",
    } as const;
    const facts = sale({}, { refunds: [{ ...refund, volumes: { cv: 10_000n } }] });
    const { lines, notPaid } = orderLines(demo, facts);
    expect(lines.map(({ earnerId, periodId, minor }) => [earnerId, periodId, minor])).toEqual([
      ["dst_1", "month:2026-03-01", 2000n],
      ["dst_1", "month:2026-04-01", -2000n],
      ["dst_2", "month:2026-03-01", 1000n],
      ["dst_2", "month:2026-04-01", -1000n],
      ["dst_3", "month:2026-03-01", 500n],
      ["dst_3", "month:2026-04-01", -500n],
    ]);
    expect(new Set(notPaid.filter(({ bonusId }) => bonusId === "fast_start").map(({ code }) => code))).toEqual(
      new Set(["reversed"]),
    );
  });

  it("notes on a line that the order counts in a later period, and what was refunded", () => {
    const refund = {
      id: "ref_1",
      effectiveAt: instant("2026-04-12T10:00:00Z"),
      countsIn: "month:2026-04-01",
      margin: 0n,
      cause: "chargeback",
    } as const;
    const facts = sale({}, { countsIn: "month:2026-04-01", refunds: [{ ...refund, volumes: { cv: 2_500n } }] });
    expect(orderLines(demo, facts).lines[0]?.because.notes).toEqual([
      { code: "order_late", detail: { period: "month:2026-03-01", countsIn: "month:2026-04-01" } },
      { code: "partly_refunded", detail: { refunded: "25.00" } },
    ]);
  });
});
