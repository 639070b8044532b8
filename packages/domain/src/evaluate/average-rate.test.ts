import { describe, expect, it } from "vitest";
import { evaluate } from "./evaluate.ts";
import { EMPTY_STATE } from "./facts.ts";
import { factsOf } from "./testing/build-facts.ts";
import { back, bonusOf, both, JULY, JUNE, LINE, order, planOf, play, told } from "./testing/months.ts";

const closing = bonusOf({
  source: both,
  walk: { to: "upline", tree: "sponsor", payFrom: 1, levels: 2, compress: "none" },
  rate: { unit: "share", byLevel: ["0.2", "0.05"] },
});
const live = { ...closing, id: "v", when: { live: true }, rankAt: { basis: "paidAs", at: "lastClosed" } } as const;
// c gets 20 % of an order of d, and 5 % of one of e, who stands below d.
const people = [...LINE, { id: "e", sponsor: "d" }];
const orders = [order("o1", "d", "100"), order("o2", "e", "100")];
const refunds = [back("f1", "o1", "100", "2026-07-05T10:00:00Z")];
const policies = { ...planOf([]).policies, refund: "averageRate" } as const;

describe("refunds at the average rate", () => {
  it.each([
    { name: "a closing bonus takes back at the earner's common rate", bonus: closing, c: -1250n },
    { name: "a live line is taken back by itself, whatever else its earner was paid", bonus: live, c: -2000n },
  ])("$name", ({ bonus, c }) => {
    const [, july] = play(planOf([bonus], { policies }), { people }, [
      { period: JUNE, orders },
      { period: JULY, refunds },
    ]);
    const debits = july?.lines.filter(({ earnerId }) => earnerId === "c").map(({ minor }) => minor);
    expect(debits).toEqual([c]);
  });

  it("a live line goes back in the month of its order as it would a month later", () => {
    const plan = planOf([live], { policies });
    const at = [back("f1", "o1", "100", "2026-06-25T10:00:00Z")];
    const june = evaluate(plan, factsOf(plan, { period: JUNE, people, orders, refunds: at }), EMPTY_STATE);
    expect(told(june).filter((line) => line.startsWith("v c"))).toEqual([
      "v c ord:o1 1 = 2000",
      "v c ord:o2 2 = 500",
      "v c ref:f1 1 = -2000",
    ]);
  });
});
