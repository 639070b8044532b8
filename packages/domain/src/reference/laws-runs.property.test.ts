import { describe, expect, it } from "vitest";
import { canonicalJson } from "../evaluate/canonical-json.ts";
import { deltas } from "../evaluate/deltas.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import type { Fact, OrderFact, PeriodFacts } from "../evaluate/facts.ts";
import type { Evaluation, Line } from "../evaluate/outcome.ts";
import { picker } from "../evaluate/testing/random-story.ts";
import { inquiry } from "../evaluate/why-not.ts";
import type { Cond, PlanVersion } from "../plan/plan-version.ts";
import { atLeast } from "../testing.ts";
import { plusMs } from "../time/instant.ts";
import type { Company } from "./company.ts";
import { factsOf, PERIODS } from "./company-facts.ts";
import { above, again, type Case, every, isRemoved, keeping, paidBy, timesSale, timesText } from "./random-case.ts";

type Bonus = PlanVersion["bonuses"][number];

const text = (evaluation: Evaluation) =>
  canonicalJson({ ...evaluation, lines: evaluation.lines.map(({ key, minor }) => ({ key, minor })) });

const sales = (facts: readonly Fact[]) => facts.filter((fact): fact is OrderFact => fact.t === "order");

/** What is debited of the orders of the first period in the second one, where nothing else is sold. */
function takingBack(
  { plan, before, company, first, opening }: Case,
  parts: (order: OrderFact) => bigint[],
): Evaluation {
  const june = factsOf(plan, before, PERIODS[0]);
  const july = factsOf(plan, { ...company, sales: [], parties: [] }, PERIODS[1]);
  const past = sales(june.facts);
  const refunds = past.flatMap((order, n) => {
    const shares = parts(order);
    const whole = shares.reduce((sum, share) => sum + share, 0n);
    const upTo = (count: number) => shares.slice(0, count).reduce((sum, share) => sum + share, 0n);
    return shares.map((_, part): Fact => {
      const share = (value: bigint) => (value * upTo(part + 1)) / whole - (value * upTo(part)) / whole;
      const volumes = Object.entries(order.volumes).map(([id, value]): [string, bigint] => [id, share(value)]);
      const effectiveAt = plusMs(july.period.start, 1_000 * (n * 10 + part));
      const id = `ref_${String(n).padStart(2, "0")}_${part}`;
      const recorded = { id, seq: 10_000 + n * 10 + part, recordedAt: effectiveAt };
      const taken = { volumes: Object.fromEntries(volumes), margin: 0n, cause: "refund" } as const;
      return { ...recorded, t: "refund", refund: id, order: order.order, effectiveAt, ...taken };
    });
  });
  return evaluate(plan, { ...july, facts: [...july.facts, ...refunds], past, originals: first.lines }, opening);
}

/** Bonuses whose lines are taken back line by line: on orders, and no stairstep by the volume of the period. */
const isAdditive = ({ source, walk, rate }: Bonus) =>
  source.kind === "orders" && !(walk.to === "differential" && rate !== undefined && "byMetric" in rate);

