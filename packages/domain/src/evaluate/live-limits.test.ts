import { describe, expect, it } from "vitest";
import type { PlanVersion } from "../plan/plan-version.ts";
import { evaluate } from "./evaluate.ts";
import { EMPTY_STATE } from "./facts.ts";
import { factsOf } from "./testing/build-facts.ts";
import { bonusOf, both, JUNE, LINE, order, planOf, share, told, upline } from "./testing/months.ts";

const walk = { ...upline, levels: 1 };
const live = bonusOf({
  id: "l",
  when: { live: true },
  source: both,
  walk,
  rate: share("0.1"),
  rankAt: { basis: "paidAs", at: "lastClosed" },
});
const closing = bonusOf({ source: both, walk, rate: share("0.2") });
const total = (amount: string, bonuses: string[]): PlanVersion["limits"] => [
  { id: "member", kind: "memberTotal", bonuses, period: "month", amount: { flat: amount } },
];

describe("what one person may get in all", () => {
  // b is paid 20 at once and is to get 40 at the close; c 10 and 20.
  const orders = [order("o1", "c", "200"), order("o2", "d", "100")];
  it.each([
    { name: "leaves at the close what was not paid at once", amount: "50", bonuses: ["l", "b"], b: 3000, c: 2000 },
    { name: "leaves nothing where that was paid at once already", amount: "15", bonuses: ["l", "b"], b: 0, c: 500 },
    { name: "does not ask for bonuses that it does not list", amount: "30", bonuses: ["b"], b: 3000, c: 2000 },
  ])("$name", ({ amount, bonuses, b, c }) => {
    const plan = planOf([live, closing], { limits: total(amount, bonuses) });
    const { lines } = evaluate(plan, factsOf(plan, { period: JUNE, people: LINE, orders }), EMPTY_STATE);
    const paid = (earner: string, id: string) =>
      lines.filter((line) => line.earnerId === earner && line.bonusId === id).map(({ minor }) => Number(minor));
    expect([paid("b", "l"), paid("c", "l")]).toEqual([[2000], [1000]]);
    expect([paid("b", "b"), paid("c", "b")]).toEqual([b, c].map((minor) => (minor === 0 ? [] : [minor])));
  });

  it("tells what was cut of the close only", () => {
    const plan = planOf([live, closing], { limits: total("50", ["l", "b"]) });
    const { lines } = evaluate(plan, factsOf(plan, { period: JUNE, people: LINE, orders }), EMPTY_STATE);
    const line = lines.find(({ bonusId, earnerId }) => bonusId === "b" && earnerId === "b");
    const cut = line?.because.steps.find(({ kind }) => kind === "limit");
    expect(cut).toMatchObject({ limit: "memberTotal", before: "40.00", after: "30.00" });
    expect(told({ lines: line ? [line] : [] })).toEqual(["b b mem:c 1 = 3000"]);
  });
});
