import { describe, expect, test } from "vitest";
import { meadowAndOak } from "../plan/templates/meadow-and-oak.ts";
import { comparing } from "./compare.ts";
import { evaluate } from "./evaluate.ts";
import { EMPTY_STATE } from "./facts.ts";
import { factsOf } from "./testing/build-facts.ts";
import { randomStory } from "./testing/random-story.ts";
import { EXAMPLE } from "./testing/worked-example.ts";

const ladder = EXAMPLE.ranks.map(({ id }) => id);
const facts = factsOf(EXAMPLE, randomStory({ seed: 7, people: 60, orders: 300 }));
const before = evaluate(EXAMPLE, facts, EMPTY_STATE);
const cut = {
  ...EXAMPLE,
  bonuses: EXAMPLE.bonuses.map((bonus) =>
    bonus.id === "uni" ? { ...bonus, rate: { unit: "share" as const, byLevel: ["0.10", "0", "0"] } } : bonus,
  ),
};
const after = evaluate(cut, facts, EMPTY_STATE);
const sum = (lines: readonly { readonly minor: bigint }[]) => lines.reduce((total, { minor }) => total + minor, 0n);

describe("two evaluations side by side", () => {
  test("add up to what each of them pays", () => {
    const run = comparing(ladder);
    run.add(before, after);
    const { totals, winners, losers, breakage } = run.result();
    const unpaid = (of: "before" | "after") => breakage.reduce((total, one) => total + one[of], 0n);
    expect([unpaid("before"), unpaid("after")]).toEqual([sum(before.breakage), sum(after.breakage)]);
    expect(unpaid("before")).toBeGreaterThan(0n);
    const [old, now] = [totals.reduce((t, { before: b }) => t + b, 0n), totals.reduce((t, { after: a }) => t + a, 0n)];
    expect([old, now]).toEqual([sum(before.lines), sum(after.lines)]);
    expect([...winners, ...losers].reduce((t, { change }) => t + change, 0n)).toBe(now - old);
    expect(winners.length).toBeGreaterThan(0);
    expect(losers.length).toBeGreaterThan(0);
    expect(winners.map(({ change }) => change)).toEqual(
      winners.map(({ change }) => change).toSorted((a, b) => Number(b - a)),
    );
  });

  test("of a plan with itself differ by nothing, over any number of periods", () => {
    const run = comparing(meadowAndOak(3).ranks.map(({ id }) => id));
    for (let times = 0; times < 3; times += 1) run.add(before, before);
    const { risers, fallers, winners, losers, totals, largest, earners, breakage } = run.result();
    expect([...risers, ...fallers, ...winners, ...losers]).toEqual([]);
    expect(totals.every((total) => total.before === total.after)).toBe(true);
    expect(totals.reduce((t, total) => t + total.after, 0n)).toBe(3n * sum(before.lines));
    expect(breakage.every((total) => total.before === total.after)).toBe(true);
    expect(largest.before).toEqual(largest.after);
    const byEarner = Map.groupBy(before.lines, ({ earnerId }) => earnerId);
    const most = [...byEarner.values()].map(sum).toSorted((a, b) => Number(b - a))[0];
    expect(largest.after?.minor).toBe(most);
    expect(earners.after).toBe([...byEarner.values()].filter((lines) => sum(lines) > 0n).length);
  });
});