describe("laws of runs", () => {
  it("P7, P29: estimates in between, in any order, change nothing of the close", () => {
    every(({ plan, facts, opening, evaluation }, seed) => {
      const pick = picker(seed);
      for (let n = 0; n < 2; n += 1) {
        evaluate(plan, { ...facts, facts: facts.facts.filter(({ t }) => t !== "order" || pick(2) === 0) }, opening);
      }
      expect(text(evaluate(plan, facts, opening))).toBe(text(evaluation));
    });
  });

  it("P9: taking back an order wholly leaves nothing of its lines, in however many parts", () => {
    let taken = 0;
    every(
      (one, seed) => {
        const pick = picker(seed);
        const atOnce = takingBack(one, () => [1n]);
        const inParts = takingBack(one, () => [BigInt(1 + pick(5)), BigInt(1 + pick(5)), BigInt(1 + pick(5))]);
        const net = (lines: readonly Line[]) => {
          const sums = new Map<string, bigint>();
          for (const { key, part, minor } of lines) {
            const original = part.includes("~") ? part.replaceAll("~", "|") : key;
            sums.set(original, (sums.get(original) ?? 0n) + minor);
          }
          return [...sums].filter(([, sum]) => sum !== 0n);
        };
        expect(net([...one.first.lines, ...atOnce.lines])).toEqual([]);
        expect(net([...one.first.lines, ...inParts.lines])).toEqual([]);
        taken += atOnce.lines.length;
      },
      { plan: (plan) => ({ ...keeping(plan, isAdditive), limits: [] }) },
    );
    expect(taken).toBeGreaterThanOrEqual(atLeast(1_000));
  });

  it("P10, P22: what is posted is the target, after any corrections, and once more posts nothing", () => {
    every((one, seed) => {
      const pick = picker(seed);
      const posted = new Map<string, bigint>();
      const post = ({ lines }: Evaluation) => {
        const differences = deltas(lines, posted);
        for (const { key, minor } of differences) posted.set(key, (posted.get(key) ?? 0n) + minor);
        return differences.length;
      };
      const targets = [0, 1].map(() => {
        const left = one.company.sales.filter(() => pick(3) > 0);
        return again(one, { company: { ...one.company, sales: left } });
      });
      for (const target of [...targets, one.evaluation]) post(target);
      const standing = [...posted].filter(([, minor]) => minor !== 0n);
      expect(new Map(standing)).toEqual(paidBy(one.evaluation.lines));
      expect(post(again(one, {}))).toBe(0);
    });
  });

  it("P19: volumes and thresholds times three give exact amounts times three", () => {
    const k = 3;
    let paid = 0;
    every(
      (one) => {
        const { plan, before, company } = one;
        const grown = scaled(plan, k);
        const large = (given: Company): Company => ({ ...given, sales: given.sales.map((sale) => timesSale(sale, k)) });
        const first = evaluate(grown, factsOf(grown, large(before), PERIODS[0]), { period: null, people: {} });
        const after = evaluate(grown, factsOf(grown, large(company), PERIODS[1]), first.closing);
        const exact = new Map(after.lines.map((line) => [line.key, line.exact]));
        for (const { key, exact: was } of one.evaluation.lines) {
          const is = exact.get(key);
          expect(is && is.n * was.d).toBe(is && was.n * is.d * BigInt(k));
          expect(is).toBeDefined();
          paid += 1;
        }
      },
      { plan: sharesOnly },
    );
    expect(paid).toBeGreaterThanOrEqual(atLeast(1_000));
  });

  it("P26: a later version changes no line of a period that started before it", () => {
    every(({ plan, facts, opening, evaluation }) => {
      const [bonus] = plan.bonuses;
      const later: PlanVersion = {
        ...plan,
        version: 2,
        effectiveFrom: "2026-08-01",
        active: plan.active,
        bonuses: bonus ? [{ ...bonus, gate: { not: { always: true } } }] : [],
      };
      const known: PeriodFacts = { ...facts, versions: [plan, later] };
      expect(text(evaluate(plan, known, opening))).toBe(text(evaluation));
    });
  });

  it("P33: no key of one close comes again in the next", () => {
    every(({ first, evaluation }) => {
      const keys = [...first.lines, ...evaluation.lines].map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
    });
  });

  it("P8: nobody whose gate is shut is paid, nor the seller himself unless he is meant", () => {
    every(({ plan, company, evaluation }) => {
      for (const { bonusId, earnerId, sourceKey, minor } of evaluation.lines) {
        const bonus = plan.bonuses.find(({ id }) => id === bonusId);
        const person = company.people.find(({ id }) => id === earnerId);
        // Instalments of an award go on, and what a host sold is no question of his rank.
        if (!bonus || minor <= 0n || ["milestone", "party"].includes(bonus.source.kind)) continue;
        expect(person && !isRemoved(person)).toBe(true);
        const { active = false, paidAs = "r0" } = evaluation.ranks[earnerId] ?? {};
        // What a live line reads was frozen before the period.
        if ("close" in bonus.when)
          expect(isOpen(bonus.gate, { active, paidAs, good: person?.status === "good" })).toBe(true);
        const { walk } = bonus;
        const isSelf =
          ["self", "coded", "passUp"].includes(walk.to) || (walk.to === "differential" && walk.includeSelf);
        if (sourceKey === `mem:${earnerId}`) expect(isSelf).toBe(true);
      }
    });
  });

  it("P34: every order, ancestor and bonus has a line or exactly one reason", () => {
    const reasons = new Map<string, number>();
    every(({ plan, company, facts, opening }) => {
      const asked = inquiry(plan, facts, opening);
      const paid = new Set<string>();
      for (const { bonusId, earnerId, orderIds } of asked.evaluation.lines) {
        for (const order of orderIds) paid.add(`${bonusId}|${earnerId}|${order}`);
      }
      const earners = new Set(asked.evaluation.lines.map(({ bonusId, earnerId }) => `${bonusId}|${earnerId}`));
      for (const { id } of company.people) {
        const told = asked.notPaidOf(id);
        for (const { code } of told) reasons.set(code, (reasons.get(code) ?? 0) + 1);
        const names = told.map(({ orderId, bonusId }) => `${bonusId}|${id}|${orderId}`);
        expect(new Set(names).size).toBe(names.length);
        const isBelow = (tree: string, seller: string) => above(company.people, tree, seller).includes(id);
        const treeOf = ({ walk, source }: Bonus) =>
          "tree" in walk ? walk.tree : "tree" in source ? source.tree : plan.rankTree;
        const pairs = company.sales.flatMap((sale) =>
          plan.bonuses
            .filter((bonus) => isBelow(treeOf(bonus), sale.seller))
            .map((bonus) => ({ bonus, name: `${bonus.id}|${id}|${sale.id}` })),
        );
        const open = pairs.filter(({ bonus, name }) => {
          return bonus.source.kind === "orders" || "live" in bonus.when
            ? !paid.has(name)
            : !earners.has(`${bonus.id}|${id}`);
        });
        expect(names.sort()).toEqual(open.map(({ name }) => name).sort());
      }
    });
    expect(reasons.size).toBeGreaterThanOrEqual(atLeast(25));
  });
});

