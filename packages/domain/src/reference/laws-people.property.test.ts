import { describe, expect, it } from "vitest";
import { evaluate } from "../evaluate/evaluate.ts";
import type { Evaluation, Line } from "../evaluate/outcome.ts";
import { picker } from "../evaluate/testing/random-story.ts";
import type { Cond, PlanVersion } from "../plan/plan-version.ts";
import { atLeast } from "../testing.ts";
import { type Company, type Person, Reader, type Sale } from "./company.ts";
import { factsOf, PERIODS } from "./company-facts.ts";
import { above, again, type Case, changed, every, keeping, paidBy, withOne } from "./random-case.ts";

type Bonus = PlanVersion["bonuses"][number];

/** Bonuses that go by nobody else's results: no pools, no matches. */
const isOwn = ({ source }: Bonus) => source.kind !== "fund" && source.kind !== "payouts";
const apart = (plan: PlanVersion) => ({ ...keeping(plan, isOwn), limits: [] });

/** The company under other names; customers, sales and parties are named after nobody or keep their names. */
function renamed({ people, sales, parties, ...rest }: Company, name: (id: string) => string): Company {
  const other = (id: string | null) => (id === null ? null : name(id));
  return {
    ...rest,
    people: people.map((one) => ({
      ...one,
      id: name(one.id),
      sponsor: other(one.sponsor),
      ...(one.placement ? { placement: { ...one.placement, parent: other(one.placement.parent) } } : {}),
    })),
    sales: sales.map((sale) => ({ ...sale, seller: name(sale.seller) })),
    parties: parties.map((party) => ({ ...party, host: name(party.host) })),
  };
}

const both = ({ plan, before, company }: Case, name: (id: string) => string): [Evaluation, Evaluation] => {
  const first = evaluate(plan, factsOf(plan, renamed(before, name), PERIODS[0]), { period: null, people: {} });
  return [first, evaluate(plan, factsOf(plan, renamed(company, name), PERIODS[1]), first.closing)];
};

const tell = (lines: readonly Line[], name: (text: string) => string) =>
  lines
    .map(({ bonusId, earnerId, sourceKey, level, part, minor }) =>
      [bonusId, name(earnerId), name(sourceKey), level, part, minor].join(" "),
    )
    .sort();

/** Somebody in the downline of the one who sold it, or he himself, sells more. */
function withMore({ company }: Case, seed: number): { company: Company; seller: string } {
  const pick = picker(seed);
  const seller = company.people[pick(company.people.length)]?.id ?? "";
  const points = { pv: `${pick(900)}.${10 + pick(90)}`, cv: `${pick(900)}.${10 + pick(90)}` };
  const more: Sale = { id: "ord_9", seller, customer: null, points, packageLevel: "100", party: null };
  return { company: { ...company, sales: [...company.sales, more] }, seller };
}

