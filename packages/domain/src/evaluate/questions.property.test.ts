import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlanVersion } from "../plan/plan-version.ts";
import { rankCard } from "../rank/rank-card.ts";
import { atLeast, RUNS } from "../testing.ts";
import { evaluate } from "./evaluate.ts";
import { EMPTY_STATE } from "./facts.ts";
import { orderLines } from "./order-lines.ts";
import { factsOf, type Story } from "./testing/build-facts.ts";
import { naiveOrderFacts } from "./testing/naive-order-facts.ts";
import { planWith, randomPlan, randomStory } from "./testing/random-story.ts";
import { EXAMPLE } from "./testing/worked-example.ts";
import { inquiry } from "./why-not.ts";

const size = fc.record({
  seed: fc.integer(),
  people: fc.integer({ min: 1, max: 12 }),
  orders: fc.integer({ min: 0, max: 10 }),
});

/** Everybody above, by the edges of the story as they are at the end of the month. */
function above(story: Story, id: string): string[] {
  const line: string[] = [];
  for (let at: string | null = id; at !== null; ) {
    at = story.people.find((person) => person.id === at)?.sponsor ?? null;
    if (at !== null) line.push(at);
  }
  return line;
}

describe("why not", () => {
  it("P34: every order, ancestor, and bonus has a line or exactly one reason", () => {
    fc.assert(
      fc.property(size, (given) => {
        const [plan, story] = [randomPlan(given.seed), randomStory(given)];
        const asked = inquiry(plan, factsOf(plan, story), EMPTY_STATE);
        for (const { id } of story.people) {
          const reasons = asked.notPaidOf(id);
          const told = new Set(reasons.map(({ orderId, bonusId }) => `${orderId}|${bonusId}`));
          expect(told.size).toBe(reasons.length);
          for (const order of story.orders ?? []) {
            if (!above(story, order.of).includes(id)) continue;
            for (const bonus of plan.bonuses) {
              const paid = asked.evaluation.lines.some(
                ({ bonusId, earnerId, orderIds, part }) =>
                  part === "-" && bonusId === bonus.id && earnerId === id && orderIds.includes(order.id),
              );
              expect(told.has(`${order.id}|${bonus.id}`)).toBe(!paid);
            }
          }
        }
      }),
      RUNS,
    );
  });

  it("P34: `orderLines` alone gives the same reasons for live bonuses as the period", () => {
    fc.assert(
      fc.property(size, (given) => {
        const [plan, story] = [randomPlan(given.seed), randomStory(given)];
        const facts = factsOf(plan, story);
        const asked = inquiry(plan, facts, EMPTY_STATE);
        for (const order of naiveOrderFacts(plan, facts)) {
          for (const reason of orderLines(plan, order).notPaid) {
            const { distributorId, bonusId, orderId } = reason;
            expect(asked.whyNot({ distributorId, bonusId, orderId })).toEqual(reason);
          }
        }
      }),
      RUNS,
    );
  });

  it("P34: what a reason promises is what the engine pays once only that fact is changed", () => {
    let promises = 0;
    fc.assert(
      fc.property(size, (given) => {
        const [plan, story] = [randomPlan(given.seed), randomStory(given, { refunds: false })];
        for (const order of naiveOrderFacts(plan, factsOf(plan, story))) {
          for (const { code, distributorId, wouldEarn } of orderLines(plan, order).notPaid) {
            if (code !== "not_active" || wouldEarn === null) continue;
            const line = order.line.map((person) =>
              person.id === distributorId ? { ...person, active: true } : person,
            );
            const paid = orderLines(plan, { ...order, line }).lines.find(({ earnerId }) => earnerId === distributorId);
            expect(paid?.minor ?? 0n).toBe(wouldEarn);
            promises += 1;
          }
        }
      }),
      RUNS,
    );
    expect(promises).toBeGreaterThanOrEqual(atLeast(100));
  });
});

