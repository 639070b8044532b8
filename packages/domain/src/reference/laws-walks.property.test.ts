import { describe, expect, it } from "vitest";
import type { Evaluation, Line } from "../evaluate/outcome.ts";
import { picker } from "../evaluate/testing/random-story.ts";
import { sum } from "../money/exact.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import { atLeast } from "../testing.ts";
import { type Company, type Person, Reader } from "./company.ts";
import { Fraction, total, ZERO } from "./fraction.ts";
import { above, again, type Case, every, isRemoved, keeping, paidBy, withOne } from "./random-case.ts";

type Bonus = PlanVersion["bonuses"][number];

const FALLING = ["0.07", "0.07", "0.02", "0.01"];
const RISING = ["0.01", "0.05", "0.10", "0.30"];
const BY_RANK = { unit: "share", byRank: { r0: "0.03", r1: "0.05", r2: "0.08", r3: "0.125" } } as const;
const BRACKETS = {
  unit: "share",
  byMetric: "gv",
  at: "this",
  rows: [
    ["10", "0.03"],
    ["150", "0.06"],
    ["400", "0.21"],
  ] as [string, string][],
  mode: "whole",
} as const;

const both = { kind: "orders", volume: "cv", of: "both" } as const;
const allGood = (people: Person[]) => people.map((one): Person => ({ ...one, status: "good", earns: true }));

/** Minor units per hundredth of CV at a rate of one. */
function unitOf(plan: PlanVersion): Fraction {
  const peg = Fraction.of(plan.volumes.find(({ id }) => id === "cv")?.peg ?? "1");
  return peg.times(new Fraction(10n ** BigInt(plan.minorDigits)));
}

const amountOf = (lines: readonly Line[]) => {
  const { n, d } = sum(lines.map((line) => line.exact));
  return new Fraction(n, d);
};

const bySource = ({ lines }: Evaluation) => {
  const sources = [...new Set(lines.map(({ sourceKey }) => sourceKey))];
  return sources.map((key) => ({ key, lines: lines.filter(({ sourceKey }) => sourceKey === key) }));
};

const boughtBy = ({ company }: Case, id: string) =>
  total(company.sales.filter(({ seller }) => seller === id).map(({ points }) => Fraction.of(points.cv ?? "0")));

const upline = (compress: "none" | "skipInactive" | "skipUnqualified", rates: readonly string[]): Partial<Bonus> => ({
  gate: { ref: "active" },
  walk: { to: "upline", tree: "sponsor", payFrom: 1, levels: 4, compress, unlock: { byAttribute: "depth" } },
  rate: { unit: "share", byLevel: [...rates] },
});

