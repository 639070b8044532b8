import { describe, expect, it } from "vitest";
import type { Bonus } from "../plan/plan-version.ts";
import { evaluate } from "./evaluate.ts";
import { EMPTY_STATE } from "./facts.ts";
import { factsOf, type Story } from "./testing/build-facts.ts";
import {
  back,
  bonusOf,
  both,
  JULY,
  JUNE,
  LINE,
  legsSource,
  order,
  planOf,
  play,
  share,
  TOP,
  upline,
} from "./testing/months.ts";

const found = (bonus: Bonus, story: Story) => {
  const plan = planOf([bonus]);
  return evaluate(plan, factsOf(plan, story), EMPTY_STATE).problems;
};

describe("problems that a run reports", () => {
  it.each([
    { name: "in numbers", carry: { capConsumes: "all" } as const },
    { name: "person by person", carry: { capConsumes: "all", max: "900" } as const },
  ])("a leg that is in debt after the close, $name", ({ carry }) => {
    const legs = bonusOf({ source: legsSource({ carry }), walk: { to: "self" }, rate: share("0.1") });
    const [june, july] = play(planOf([legs]), TOP, [
      { period: JUNE, orders: [order("o1", "l", "100"), order("o2", "r", "100")] },
      { period: JULY, refunds: [back("f1", "o1", "40", "2026-07-05T10:00:00Z")] },
    ]);
    expect(june?.problems).toEqual([]);
    expect(july?.problems).toEqual([
      { code: "leg_debt", values: { bonus: "b", distributor: "m", leg: "left", quantity: "40" } },
    ]);
    const opened = found(legs, {
      ...TOP,
      period: JULY,
      past: { orders: [order("o1", "r", "100")] },
      refunds: [back("f1", "o1", "7.5", "2026-07-05T10:00:00Z")],
    });
    expect(opened).toEqual([
      { code: "leg_debt", values: { bonus: "b", distributor: "m", leg: "right", quantity: "7.5" } },
    ]);
  });

  const people = LINE;
  const attributes = ["a", "b", "c"].map((id, n) => ({
    ...{ id, key: "depth", value: ["two", "2", "1.5"][n] ?? "" },
    at: "2026-01-01T00:00:00Z",
  }));
  const unlocked = bonusOf({ source: both, walk: { ...upline, unlock: { byAttribute: "depth" } }, rate: share("0.1") });
  const fund = bonusOf({
    source: { kind: "fund", fund: { fixed: "10" }, shares: { byAttribute: "depth" } },
    walk: { to: "self" },
  });
  const coded = bonusOf({
    source: both,
    walk: { to: "coded", tree: "sponsor", attribute: "depth" },
    rate: { unit: "amount", byPackage: { "1": "1" } },
  });
  it.each([
    { name: "levels are whole", bonus: unlocked, who: ["a two", "c 1.5"] },
    { name: "shares may have a fraction", bonus: fund, who: ["a two"] },
    { name: "codes may have a fraction", bonus: coded, who: ["a two"] },
    {
      name: "other bonuses do not read it",
      bonus: bonusOf({ source: both, walk: upline, rate: share("0.1") }),
      who: [],
    },
  ])("an attribute that is no number where one is read: $name", ({ bonus, who }) => {
    const problems = found(bonus, { period: JUNE, people, attributes });
    expect(
      problems.map(({ code, values }) => `${code} ${values.attribute} ${values.distributor} ${values.value}`),
    ).toEqual(who.map((one) => `attribute_not_numeric depth ${one}`));
  });
});
