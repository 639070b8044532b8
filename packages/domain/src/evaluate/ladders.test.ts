import { describe, expect, it } from "vitest";
import type { PlanVersion } from "../plan/plan-version.ts";
import { evaluate } from "./evaluate.ts";
import type { State } from "./facts.ts";
import { orderLines } from "./order-lines.ts";
import { factsOf, type StoryClose } from "./testing/build-facts.ts";
import { bonusOf, both, JULY, JUNE, LINE, order, planOf, told, upline } from "./testing/months.ts";
import { naiveOrderFacts } from "./testing/naive-order-facts.ts";

const ranksOf = (names: readonly string[]): PlanVersion["ranks"] =>
  names.map((id, place) => ({
    id,
    label: id,
    when: place === 0 ? { always: true } : { metric: "gv", atLeast: String(place * 1_000_000) },
  }));
const OLD = ["associate", "bronze", "silver", "gold"];
const policy = (title: PlanVersion["rankPolicy"]["title"]) =>
  ({ title, gracePeriods: 3, announce: "atClose" }) as const;

const rates = { associate: "0.01", bronze: "0.02", silver: "0.03", gold: "0.04" };
/** Pays by the rank of the last closed period. */
const live = bonusOf({
  source: both,
  walk: { ...upline, levels: 1 },
  when: { live: true },
  rate: { unit: "share", byRank: rates },
  rankAt: { basis: "paidAs", at: "lastClosed" },
});
const versionOf = (version: number, names: readonly string[], change: Partial<PlanVersion> = {}) =>
  planOf([live], {
    version,
    ranks: ranksOf(names),
    rankPolicy: policy("lifetime"),
    effectiveFrom: `2026-0${version}-01`,
    ...change,
  });
const v1 = versionOf(1, OLD);
const opening = (rank: string): State => ({
  period: JUNE,
  people: { c: { held: rank, misses: 0, title: rank, below: [] } },
});
const closed = (rank: string): StoryClose[] => [
  { period: JUNE, closedAt: "2026-07-01T08:00:00Z", people: { c: { qualified: rank, paidAs: rank, title: rank } } },
];
const orders = [order("o1", "d", "100", "2026-07-10T10:00:00Z")];

describe("ranks of people across versions of the ladder", () => {
  it.each([
    {
      name: "a removed rank falls to the next lower one",
      to: ["associate", "bronze", "gold"],
      had: "silver",
      has: "bronze",
    },
    { name: "past others that are gone too", to: ["associate", "gold"], had: "silver", has: "associate" },
    {
      name: "a rank that stays is the same wherever it stands",
      to: ["associate", "silver", "bronze"],
      had: "silver",
      has: "silver",
    },
    { name: "without any that stays, the lowest", to: ["starter", "crown"], had: "silver", has: "starter" },
    { name: "a rank nobody knows is the lowest", to: ["associate", "bronze"], had: "nothing", has: "associate" },
  ])("$name: $had becomes $has", ({ to, had, has }) => {
    const plan = versionOf(2, to);
    const story = { period: JULY, people: LINE, orders, versions: [v1], closed: closed(had) };
    const { ranks, closing, lines } = evaluate(plan, factsOf(plan, story), opening(had));
    expect(ranks.c).toMatchObject({ paidAs: has, title: has });
    expect(closing.people.c).toMatchObject({ held: has, title: has });
    const share = { associate: 100, bronze: 200, silver: 300 }[has];
    expect(told({ lines })).toEqual(share === undefined ? [] : [`b c ord:o1 1 = ${share}`]);
  });

  it("goes through the ladders in between, and an earlier promise reads a later rank", () => {
    const v2 = versionOf(2, ["associate", "bronze", "ruby", "gold"]);
    const v3 = versionOf(3, ["associate", "bronze", "jade"]);
    const ranksIn = (plan: PlanVersion, versions: PlanVersion[], had: string) =>
      evaluate(plan, factsOf(plan, { period: JULY, people: LINE, versions }), opening(had)).ranks.c?.paidAs;
    expect(ranksIn(v3, [v1, v2], "silver")).toBe("bronze");
    expect(ranksIn(v3, [v2, v1], "gold")).toBe("bronze");
    // A later version is read by an earlier one in the window of a join.
    expect(ranksIn(v1, [v3, v2], "jade")).toBe("bronze");
  });

  it("single orders read the same", () => {
    const plan = versionOf(2, ["associate", "bronze", "gold"]);
    const story = { period: JULY, people: LINE, orders, versions: [v1], closed: closed("silver") };
    const facts = factsOf(plan, story);
    const { lines } = evaluate(plan, facts, opening("silver"));
    const [one] = naiveOrderFacts(plan, facts);
    expect(one && told(orderLines(plan, { ...one, versions: [v1] }))).toEqual(told({ lines }));
    expect(told({ lines })).toEqual(["b c ord:o1 1 = 200"]);
  });

  it("a demotion looks at the places that remain", () => {
    const plan = versionOf(2, ["associate", "bronze", "gold"], { rankPolicy: policy({ demoteAfter: 2 }) });
    const state: State = { period: JUNE, people: { c: { held: "gold", misses: 9, title: "gold", below: ["silver"] } } };
    const { closing } = evaluate(plan, factsOf(plan, { period: JULY, people: LINE, versions: [v1] }), state);
    expect(closing.people.c).toMatchObject({ title: "bronze", below: [] });
  });
});