describe("laws of walks", () => {
  it("P2: an upline pays at most its rates together, a differential at most its highest rate", () => {
    let differentials = 0;
    const shape = {
      plan: (plan: PlanVersion, seed: number) => {
        const pick = picker(seed);
        const compress = (["none", "skipInactive", "skipUnqualified"] as const)[pick(3)] ?? "none";
        const levels = { to: "upline", tree: "sponsor", payFrom: 1 + pick(2), levels: 4, compress } as const;
        const rates = { to: "differential", tree: "sponsor", includeSelf: pick(2) === 0, payFrom: pick(2) } as const;
        const way = pick(2) === 0;
        return withOne(plan, {
          source: both,
          gate: pick(2) === 0 ? { always: true } : { ref: "active" },
          walk: way ? levels : { ...rates, selfAlreadyPaid: pick(2) === 0 },
          rate: way ? { unit: "share", byLevel: RISING } : pick(2) === 0 ? BY_RANK : BRACKETS,
        });
      },
    };
    every((one) => {
      const [bonus] = one.plan.bonuses;
      const isUpline = bonus?.walk.to === "upline";
      const highest = isUpline
        ? total(RISING.map(Fraction.of))
        : Fraction.of(bonus?.rate === BRACKETS ? "0.21" : "0.125");
      for (const { key, lines } of bySource(one.evaluation)) {
        const base = boughtBy(one, key.slice("mem:".length));
        expect(amountOf(lines).compare(base.times(highest).times(unitOf(one.plan)))).toBeLessThanOrEqual(0);
        if (!isUpline) differentials += 1;
      }
    }, shape);
    expect(differentials).toBeGreaterThanOrEqual(atLeast(300));
  });

  it("P2: a rank differential pays the highest rate of an upline who passes", () => {
    const walk = {
      to: "differential",
      tree: "sponsor",
      includeSelf: false,
      selfAlreadyPaid: false,
      payFrom: 1,
    } as const;
    const shape = {
      plan: (plan: PlanVersion) => withOne(plan, { source: both, walk, gate: { ref: "active" }, rate: BY_RANK }),
    };
    let paid = 0;
    every((one) => {
      const { plan, company, evaluation } = one;
      for (const { id } of company.people) {
        const rates = above(company.people, "sponsor", id).map((who) => {
          const person = company.people.find((each) => each.id === who);
          const result = evaluation.ranks[who];
          if (!person || isRemoved(person) || !result?.active) return ZERO;
          return Fraction.of({ ...BY_RANK.byRank }[result.paidAs as "r0"] ?? "0");
        });
        const highest = rates.reduce((best, rate) => (rate.compare(best) > 0 ? rate : best), ZERO);
        const own = evaluation.lines.filter(({ sourceKey }) => sourceKey === `mem:${id}`);
        const expected = boughtBy(one, id).times(highest).times(unitOf(plan));
        // Lines that round to nothing are left out.
        if (own.length === new Set(rates.filter((rate) => rate.n > 0n).map((rate) => `${rate.n}/${rate.d}`)).size) {
          expect(amountOf(own).compare(expected)).toBe(0);
          paid += own.length;
        }
        expect(amountOf(own).compare(expected)).toBeLessThanOrEqual(0);
      }
    }, shape);
    expect(paid).toBeGreaterThanOrEqual(atLeast(300));
  });

  it("P3: a walk over brackets pays what each one's bracket makes, less what those of his legs make", () => {
    const walk = {
      to: "differential",
      tree: "sponsor",
      includeSelf: true,
      selfAlreadyPaid: false,
      payFrom: 0,
    } as const;
    const shape = {
      people: allGood,
      plan: (plan: PlanVersion) => ({ ...withOne(plan, { source: both, walk, rate: BRACKETS }), minorDigits: 4 }),
    };
    let paid = 0;
    every(({ plan, company, evaluation }) => {
      const reader = new Reader(plan, company);
      const gross = (id: string): Fraction => {
        const points = reader.group({ volume: "pv", tree: "sponsor" }, id);
        const row = BRACKETS.rows.filter(([least]) => points.compare(Fraction.of(least)) >= 0).at(-1);
        const money = reader.group({ volume: "cv", tree: "sponsor" }, id).times(unitOf(plan));
        return money.times(Fraction.of(row?.[1] ?? "0"));
      };
      const children = (id: string | null) => company.people.filter(({ sponsor }) => sponsor === id);
      const grossOf = (people: readonly Person[]) => total(people.map(({ id }) => gross(id)));
      const netOf = (id: string) => amountOf(evaluation.lines.filter(({ earnerId }) => earnerId === id));
      const subtree = (id: string): Fraction => total([netOf(id), ...children(id).map((child) => subtree(child.id))]);
      for (const { id } of company.people) {
        expect(netOf(id).compare(gross(id).minus(grossOf(children(id))))).toBe(0);
        expect(subtree(id).compare(gross(id))).toBe(0);
        if (netOf(id).n > 0n) paid += 1;
      }
    }, shape);
    expect(paid).toBeGreaterThanOrEqual(atLeast(1_000));
  });

  const totalOf = (one: Case, compress: "none" | "skipInactive" | "skipUnqualified", rates: readonly string[]) => {
    const plan = withOne(one.plan, { source: both, walk: { to: "self" }, ...upline(compress, rates) });
    return new Map(bySource(again(one, { plan })).map(({ key, lines }) => [key, amountOf(lines)]));
  };

  it("P14: at rates that do not rise, each compression pays at least what the one before pays", () => {
    let rises = 0;
    every((one) => {
      const fine = { ...one, plan: { ...one.plan, minorDigits: 4 } };
      const [none, skipped, waiting] = (["none", "skipInactive", "skipUnqualified"] as const).map((compress) =>
        totalOf(fine, compress, FALLING),
      );
      for (const { id } of one.company.people) {
        const key = `mem:${id}`;
        const [a, b, c] = [none, skipped, waiting].map((paid) => paid?.get(key) ?? ZERO);
        if (!a || !b || !c) continue;
        expect(a.compare(b)).toBeLessThanOrEqual(0);
        expect(b.compare(c)).toBeLessThanOrEqual(0);
        if (a.compare(c) < 0) rises += 1;
      }
    });
    expect(rises).toBeGreaterThanOrEqual(atLeast(100));
  });

  it("P15: no walk pays an earner twice for a source, and an upline no level twice", () => {
    every(({ plan, evaluation }) => {
      const seen = new Set<string>();
      for (const { bonusId, earnerId, sourceKey, segment, level, part } of evaluation.lines) {
        const way = plan.bonuses.find(({ id }) => id === bonusId)?.walk.to ?? "";
        if (!["upline", "differential", "generations"].includes(way)) continue;
        const names = [`earner ${earnerId}`, ...(way === "upline" ? [`level ${level}`] : [])];
        for (const who of names) {
          const once = `${bonusId}|${sourceKey}|${segment}|${who}|${part}`;
          expect(seen.has(once), once).toBe(false);
          seen.add(once);
        }
      }
    });
  });

  it("P20: somebody inactive without volume changes no payout when inactive people are skipped", () => {
    const rates = FALLING;
    let tried = 0;
    every(
      (one, seed) => {
        const { people } = one.company;
        const at = picker(seed)(people.length);
        const chosen = people[at];
        if (!chosen) return;
        const attributes = { active: "no", depth: "4" };
        const between: Person = { id: "dst_zz", sponsor: chosen.sponsor, status: "good", earns: true, attributes };
        const others = people.map((person) => (person === chosen ? { ...person, sponsor: "dst_zz" } : person));
        const after = again(one, { company: { ...one.company, people: [...others, between] } });
        expect(paidBy(after.lines)).toEqual(paidBy(one.evaluation.lines));
        tried += one.evaluation.lines.length;
      },
      {
        plan: (plan) => withOne(plan, { source: both, walk: { to: "self" }, ...upline("skipInactive", rates) }),
      },
    );
    expect(tried).toBeGreaterThanOrEqual(atLeast(1_000));
  });

  it("P32: splitting the orders of a source changes nothing that is settled at a close", () => {
    const halves = (text: string) => {
      const cents = BigInt(Fraction.of(text).times(new Fraction(100n)).floor());
      const first = cents / 3n;
      return [first, cents - first].map((part) => `${part / 100n}.${String(part % 100n).padStart(2, "0")}`);
    };
    const split = (company: Company): Company => ({
      ...company,
      sales: company.sales.flatMap((sale) =>
        [0, 1].map((part) => ({
          ...sale,
          id: `${sale.id}_${part}`,
          points: Object.fromEntries(Object.entries(sale.points).map(([id, text]) => [id, halves(text)[part] ?? "0"])),
        })),
      ),
    });
    every(
      (one) => {
        const after = again(one, { company: split(one.company) });
        expect(paidBy(after.lines)).toEqual(paidBy(one.evaluation.lines));
      },
      {
        plan: (plan) =>
          keeping(plan, ({ when, walk }) => "close" in when && walk.to !== "passUp" && walk.to !== "coded"),
      },
    );
  });
});