describe("rank card", () => {
  it("P28: doing what is missing gives the rank", () => {
    let climbed = 0;
    fc.assert(
      fc.property(size, (given) => {
        const story = randomStory(given, { refunds: false });
        const asked = inquiry(EXAMPLE, factsOf(EXAMPLE, story), EMPTY_STATE);
        for (const { id } of story.people) {
          const next = rankCard(asked.decided, id)?.next;
          if (!next) continue;
          const after = evaluate(EXAMPLE, factsOf(EXAMPLE, withMissing(story, id, next.requirements)), EMPTY_STATE);
          const ladder = EXAMPLE.ranks.map((rank) => rank.id);
          expect(ladder.indexOf(after.ranks[id]?.qualified ?? "")).toBeGreaterThanOrEqual(ladder.indexOf(next.rank));
          climbed += 1;
        }
      }),
      RUNS,
    );
    expect(climbed).toBeGreaterThanOrEqual(atLeast(300));
  });
});

/** Buys the missing volume for oneself, and brings in one new leg with the rank for each one missing. */
function withMissing(
  story: Story,
  id: string,
  requirements: readonly { readonly text: string; readonly missing?: string }[],
): Story {
  const missing = (text: string) =>
    requirements.find((requirement) => requirement.text.startsWith(text))?.missing ?? "0";
  const points = Math.max(Number(missing("active")), Number(missing("GV")));
  const at = "2026-06-28T10:00:00Z";
  const own = { id: "ord_zzz", of: id, at, volumes: { pv: String(Math.ceil(points)) } };
  const recruits = Array.from({ length: Number(missing("legs")) }, (_, n) => `dst_zz${n}`);
  return {
    ...story,
    people: [...story.people, ...recruits.map((recruit) => ({ id: recruit, sponsor: id }))],
    orders: [
      ...(story.orders ?? []),
      own,
      ...recruits.map((recruit) => ({ id: `ord_${recruit}`, of: recruit, at, volumes: { pv: "400" } })),
    ],
  };
}

describe("ranks", () => {
  it("P24: one pass from the deepest up decides what repeating the ladder until nothing changes decides", () => {
    fc.assert(
      fc.property(size, (given) => {
        const story = randomStory({ ...given, people: given.people * 2 });
        const { ranks } = evaluate(EXAMPLE, factsOf(EXAMPLE, story), EMPTY_STATE);
        expect(Object.fromEntries(Object.entries(ranks).map(([id, { qualified }]) => [id, qualified]))).toEqual(
          fixPoint(story, ranks),
        );
      }),
      RUNS,
    );
  });
});

type Ranks = ReturnType<typeof evaluate>["ranks"];

function fixPoint(story: Story, results: Ranks): Record<string, string> {
  const held: Record<string, string> = Object.fromEntries(story.people.map(({ id }) => [id, "member"]));
  const below = (id: string): string[] => {
    const children = story.people.filter(({ sponsor }) => sponsor === id).map((child) => child.id);
    return children.flatMap((child) => [child, ...below(child)]);
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (const { id } of story.people) {
      const { active = false, metrics = {} } = results[id] ?? {};
      const tops = story.people.filter(({ sponsor }) => sponsor === id).map((child) => child.id);
      const legs = tops.filter((top) => [top, ...below(top)].some((member) => held[member] !== "member")).length;
      const gv = metrics.gv ?? 0n;
      const rank = active && gv >= 60_000n && legs >= 2 ? "leader" : active && gv >= 40_000n ? "builder" : "member";
      if (held[id] !== rank) [held[id], changed] = [rank, true];
    }
  }
  return held;
}

describe("moves", () => {
  const plans: readonly PlanVersion[] = [EXAMPLE, planWith({ gate: { always: true } })];
  it("P27: a move changes no live line of orders before it and no volume accrued before it", () => {
    fc.assert(
      fc.property(size, fc.constantFrom(...plans), (given, plan) => {
        const story = randomStory({ ...given, people: given.people + 2 });
        const { moves = [] } = randomStory({ ...given, people: given.people + 2 }, { moves: true });
        const [move] = moves;
        if (!move) return;
        const before: Story = { ...story, refunds: [], orders: (story.orders ?? []).filter(({ at }) => at < move.at) };
        const still = evaluate(plan, factsOf(plan, before), EMPTY_STATE);
        const moved = evaluate(plan, factsOf(plan, { ...before, moves: [move] }), EMPTY_STATE);
        const live = ({ lines }: typeof still) =>
          lines.filter(({ bonusId }) => bonusId === "fast").map(({ key, minor }) => [key, minor]);
        expect(live(moved)).toEqual(live(still));
        expect(moved.metrics).toEqual(still.metrics);
      }),
      RUNS,
    );
  });
});
