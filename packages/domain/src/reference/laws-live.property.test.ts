import { describe, expect, it } from "vitest";
import { canonicalJson } from "../evaluate/canonical-json.ts";
import { deltas } from "../evaluate/deltas.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import type { Fact, OrderFact, PeriodFacts } from "../evaluate/facts.ts";
import { orderLines } from "../evaluate/order-lines.ts";
import type { Evaluation, Line } from "../evaluate/outcome.ts";
import { naiveOrderFacts } from "../evaluate/testing/naive-order-facts.ts";
import { picker } from "../evaluate/testing/random-story.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import { atLeast } from "../testing.ts";
import { plusMs } from "../time/instant.ts";
import { factsOf, PERIODS } from "./company-facts.ts";
import { above, type Case, every } from "./random-case.ts";

const isSale = (fact: Fact): fact is OrderFact => fact.t === "order";

const isLive = ({ bonuses }: PlanVersion) => {
  const live = new Set(bonuses.filter(({ when }) => "live" in when).map(({ id }) => id));
  return ({ bonusId }: Line) => live.has(bonusId);
};

/** The second period with the ranks that the first one left, as a live bonus reads them. */
const july = ({ plan, company, first }: Case): PeriodFacts =>
  factsOf(plan, company, PERIODS[1], { period: PERIODS[0], people: first.ranks });

const explained = ({ key, minor, because }: Line) => canonicalJson({ key, minor, because });

/** Somebody goes under another sponsor in the middle of the sales; null where everybody else stands below him. */
function oneMove({ company, facts }: Case, seed: number): Extract<Fact, { t: "edge" }> | null {
  const pick = picker(seed);
  const { people } = company;
  const mover = people[pick(people.length)]?.id ?? "";
  const free = people.filter(({ id }) => id !== mover && !above(people, "sponsor", id).includes(mover));
  const parent = free[pick(free.length)]?.id;
  const sales = facts.facts.filter(isSale);
  const from = sales[pick(sales.length)]?.effectiveAt;
  if (!parent || !from) return null;
  const recorded = { id: `move ${mover}`, seq: 50_000, recordedAt: plusMs(facts.period.end, -1) };
  return { ...recorded, t: "edge", tree: "sponsor", distributor: mover, parent, slot: null, from };
}

describe("laws of live bonuses", () => {
  it("P6: the live lines of each order alone, of every kind and after a move, are those of the period", () => {
    let lines = 0;
    every((one, seed) => {
      const move = oneMove(one, seed);
      const facts = july(one);
      const given = { ...facts, facts: [...facts.facts, ...(move ? [move] : [])] };
      const whole = evaluate(one.plan, given, one.opening).lines.filter(isLive(one.plan));
      const alone = naiveOrderFacts(one.plan, given).flatMap((order) => orderLines(one.plan, order).lines);
      expect(alone.map(explained).sort()).toEqual(whole.map(explained).sort());
      lines += whole.length;
    });
    expect(lines).toBeGreaterThanOrEqual(atLeast(1_000));
  });

  it("P6: posting each order as it comes is the evaluation of those that have come, of every kind", () => {
    every((one) => {
      const facts = july(one);
      const known: Fact[] = facts.facts.filter((fact) => !isSale(fact));
      const posted = new Map<string, bigint>();
      // What counts as somebody's first or second order is settled by their instants, so they come in that order.
      for (const sale of facts.facts.filter(isSale)) {
        known.push(sale);
        const sofar = { ...facts, facts: known };
        const own = naiveOrderFacts(one.plan, sofar).filter(({ order }) => order.id === sale.order);
        for (const { key, minor } of deltas(
          own.flatMap((order) => orderLines(one.plan, order).lines),
          new Map(),
        )) {
          expect(posted.has(key)).toBe(false);
          posted.set(key, minor);
        }
      }
      const live = evaluate(one.plan, facts, one.opening).lines.filter(isLive(one.plan));
      expect([...posted].sort()).toEqual(live.map(({ key, minor }) => [key, minor]).sort());
    });
  });

  it("P27: a move changes no live line of an order before it, of any kind, and no volume accrued before it", () => {
    let moves = 0;
    every((one, seed) => {
      const move = oneMove(one, seed);
      if (!move) return;
      const facts = july(one);
      const before = facts.facts.filter((fact) => !isSale(fact) || fact.effectiveAt < move.from);
      const still = evaluate(one.plan, { ...facts, facts: before }, one.opening);
      const moved = evaluate(one.plan, { ...facts, facts: [...before, move] }, one.opening);
      const live = ({ lines }: Evaluation) => lines.filter(isLive(one.plan)).map(explained);
      expect(live(moved)).toEqual(live(still));
      const accrued = ({ ranks }: Evaluation) =>
        Object.entries(ranks).map(([id, { metrics }]) => [id, metrics.own, metrics.gv, metrics.near, metrics.second]);
      expect(accrued(moved)).toEqual(accrued(still));
      moves += 1;
    });
    expect(moves).toBeGreaterThanOrEqual(atLeast(500));
  });
});