describe("laws of volumes, ranks and people", () => {
  it("P1: group volume is own volume and that of the legs; the tops hold all of the period", () => {
    every(({ company, evaluation: { ranks } }) => {
      const children = (id: string | null) => company.people.filter(({ sponsor }) => sponsor === id);
      const gv = (people: readonly Person[]) => people.reduce((sum, { id }) => sum + (ranks[id]?.metrics.gv ?? 0n), 0n);
      for (const { id } of company.people) {
        expect(ranks[id]?.metrics.gv).toBe((ranks[id]?.metrics.own ?? 0n) + gv(children(id)));
      }
      const all = Object.values(ranks).reduce((sum, { volumes }) => sum + (volumes.pv ?? 0n), 0n);
      expect(gv(children(null))).toBe(all);
    });
  });

  it("P13: more volume lowers nobody's metrics, rank, weak-leg match, or unilevel", () => {
    const ladder = (plan: PlanVersion, seed: number): PlanVersion => {
      const rising: Cond[] = [
        { metric: "weak", atLeast: "10" },
        {
          count: { legs: { tree: "sponsor", at: "somewhere", where: { rank: "r1", basis: "qualified" } } },
          atLeast: 1,
        },
        { count: { customers: { volume: "cv", atLeast: "50" } }, atLeast: 1 },
      ];
      const [r0, r1, r2] = plan.ranks;
      const when = rising[seed % 3] ?? { always: true };
      return {
        ...plan,
        ranks: r0 && r1 && r2 ? [r0, r1, { ...r2, when: { all: [{ metric: "near", atLeast: "100" }, when] } }] : [],
        metrics: plan.metrics.filter((metric) => !("stopAtRank" in metric)),
      };
    };
    const legs: Bonus["source"] = {
      kind: "legs",
      volume: "cv",
      tree: "binary",
      match: { percent: true },
      unqualified: { accrue: true, flush: false },
      carry: { capConsumes: "all" },
    };
    const shape = {
      plan: (plan: PlanVersion, seed: number) => {
        const walk = { to: "upline", tree: "sponsor", payFrom: 1, levels: 4, compress: "skipInactive" } as const;
        const gate = { ref: "active" };
        const rate: Bonus["rate"] = { unit: "share", byLevel: ["0.1", "0.05", "0.05", "0.02"] };
        const uni = withOne(ladder(plan, seed), {
          source: { kind: "orders", volume: "cv", of: "both" },
          walk,
          gate,
          rate,
        });
        const bin = withOne(plan, {
          id: "two",
          source: legs,
          walk: { to: "self" },
          rate: { unit: "share", flat: "0.1" },
        });
        return { ...uni, bonuses: [...uni.bonuses, ...bin.bonuses] };
      },
    };
    let risen = 0;
    every((one, seed) => {
      const { plan, evaluation } = one;
      const after = again(one, { company: withMore(one, seed).company });
      const place = (rank = "") => plan.ranks.findIndex(({ id }) => id === rank);
      const got = ({ lines }: Evaluation, bonus: string, id: string) =>
        lines
          .filter(({ bonusId, earnerId }) => bonusId === bonus && earnerId === id)
          .reduce((sum, { minor }) => sum + minor, 0n);
      for (const [id, was] of Object.entries(evaluation.ranks)) {
        const is = after.ranks[id];
        expect(place(is?.qualified)).toBeGreaterThanOrEqual(place(was.qualified));
        if (place(is?.qualified) > place(was.qualified)) risen += 1;
        for (const [metric, value] of Object.entries(was.metrics)) {
          expect(is?.metrics[metric] ?? 0n, metric).toBeGreaterThanOrEqual(value);
        }
        for (const bonus of ["one", "two"]) {
          expect(got(after, bonus, id)).toBeGreaterThanOrEqual(got(evaluation, bonus, id));
        }
      }
    }, shape);
    expect(risen).toBeGreaterThanOrEqual(atLeast(100));
  });

  it("P16: an order changes lines of its seller, of those above, and of those above a changed rank or bracket only", () => {
    let moved = 0;
    every(
      (one, seed) => {
        const { plan, company, evaluation } = one;
        const { seller, company: more } = withMore(one, seed);
        const after = again(one, { company: more });
        // In a differential the rate of whoever stands between goes off; it may be read from volume of another tree.
        const brackets = plan.bonuses.flatMap(({ walk, rate }) =>
          walk.to === "differential" && rate && "byMetric" in rate ? [rate.byMetric] : [],
        );
        const shifted = Object.entries(evaluation.ranks).filter(([id, was]) => {
          const is = after.ranks[id];
          const isRanked = was.qualified === is?.qualified && was.paidAs === is.paidAs && was.active === is.active;
          return !isRanked || brackets.some((metric) => was.metrics[metric] !== is.metrics[metric]);
        });
        const from = [seller, ...shifted.map(([id]) => id)];
        const trees = ["sponsor", "binary"].flatMap((tree) => from.flatMap((id) => above(company.people, tree, id)));
        const reached = new Set([...from, ...trees]);
        const lines = changed(evaluation.lines, after.lines);
        moved += lines.length;
        expect(lines.filter(({ earnerId }) => !reached.has(earnerId))).toEqual([]);
      },
      { plan: apart },
    );
    expect(moved).toBeGreaterThanOrEqual(atLeast(1_000));
  });

  it("P17: two networks without a tie are evaluated as each alone", () => {
    let paid = 0;
    every(
      (one, seed) => {
        const other = renamed(
          {
            ...one.company,
            sales: one.company.sales.slice(seed % 3).map((sale) => ({ ...sale, id: `x${sale.id}`, party: null })),
            parties: [],
          },
          (id) => `x_${id}`,
        );
        const alone = [one.company, other].map((company) => {
          return evaluate(one.plan, factsOf(one.plan, company, PERIODS[1]), { period: null, people: {} });
        });
        const joined: Company = {
          ...one.company,
          people: [...one.company.people, ...other.people],
          sales: [...one.company.sales, ...other.sales],
          parties: one.company.parties,
        };
        const union = evaluate(one.plan, factsOf(one.plan, joined, PERIODS[1]), { period: null, people: {} });
        const apiece = alone.flatMap(({ lines }) => lines);
        expect(paidBy(union.lines)).toEqual(paidBy(apiece));
        expect(union.ranks).toEqual(Object.assign({}, ...alone.map(({ ranks }) => ranks)));
        paid += apiece.length;
      },
      { plan: apart },
    );
    expect(paid).toBeGreaterThanOrEqual(atLeast(1_000));
  });

  it("P18: other names in the same order change nothing but the names", () => {
    const name = (id: string) => id.replace(/^dst_/, "m_00");
    const back = (text: string) => text.replaceAll("m_00", "dst_");
    every((one) => {
      const [, after] = both(one, name);
      expect(tell(after.lines, back)).toEqual(tell(one.evaluation.lines, (text) => text));
    });
  });

  it("P18: names in any order move the odd units of a total only", () => {
    const turned = (text: string) =>
      text.replace(/dst_(\d\d)/g, (_, n) => `dst_${String(99 - Number(n)).padStart(2, "0")}`);
    every(
      (one) => {
        const [, after] = both(one, turned);
        const totals = ({ lines }: Evaluation, name: (text: string) => string) => {
          const sums = new Map<string, bigint>();
          for (const { bonusId, earnerId, minor } of lines) {
            const cell = `${bonusId} ${name(earnerId)}`;
            sums.set(cell, (sums.get(cell) ?? 0n) + minor);
          }
          return new Map([...sums].filter(([, sum]) => sum !== 0n).sort());
        };
        expect(totals(after, turned)).toEqual(totals(one.evaluation, (text) => text));
        const was = new Map(
          one.evaluation.lines.map((line) => [tell([{ ...line, minor: 0n }], (text) => text)[0], line.minor]),
        );
        for (const line of after.lines) {
          const before = was.get(tell([{ ...line, minor: 0n }], turned)[0]) ?? 0n;
          expect(line.minor - before <= 1n && before - line.minor <= 1n).toBe(true);
        }
      },
      { plan: apart },
    );
  });

  it("P24: ranks from the deepest up are what repeating the ladder comes to", () => {
    class Repeated extends Reader {
      held = new Map<string, number>();
      override qualified(id: string): number {
        return this.held.get(id) ?? 0;
      }
    }
    let high = 0;
    every(({ plan, company, evaluation }) => {
      const reader = new Repeated(plan, company);
      for (let round = 0; round <= company.people.length; round += 1) {
        const next = company.people.map(({ id }): [string, number] => {
          const best = plan.ranks.findLastIndex(({ when }, place) => place === 0 || reader.holds(when, id));
          return [id, best];
        });
        reader.held = new Map(next);
      }
      for (const { id } of company.people) {
        const rank = reader.qualified(id);
        expect(evaluation.ranks[id]?.qualified).toBe(plan.ranks[rank]?.id);
        if (rank > 1) high += 1;
      }
    });
    expect(high).toBeGreaterThanOrEqual(atLeast(200));
  });

  it("P30: volumes too large for whole floating-point numbers add up as exactly as small ones", () => {
    const many = 1_000_000_000_000n;
    let large = 0;
    every(({ plan, company, opening, evaluation }) => {
      const without = { ...plan, bonuses: [], limits: [] };
      const { facts, ...rest } = factsOf(without, company, PERIODS[1]);
      const grown = facts.map((fact) => {
        if (fact.t !== "order") return fact;
        const volumes = Object.entries(fact.volumes).map(([id, value]): [string, bigint] => [id, value * many]);
        return { ...fact, volumes: Object.fromEntries(volumes) };
      });
      const after = evaluate({ ...without, ranks: plan.ranks.slice(0, 1) }, { ...rest, facts: grown }, opening);
      for (const [id, { metrics, volumes }] of Object.entries(evaluation.ranks)) {
        for (const metric of ["own", "gv", "near", "weak", "second"]) {
          expect(after.ranks[id]?.metrics[metric]).toBe((metrics[metric] ?? 0n) * many);
        }
        expect(after.ranks[id]?.volumes.pv).toBe((volumes.pv ?? 0n) * many);
        if ((volumes.pv ?? 0n) * many > 2n ** 53n) large += 1;
      }
    });
    expect(large).toBeGreaterThanOrEqual(atLeast(500));
  });
});
