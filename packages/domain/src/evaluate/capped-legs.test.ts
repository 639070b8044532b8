import { describe, expect, it } from "vitest";
import { runSummary } from "../run/run-summary.ts";
import { evaluate } from "./evaluate.ts";
import { EMPTY_STATE } from "./facts.ts";
import { factsOf } from "./testing/build-facts.ts";
import { bonusOf, JUNE, legsSource, order, planOf, share, TOP, told, upline } from "./testing/months.ts";

const people = [
  { id: "boss", sponsor: null },
  ...TOP.people.map((one) => (one.id === "m" ? { ...one, sponsor: "boss" } : one)),
];
const story = { ...TOP, people, period: JUNE, orders: [order("o1", "l", "8000"), order("o2", "r", "9000")] };
type Consumes = "all" | "paid";
const legs = (capConsumes: Consumes, cap: string, change: object = {}) =>
  bonusOf({
    id: "l",
    source: legsSource({ carry: { capConsumes }, ...change }),
    walk: { to: "self" },
    rate: share("0.1"),
    limit: { perEarner: { flat: cap } },
  });
const run = (bonuses: Parameters<typeof planOf>[0]) => {
  const plan = planOf(bonuses);
  const facts = factsOf(plan, story);
  return { plan, facts, ...evaluate(plan, facts, EMPTY_STATE) };
};
const cycles = (capConsumes: Consumes) => ({
  ...legs(capConsumes, "500", { match: { cycle: { weak: "1000", strong: "1000" } } }),
  rate: { unit: "amount", flat: "150" } as const,
});

describe("legs at their limit", () => {
  it.each([
    {
      name: "N4: all of the match is used up",
      bonus: legs("all", "500"),
      base: "8000.00",
      before: "800.00",
      after: "500.00",
      matched: "8000.00",
    },
    {
      name: "N4: only what is paid is used up",
      bonus: legs("paid", "500"),
      base: "8000.00",
      before: "800.00",
      after: "500.00",
      matched: "5000.00",
    },
    {
      name: "cycles, all used up",
      bonus: cycles("all"),
      base: "8.00",
      before: "1200.00",
      after: "500.00",
      matched: "8000.00",
    },
    {
      name: "cycles, as many as fit",
      bonus: cycles("paid"),
      base: "8.00",
      before: "1200.00",
      after: "450.00",
      matched: "3000.00",
    },
  ])("$name: the explanation says what was cut", ({ bonus, base, before, after, matched }) => {
    const { lines, ...rest } = run([bonus]);
    const [line] = lines;
    const stepOf = (kind: string) => line?.because.steps.find((step) => step.kind === kind);
    expect(stepOf("source")).toMatchObject({ base });
    expect(stepOf("legs")).toMatchObject({ matched: `${matched} / ${matched}` });
    expect(stepOf("limit")).toMatchObject({ limit: "earner", before, after });
    expect(stepOf("round")).toMatchObject({ rounded: after, groupExact: before, groupRounded: after });
    expect(lines).toHaveLength(1);
    expect(runSummary(rest.plan, rest.facts, { lines, ...rest }, lines).bonuses[0]?.limited).toBe(1);
  });

  it.each([
    { base: "afterBonusCap", capConsumes: "all", cap: "500", paid: ["l m legs 0 = 50000", "b boss pay:l:m 1 = 25000"] },
    {
      base: "beforeBonusCap",
      capConsumes: "all",
      cap: "500",
      paid: ["l m legs 0 = 50000", "b boss pay:l:m 1 = 40000"],
    },
    { base: "beforeBonusCap", capConsumes: "all", cap: "0", paid: ["b boss pay:l:m 1 = 40000"] },
    // What was not matched is matched another time.
    {
      base: "beforeBonusCap",
      capConsumes: "paid",
      cap: "500",
      paid: ["l m legs 0 = 50000", "b boss pay:l:m 1 = 25000"],
    },
  ] as const)(
    "a match reads them $base, capConsumes $capConsumes, at most $cap",
    ({ base, capConsumes, cap, paid }) => {
      const source = { kind: "payouts", bonuses: ["l"], base } satisfies ReturnType<typeof bonusOf>["source"];
      const match = bonusOf({ source, walk: { ...upline, levels: 1 }, rate: { unit: "share", byLevel: ["0.5"] } });
      expect(told(run([legs(capConsumes, cap), match]))).toEqual(paid);
    },
  );
});
