import { describe, expect, it } from "vitest";
import { evaluate } from "./evaluate.ts";
import { EMPTY_STATE, type State } from "./facts.ts";
import type { Evaluation } from "./outcome.ts";
import { factsOf, type Story } from "./testing/build-facts.ts";
import { back, bonusOf, both, JUNE, LINE, order, planOf, share, told, uni } from "./testing/months.ts";

const none: Evaluation["lines"] = [];
const linesOf = (evaluation: Evaluation | undefined) => told(evaluation ?? { lines: none });
const run = (plan: ReturnType<typeof planOf>, story: Story, opening: State = EMPTY_STATE) =>
  evaluate(plan, factsOf(plan, story), opening);

describe("nasty cases of pools", () => {
  const people = ["a", "b", "c"].map((id) => ({ id, sponsor: null }));
  const sold = (points: string) => [order("o1", "a", points), order("o2", "b", points), order("o3", "c", points)];
  const fixed = (amount: string, change: object = {}) =>
    bonusOf({
      id: "p",
      source: { kind: "fund", fund: { fixed: amount }, shares: { byRank: { r1: "1" } }, ...change } as never,
      walk: { to: "self" },
    });

  it.each([
    {
      name: "odd units go to the first of equals",
      plan: planOf([fixed("100")]),
      points: "100",
      paid: ["p a pool 0 = 3334", "p b pool 0 = 3333", "p c pool 0 = 3333"],
    },
    { name: "without anybody who qualifies nothing is paid", plan: planOf([fixed("100")]), points: "99", paid: [] },
    {
      name: "two pools know nothing of each other",
      plan: planOf([fixed("1"), { ...fixed("0.02"), id: "q" }]),
      points: "100",
      paid: ["p a pool 0 = 34", "p b pool 0 = 33", "p c pool 0 = 33", "q a pool 0 = 1", "q b pool 0 = 1"],
    },
    {
      name: "a currency without cents has whole units",
      plan: planOf([fixed("100")], { currency: "JPY", minorDigits: 0 }),
      points: "100",
      paid: ["p a pool 0 = 34", "p b pool 0 = 33", "p c pool 0 = 33"],
    },
  ])("N18: $name", ({ plan, points, paid }) => {
    expect(linesOf(run(plan, { period: JUNE, people, orders: sold(points) }))).toEqual(paid);
  });
});

describe("also: small things that go wrong", () => {
  const plan = planOf([uni]);
  it.each([
    { name: "a gift order without volume pays nothing", people: LINE, orders: [order("o1", "d", "0")], paid: [] },
    {
      name: "the root of the company never earns and uses no level",
      people: LINE.map((one) => (one.id === "c" ? { ...one, earns: false } : one)),
      orders: [order("o1", "d", "100")],
      paid: ["b a mem:d 2 = 500", "b b mem:d 1 = 1000"],
    },
    {
      name: "halves of a cent are rounded once a total",
      people: LINE,
      orders: [order("o1", "d", "0.05"), order("o2", "c", "0.05")],
      paid: ["b b mem:c 1 = 1", "b c mem:d 1 = 1"],
    },
    {
      name: "two orders of one millisecond are two orders",
      people: LINE,
      orders: [order("o2", "d", "10"), order("o1", "d", "20")],
      paid: ["b a mem:d 3 = 60", "b b mem:d 2 = 150", "b c mem:d 1 = 300"],
    },
  ])("$name", ({ people, orders, paid }) => {
    expect(linesOf(run(plan, { period: JUNE, people, orders }))).toEqual(paid);
  });

  it("a first order paid in two captures is first in one of them only", () => {
    const first = planOf([{ ...uni, source: { ...both, firstOnly: true } }]);
    const orders = [{ ...order("o1", "d", "20"), isFirst: true }, order("o2", "d", "40")];
    expect(linesOf(run(first, { period: JUNE, people: LINE, orders }))).toEqual([
      "b a mem:d 3 = 40",
      "b b mem:d 2 = 100",
      "b c mem:d 1 = 200",
    ]);
  });

  it("a refund renumbers no sale that is passed up", () => {
    const walk = { to: "passUp", tree: "sponsor", first: 1 } as const;
    const passing = planOf([bonusOf({ source: both, walk, rate: share("0.1") })]);
    const orders = [
      { ...order("o1", "d", "100"), nth: 1 },
      { ...order("o2", "d", "100"), nth: 2 },
    ];
    const refunds = [back("f1", "o1", "100", "2026-06-20T10:00:00Z")];
    expect(linesOf(run(passing, { period: JUNE, people: LINE, orders }))).toHaveLength(2);
    expect(linesOf(run(passing, { period: JUNE, people: LINE, orders, refunds }))).toEqual(["b d mem:d 0 = 1000"]);
  });

  it("a customer who becomes a distributor leaves his earlier orders with the one they were credited to", () => {
    const people = [...LINE, { id: "k", sponsor: "d", joined: "2026-06-15T00:00:00Z" }];
    const orders = [{ ...order("o1", "b", "100"), customer: "cus_k" }, order("o2", "k", "100", "2026-06-20T10:00:00Z")];
    expect(linesOf(run(plan, { period: JUNE, people, orders }))).toEqual([
      "b a mem:b 1 = 1000",
      "b b mem:k 3 = 200",
      "b c mem:k 2 = 500",
      "b d mem:k 1 = 1000",
    ]);
  });
});
