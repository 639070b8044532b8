import { contentDiff, meadowAndOak, type PlanVersion, planDiff } from "@upline/domain";
import { expect, test } from "vitest";
import { changeText, sectionOf } from "./change-text";

const PLAN = meadowAndOak(3);
const sentences = (change: (plan: PlanVersion) => void) => {
  const after = structuredClone(PLAN);
  change(after);
  return contentDiff(PLAN, after).map(changeText);
};
const bonusOf = ({ bonuses }: PlanVersion, id: string) => {
  const found = bonuses.find((bonus) => bonus.id === id);
  if (!found) throw new Error(`a bonus ${id}`);
  return found;
};
const rankOf = ({ ranks }: PlanVersion, id: string) => {
  const when = ranks.find((rank) => rank.id === id)?.when;
  if (!when || !("all" in when)) throw new Error(`a rank ${id} with several requirements`);
  return when.all;
};

test.each<[string, (plan: PlanVersion) => void, readonly string[]]>([
  [
    "a rate by rank and level",
    (plan) => {
      const { rate } = bonusOf(plan, "unilevel");
      if (rate && "byRankLevel" in rate) rate.byRankLevel.leaf = ["0.05", "0.06", "0.04"];
    },
    ["Unilevel, Leaf, level 2: 5 % → 6 %"],
  ],
  [
    "a flat rate",
    (plan) => {
      bonusOf(plan, "retail_bonus").rate = { unit: "share", flat: "0.2" };
    },
    ["Retail bonus, rate: 25 % → 20 %"],
  ],
  [
    "a rate that became a table",
    (plan) => {
      bonusOf(plan, "retail_bonus").rate = { unit: "share", byRank: { seed: "0.2", oak: "0.3" } };
    },
    ["Retail bonus, rate: 25 % → Seed 20 %, Oak 30 %"],
  ],
  [
    "a threshold",
    (plan) => rankOf(plan, "branch").splice(1, 1, { metric: "gv", atLeast: "2000" }),
    ["Branch, Group volume: 2,500 → 2,000"],
  ],
  [
    "a number of legs",
    (plan) => {
      const legs = rankOf(plan, "branch")[2];
      if (legs && "count" in legs) legs.atLeast = 4;
    },
    ["Branch, legs with a rank: 3 → 4"],
  ],
  [
    "a requirement that is gone",
    (plan) => rankOf(plan, "leaf").splice(2, 1),
    ["Leaf, customers: at least 1 customers with 0.01 of PV removed"],
  ],
  [
    "a hold, a window, a compression",
    (plan) => {
      bonusOf(plan, "retail_bonus").settle.holdDays = 1;
      const { source } = bonusOf(plan, "fast_start");
      if (source.kind === "orders") source.withinDaysOfJoin = 90;
      const { walk } = bonusOf(plan, "unilevel");
      if (walk.to === "upline") walk.compress = "none";
    },
    [
      "Retail bonus, hold: 14 days → 1 day",
      "Fast start, window after joining: 60 days → 90 days",
      "Unilevel, compression: inactive people use no level → nobody is passed over",
    ],
  ],
  [
    "a rank more and a bonus less",
    (plan) => {
      plan.ranks.splice(1, 0, { id: "twig", label: "Twig", when: { always: true } });
      plan.bonuses.splice(1, 1);
    },
    ["Twig added", "Fast start removed"],
  ],
  ["another order", (plan) => plan.bonuses.reverse(), ["Bonuses: now in the order Unilevel, Fast start, Retail bonus"]],
  [
    "who may earn",
    (plan) => {
      bonusOf(plan, "retail_bonus").gate = { ref: "is_active" };
    },
    ["Retail bonus, who may earn: not terminated → Active"],
  ],
])("%s reads as a sentence", (_, change, texts) => {
  expect(sentences(change)).toEqual(texts);
});

test("a first day is a date, and each change knows its section", () => {
  const all = planDiff(PLAN, meadowAndOak(4));
  expect(all.map(changeText)).toEqual([
    "Number: 3 → 4",
    "Name: Meadow & Oak, version 3 → Meadow & Oak, version 4",
    "First day: 1 November 2025 → 1 May 2026",
    "Unilevel, Leaf, level 2: 5 % → 6 %",
  ]);
  expect(all.map(sectionOf)).toEqual(["version", "version", "version", "bonuses"]);
});
