import { describePlan, LABELS, type Part, planTemplate, SENTENCES } from "@upline/domain";
import { describe, expect, test } from "vitest";
import { PLAN_LABELS } from "~/messages/en/plan-labels";
import { PLAN_SENTENCES } from "~/messages/en/plan-sentences";
import { piecesOf } from "~/messages/say";
import { partText } from "./words";

describe("the words of a plan", () => {
  test.each(Object.entries(SENTENCES))("%s has a text with exactly its gaps", (key, gaps) => {
    const text = PLAN_SENTENCES[key as keyof typeof PLAN_SENTENCES];
    const used = piecesOf(text).flatMap(({ name }) => (name ? [name] : []));
    expect(used.toSorted()).toEqual([...gaps].toSorted());
  });
  test("every word is there", () => {
    expect(Object.keys(PLAN_LABELS).toSorted()).toEqual([...LABELS].toSorted());
  });
});

const sentenceOf = (template: Parameters<typeof planTemplate>[0], bonus: string): string => {
  const card = describePlan(planTemplate(template)).bonuses.find(({ id }) => id === bonus);
  return card ? partText(card.sentence as Part) : "";
};

test.each([
  ["starter", "customer"],
  ["starter", "fast_start"],
  ["starter", "unilevel"],
  ["starter", "rank_award"],
  ["weekly_binary", "binary"],
  ["weekly_binary", "match"],
  ["stairstep", "stairstep"],
  ["stairstep", "generations"],
  ["party", "host"],
] as const)("%s, %s reads as a sentence", (template, bonus) => {
  expect(sentenceOf(template, bonus)).toMatchSnapshot();
});
