import { describe, expect, it } from "vitest";
import { evaluate } from "../evaluate/evaluate.ts";
import type { Evaluation } from "../evaluate/outcome.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import type { Company, Sale } from "./company.ts";
import { factsOf, PERIODS } from "./company-facts.ts";
import { again, type Case, caseOf, type Shape, withOne } from "./random-case.ts";

type Bonus = PlanVersion["bonuses"][number];

const MOST = 400;
const cv: Bonus["source"] = { kind: "orders", volume: "cv", of: "both" };
const paid = ({ lines }: Evaluation, id: string) =>
  lines.filter(({ earnerId }) => earnerId === id).reduce((sum, { minor }) => sum + minor, 0n);

/** The first case that breaks what one might take for a law. */
function counterexample(breaks: (one: Case, seed: number) => boolean, shape?: Shape): number | undefined {
  for (let seed = 1; seed <= MOST; seed += 1) if (breaks(caseOf(seed, shape), seed)) return seed;
  return undefined;
}

/** The case when somebody sells more of everything. */
function selling(one: Case, seller: string): Evaluation {
  const sale: Sale = {
    id: "ord_9",
    seller,
    customer: null,
    points: { pv: "400", cv: "400" },
    packageLevel: "100",
    party: null,
  };
  return again(one, { company: { ...one.company, sales: [...one.company.sales, sale] } });
}

/** Whether somebody gets less because somebody below him, or he himself, sells more. */
const losesBy = (sellerOf: (company: Company, id: string) => readonly string[]) => (one: Case) =>
  one.company.people.some(({ id }) => {
    const was = paid(one.evaluation, id);
    return was > 0n && sellerOf(one.company, id).some((seller) => paid(selling(one, seller), id) < was);
  });

const frontline = ({ people }: Company, id: string) =>
  people.filter(({ sponsor }) => sponsor === id).map((one) => one.id);

describe("what is no law: a counterexample is found for each", () => {
  it("a stairstep's net does not only grow with the volume of the downline", () => {
    const walk = {
      to: "differential",
      tree: "sponsor",
      includeSelf: true,
      selfAlreadyPaid: false,
      payFrom: 0,
    } as const;
    const rows: [string, string][] = [
      ["10", "0.03"],
      ["400", "0.21"],
    ];
    const rate = { unit: "share", byMetric: "gv", at: "this", rows, mode: "whole" } as const;
    expect(
      counterexample(losesBy(frontline), { plan: (plan) => withOne(plan, { source: cv, walk, rate }) }),
    ).toBeDefined();
  });

  it("a share of a pool does not only grow with one's own volume", () => {
    const fund: Bonus["source"] = {
      kind: "fund",
      fund: { fixed: "100" },
      shares: { byRank: { r0: "0", r1: "1", r2: "3" } },
    };
    const shape = { plan: (plan: PlanVersion) => withOne(plan, { source: fund, walk: { to: "self" } }) };
    expect(
      counterexample(
        losesBy((_, id) => [id]),
        shape,
      ),
    ).toBeDefined();
  });

  it("what a scaled plan leaves does not only grow with one's own volume", () => {
    const shape = {
      plan: (plan: PlanVersion): PlanVersion => {
        const walk = { to: "upline", tree: "sponsor", payFrom: 1, levels: 2, compress: "none" } as const;
        const one = withOne(plan, { source: cv, walk, rate: { unit: "share", byLevel: ["0.01", "0.5"] } });
        return {
          ...one,
          limits: [{ id: "plan", kind: "planShare", bonuses: ["one"], period: "month", share: "0.02", of: "cv" }],
        };
      },
    };
    expect(counterexample(losesBy(frontline), shape)).toBeDefined();
  });

  it("compression does not only raise what is paid, where rates rise with the level", () => {
    const plan = (compress: "none" | "skipInactive") => (given: PlanVersion) => {
      const walk = { to: "upline", tree: "sponsor", payFrom: 1, levels: 4, compress } as const;
      const rate = { unit: "share", byLevel: ["0.01", "0.05", "0.1", "0.3"] } as const;
      return withOne(given, {
        source: cv,
        walk,
        gate: { ref: "active" },
        rate: { ...rate, byLevel: [...rate.byLevel] },
      });
    };
    const whole = ({ lines }: Evaluation) => lines.reduce((sum, { minor }) => sum + minor, 0n);
    const lowers = (one: Case) => whole(again(one, { plan: plan("skipInactive")(one.plan) })) < whole(one.evaluation);
    expect(counterexample(lowers, { plan: plan("none") })).toBeDefined();
  });

  it("unequal cycles do not come to the same however they are batched", () => {
    const source: Bonus["source"] = {
      kind: "legs",
      volume: "cv",
      tree: "binary",
      match: { cycle: { weak: "100", strong: "200" } },
      unqualified: { accrue: true, flush: false },
      carry: { capConsumes: "all" },
    };
    const shape = {
      plan: (plan: PlanVersion) =>
        withOne(plan, { source, walk: { to: "self" }, rate: { unit: "amount", flat: "10" } }),
    };
    const differs = ({ plan, before, company, first, evaluation }: Case) => {
      const sales = [...before.sales, ...company.sales];
      const none = { ...company, sales: [], parties: [] };
      const empty = evaluate(plan, factsOf(plan, none, PERIODS[0]), { period: null, people: {} });
      const atOnce = evaluate(plan, factsOf(plan, { ...company, sales }, PERIODS[1]), empty.closing);
      return company.people.some(({ id }) => paid(first, id) + paid(evaluation, id) !== paid(atOnce, id));
    };
    expect(counterexample(differs, shape)).toBeDefined();
  });

  const falls = (what: (evaluation: Evaluation, id: string) => bigint) => (one: Case) =>
    one.company.people.some(({ id }) =>
      frontline(one.company, id).some((seller) => what(selling(one, seller), id) < what(one.evaluation, id)),
    );

  it("a rank does not only rise with volume, where its condition says not", () => {
    const place = ({ ranks }: Evaluation, id: string) => BigInt(Number(ranks[id]?.qualified.slice(1) ?? "0"));
    const shape = {
      plan: (plan: PlanVersion): PlanVersion => {
        const [r0, r1] = plan.ranks;
        const when = { not: { metric: "gv", atLeast: "500" } };
        return {
          ...withOne(plan, { source: cv, walk: { to: "self" } }),
          ranks: r0 && r1 ? [r0, { ...r1, when }] : [],
          metrics: plan.metrics.filter((metric) => !("stopAtRank" in metric)),
          bonuses: [],
        };
      },
    };
    expect(counterexample(falls(place), shape)).toBeDefined();
  });

  it("side volume does not only grow with the volume of the downline, where somebody breaks away", () => {
    const side = ({ ranks }: Evaluation, id: string) => ranks[id]?.metrics.side ?? 0n;
    expect(counterexample(falls(side))).toBeDefined();
  });
});
