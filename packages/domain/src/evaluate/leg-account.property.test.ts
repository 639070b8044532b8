import { describe, expect, it } from "vitest";
import { exact } from "../money/exact.ts";
import type { Match } from "../plan/bonus-schema.ts";
import { matchLegs } from "../plan/bonuses/sources/match.ts";
import { untilNextMatch } from "../plan/bonuses/sources/match-next.ts";
import { factsOf, PERIODS } from "../reference/company-facts.ts";
import { randomPeople, randomSales } from "../reference/random-company.ts";
import { randomPlan } from "../reference/random-plan.ts";
import { RUNS } from "../testing.ts";
import { evaluate } from "./evaluate.ts";
import { EMPTY_STATE, type Lot } from "./facts.ts";
import { legAccounts } from "./leg-account.ts";
import { picker } from "./testing/random-story.ts";
import { inquiry } from "./why-not.ts";

const sum = (lots: readonly Lot[] | undefined) =>
  (lots ?? []).reduce((total, { quantity }) => total + BigInt(quantity), 0n);

describe("the account of both legs", () => {
  it("is what the evaluation did: brought in, added, used, gone and carried on, for everybody", () => {
    let seen = 0;
    for (let seed = 1; seed <= RUNS.numRuns; seed += 1) {
      const pick = picker(seed * 7 + 3);
      const plan = randomPlan(pick);
      const people = randomPeople(seed);
      const [first, second] = PERIODS;
      const opening = evaluate(
        plan,
        factsOf(plan, { people, ...randomSales(pick, people, 0) }, first),
        EMPTY_STATE,
      ).closing;
      const asked = inquiry(plan, factsOf(plan, { people, ...randomSales(pick, people, 1) }, second), opening);
      const { closing, lines } = asked.evaluation;
      for (const id of asked.decided.context.world.ids) {
        for (const account of legAccounts(asked.decided, id)) {
          const { bonusId, opening: brought, added, used, flushed, expired, closing: left, reason } = account;
          const carried = closing.running?.[bonusId]?.legs?.[id];
          expect(left).toEqual([sum(carried?.left), sum(carried?.right)]);
          for (const side of [0, 1] as const) {
            expect(brought[side] + added[side] - used[side] - flushed[side]).toBe(left[side]);
            expect(expired[side]).toBeLessThanOrEqual(flushed[side]);
          }
          const line = lines.find((one) => one.bonusId === bonusId && one.earnerId === id && one.sourceKey === "legs");
          if (line) expect(reason).toBeNull();
          if (reason !== null) expect(used).toEqual([0n, 0n]);
          seen += used[0] > 0n ? 1 : 0;
        }
      }
    }
    expect(seen).toBeGreaterThan(RUNS.numRuns / 100);
  });
});

const MATCHES: readonly Match[] = [
  { percent: true },
  { steps: ["1.00", "2.50", "7.00"] },
  { cycle: { weak: "2.00", strong: "5.00" } },
  { cycle: { weak: "3.00", strong: "3.00" } },
  { pairs: {} },
  { pairs: { first: { strong: 3, weak: 1, amount: "10.00" } } },
];

describe("what the next match lacks", () => {
  it("brings one more match when it comes, and none when a hundredth of either leg is missing", () => {
    for (let seed = 1; seed <= RUNS.numRuns; seed += 1) {
      const pick = picker(seed);
      for (const match of MATCHES) {
        const isHeads = "pairs" in match;
        const legs = [pick(2_000) - 200, pick(2_000) - 200].map((leg) => BigInt(isHeads ? leg - (leg % 100) : leg));
        const [left = 0n, right = 0n] = legs;
        const firstPairDone = pick(2) === 0;
        const matched = ([a, b]: readonly [bigint, bigint]) =>
          matchLegs(
            {
              match,
              price: exact(1n),
              minorOf: () => 1_000_000n,
              cap: null,
              capConsumes: "all",
              rounding: "halfAwayFromZero",
              firstPairDone,
            },
            [a, b],
          );
        const now = matched([left, right]);
        const next = untilNextMatch(match, [left, right], { firstPairDone, used: [now.left, now.right] });
        if (next === null) continue;
        const [more, other] = next;
        const paid = (legsThen: readonly [bigint, bigint]) => matched(legsThen).pay.n;
        expect(paid([left + more, right + other])).toBeGreaterThan(now.pay.n);
        const step = isHeads ? 100n : 1n;
        if ("percent" in match) continue;
        if (more > 0n) expect(paid([left + more - step, right + other])).toBe(now.pay.n);
        if (other > 0n) expect(paid([left + more, right + other - step])).toBe(now.pay.n);
      }
    }
  });
});