/** Conditions of random gates, read from what the period decided. */
function isOpen(gate: Cond, { active, paidAs, good }: { active: boolean; paidAs: string; good: boolean }): boolean {
  if ("ref" in gate) return active;
  if ("rank" in gate) return paidAs >= gate.rank;
  return "status" in gate ? good : true;
}

/** No amounts of money, no matches of rounded money, nothing that counts heads. */
function sharesOnly(plan: PlanVersion): PlanVersion {
  const passes = ({ source, rate, limit }: Bonus) =>
    !limit &&
    (source.kind === "orders" ||
      (source.kind === "legs" && source.carry.capConsumes === "all" && rate?.unit === "share"));
  return { ...keeping(plan, passes), limits: [] };
}

/** The plan with every threshold of volume times k. */
function scaled(plan: PlanVersion, k: number): PlanVersion {
  return JSON.parse(JSON.stringify(plan), (key, value: unknown) => {
    const isText = typeof value === "string";
    if (isText && (["atLeast", "required"].includes(key) || (key === "max" && value !== "")))
      return timesText(value, k);
    if (key === "rows" && Array.isArray(value)) {
      return value.map((row: [string, unknown]) => [timesText(row[0], k), row[1]]);
    }
    if (key === "steps" && Array.isArray(value)) return value.map((step: string) => timesText(step, k));
    return value;
  }) as PlanVersion;
}
