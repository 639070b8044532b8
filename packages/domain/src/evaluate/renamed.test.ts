import { describe, expect, it } from "vitest";
import type { PlanVersion } from "../plan/plan-version.ts";
import { validatePlan } from "../plan/validate-plan.ts";
import { evaluate } from "./evaluate.ts";
import type { State } from "./facts.ts";
import { orderLines } from "./order-lines.ts";
import { factsOf, type StoryClose } from "./testing/build-facts.ts";
import { bonusOf, both, JULY, JUNE, LINE, order, planOf, share, told, upline } from "./testing/months.ts";
import { naiveOrderFacts } from "./testing/naive-order-facts.ts";

const award = (rank: string) =>
  bonusOf({
    id: "w",
    source: { kind: "milestone", instalments: 1, skipped: "payAll" },
    walk: { to: "self" },
    rate: { unit: "amount", byRank: { [rank]: "50" } },
  });
const live = (metric: string) =>
  bonusOf({
    id: "l",
    when: { live: true },
    source: both,
    walk: { ...upline, levels: 1 },
    gate: { metric, atLeast: "300", at: "lastClosed" },
    rate: share("0.1"),
    rankAt: { basis: "paidAs", at: "lastClosed" },
  });
const closing = (metric: string) => ({ ...live(metric), id: "c", when: { close: "month" } });

const v1 = planOf([award("r1"), live("gv"), closing("gv")]);
const rename = <T extends { id: string }>(items: readonly T[], from: string, to: string) =>
  items.map((item) => (item.id === from ? { ...item, id: to } : item));
const silver = { version: 2, effectiveFrom: "2026-07-01", ranks: rename(v1.ranks, "r1", "silver") };
const team: Partial<PlanVersion> = {
  version: 2,
  effectiveFrom: "2026-07-01",
  metrics: rename(v1.metrics, "gv", "team"),
  ranks: v1.ranks.map((rank) => ("metric" in rank.when ? { ...rank, when: { ...rank.when, metric: "team" } } : rank)),
};
const carried = (from: string, to: string) => ({ carryOver: [{ from, to }] });

const opening: State = {
  period: JUNE,
  people: { c: { held: "r1", misses: 0, title: "r1", below: [] } },
  running: { w: { closes: 1, awards: { c: { r1: { paid: 1, closes: 1 } } } } },
};
const closed: StoryClose[] = [
  {
    period: JUNE,
    closedAt: "2026-07-01T08:00:00Z",
    people: { c: { qualified: "r1", paidAs: "r1", title: "r1", metrics: { gv: 40_000n } } },
  },
];
const orders = [order("o1", "d", "100", "2026-07-10T10:00:00Z")];
const run = (plan: PlanVersion) =>
  evaluate(plan, factsOf(plan, { period: JULY, people: LINE, orders, versions: [v1], closed }), opening);

describe("what goes by the id of a rank or a metric, under another name", () => {
  it("a rank that is carried over keeps its title, and its award is not paid again", () => {
    const plan = planOf([award("silver")], { ...silver, ...carried("r1", "silver") });
    const { ranks, lines, closing: state } = run(plan);
    expect(ranks.c?.title).toBe("silver");
    expect(told({ lines }).filter((line) => line.startsWith("w c"))).toEqual([]);
    expect(state.running?.w?.awards?.c).toEqual({ silver: { paid: 1, closes: 1 } });
    const lost = run(planOf([award("silver")], silver));
    expect(told(lost).filter((line) => line.startsWith("w c"))).toEqual(["w c rank:silver:1 0 = 5000"]);
  });

  it("a metric that is carried over is read of the last closed period", () => {
    const bonuses = [live("team"), closing("team")];
    const plan = planOf(bonuses, { ...team, ...carried("gv", "team") });
    const paid = ["l c ord:o1 1 = 1000", "c c mem:d 1 = 1000"];
    expect(told(run(plan))).toEqual(paid);
    expect(told(run(planOf(bonuses, team)))).toEqual([]);
    const facts = factsOf(plan, { period: JULY, people: LINE, orders, closed });
    const single = naiveOrderFacts(plan, facts).flatMap((one) => orderLines(plan, { ...one, versions: [v1] }).lines);
    expect(told({ lines: single })).toEqual([paid[0]]);
  });

  it.each([
    { name: "a rank", plan: planOf([award("silver")], { ...silver, ...carried("r1", "silver") }), codes: [] },
    { name: "a metric", plan: planOf([live("team")], { ...team, ...carried("gv", "team") }), codes: [] },
    { name: "a rank without it", plan: planOf([award("silver")], silver), codes: ["rank_removed"] },
    {
      name: "something that is not there",
      plan: planOf([], { ...silver, ...carried("r1", "gold") }),
      codes: ["carry_map_invalid", "rank_removed"],
    },
  ])("validation: $name", ({ plan, codes }) => {
    const asked = ["carry_map_invalid", "rank_removed"];
    const found = validatePlan(plan, { versions: [v1] }).map(({ code }) => code);
    expect(found.filter((code) => asked.includes(code))).toEqual(codes);
  });
});
