import { describe, expect, it } from "vitest";
import { canonicalJson } from "../evaluate/canonical-json.ts";
import { evaluate } from "../evaluate/evaluate.ts";
import type { LegState } from "../evaluate/facts.ts";
import type { Line, Step } from "../evaluate/outcome.ts";
import { picker } from "../evaluate/testing/random-story.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import { atLeast } from "../testing.ts";
import { Fraction, total } from "./fraction.ts";
import { every } from "./random-case.ts";

const plainLines = (lines: readonly Line[]) => lines.map(({ key, minor, because }) => ({ key, minor, because }));

describe("laws over all kinds of bonuses", () => {
  it("P5, P7, P33: order and repetition of facts change nothing, and a key is there once", () => {
    every(({ plan, facts, opening, evaluation }, seed) => {
      const pick = picker(seed);
      const shuffled = facts.facts
        .flatMap((fact) => (pick(5) === 0 ? [fact, fact] : [fact]))
        .map((fact) => ({ fact, at: pick(1_000_000) }))
        .sort((a, b) => a.at - b.at)
        .map(({ fact }) => fact);
      const again = evaluate(plan, { ...facts, facts: shuffled }, opening);
      expect(canonicalJson({ ...again, lines: plainLines(again.lines) })).toBe(
        canonicalJson({ ...evaluation, lines: plainLines(evaluation.lines) }),
      );
      expect(new Set(evaluation.lines.map(({ key }) => key)).size).toBe(evaluation.lines.length);
    });
  });

  it("P8: nobody who is removed is paid", () => {
    every(({ company, evaluation }) => {
      const gone = new Set(
        company.people.filter((one) => one.status === "terminated" || !one.earns).map(({ id }) => id),
      );
      expect(evaluation.lines.filter(({ earnerId, minor }) => minor > 0n && gone.has(earnerId))).toEqual([]);
    });
  });

  it("P4: per leg, what came in and what was there is matched, lost, or still there", () => {
    let matched = 0;
    every(({ plan, opening, evaluation }) => {
      for (const line of evaluation.lines) {
        if (line.sourceKey !== "legs") continue;
        const step = stepOf(line, "legs");
        if (!step) throw new Error("a line of legs tells of them");
        matched += 1;
        const used = step.matched.split(" / ");
        for (const side of [0, 1] as const) {
          const came = Fraction.of(step.opening[side]).plus(Fraction.of(step.added[side]));
          const went = Fraction.of(used[side] ?? "0").plus(Fraction.of(step.flushed[side]));
          expect(came.compare(went.plus(Fraction.of(step.closing[side])))).toBe(0);
        }
        const kept = evaluation.closing.running?.[line.bonusId]?.legs?.[line.earnerId];
        expect([sumOf(kept?.left), sumOf(kept?.right)].map(String)).toEqual(step.closing.map(hundredths));
        const was = opening.running?.[line.bonusId]?.legs?.[line.earnerId];
        expect([sumOf(was?.left), sumOf(was?.right)].map(String)).toEqual(step.opening.map(hundredths));
        expect(plan.bonuses.some(({ id, source }) => id === line.bonusId && source.kind === "legs")).toBe(true);
      }
    });
    expect(matched).toBeGreaterThanOrEqual(atLeast(50));
  });

  it("P11: a pool pays its fund, nothing, or what its limits leave", () => {
    every(({ plan, evaluation }) => {
      for (const { id, source, limit } of plan.bonuses) {
        if (source.kind !== "fund" || plan.limits.length > 0) continue;
        const own = evaluation.lines.filter(({ bonusId }) => bonusId === id);
        const fund = own[0]?.base ?? 0n;
        const paid = own.reduce((sum, { minor }) => sum + minor, 0n);
        expect(paid).toBeLessThanOrEqual(fund);
        const isFree = source.maxPerMember === undefined && limit === undefined;
        if (isFree && own.length > 0) expect(paid).toBe(fund);
        const most = Fraction.of(source.maxPerMember ?? "1000000").times(new Fraction(10n ** BigInt(plan.minorDigits)));
        expect(own.filter(({ minor }) => new Fraction(minor).compare(most) > 0)).toEqual([]);
      }
    });
  });

  it("P12: a share of the plan is kept, and scaling raises nobody", () => {
    let scaled = 0;
    every(({ plan, company, facts, opening, evaluation }) => {
      const [limit] = plan.limits;
      if (limit?.kind !== "planShare") return;
      const free = evaluate({ ...plan, limits: [] }, facts, opening);
      const paid = (lines: readonly Line[]) => {
        const own = lines.filter(({ bonusId }) => limit.bonuses.includes(bonusId));
        return own.reduce((sum, { minor }) => sum + minor, 0n);
      };
      expect(paid(evaluation.lines)).toBeLessThanOrEqual(paid(free.lines));
      const sold = company.sales.map(({ points }) => Fraction.of(points[limit.of] ?? "0"));
      const peg = Fraction.of(plan.volumes.find(({ id }) => id === limit.of)?.peg ?? "1");
      const money = peg.times(Fraction.of(limit.share)).times(new Fraction(10n ** BigInt(plan.minorDigits)));
      const budget = total(sold).times(money).floor();
      const live = paid(evaluation.lines.filter(({ bonusId }) => isLive(plan, bonusId)));
      if (live <= budget) expect(paid(evaluation.lines)).toBeLessThanOrEqual(budget);
      else expect(paid(evaluation.lines)).toBe(live);
      if (paid(free.lines) > budget) scaled += 1;
      const before = new Map(free.lines.map(({ key, minor }) => [key, minor]));
      const raised = evaluation.lines.filter(({ key, minor }) => minor > (before.get(key) ?? 0n) + 1n);
      expect(raised).toEqual([]);
    });
    expect(scaled).toBeGreaterThanOrEqual(atLeast(20));
  });

  it("P25: every explanation recomputes the amount of its line", () => {
    const told = new Map<string, number>();
    every(({ plan, evaluation }) => {
      for (const line of evaluation.lines) {
        const { because, minor } = line;
        const round = stepOf(line, "round");
        expect(because.amount).toBe(round?.rounded);
        expect(Fraction.of(because.amount).compare(new Fraction(minor, 10n ** BigInt(plan.minorDigits)))).toBe(0);
        const exact = recomputed(plan, line);
        if (!exact) continue;
        const kind = plan.bonuses.find(({ id }) => id === line.bonusId)?.source.kind ?? "";
        told.set(kind, (told.get(kind) ?? 0) + 1);
        const cut = because.steps.find((step) => step.kind === "limit" && step.limit === "source");
        const expected = major(plan, cut?.kind === "limit" ? cut.before : (round?.exact ?? ""));
        // A part of a fund is a whole number: the fund by shares, to within one unit.
        const [unit, off] = [new Fraction(1n, 10n ** BigInt(plan.minorDigits)), expected.minus(exact)];
        if (kind === "fund") expect([off.compare(unit), new Fraction(-off.n, off.d).compare(unit)]).toEqual([-1, -1]);
        else expect(expected.compare(exact)).toBe(0);
      }
    });
    for (const kind of ["orders", "payouts", "legs", "fund", "milestone", "tiers", "party"]) {
      expect(told.get(kind) ?? 0).toBeGreaterThanOrEqual(atLeast(20));
    }
  });

  it("P25: what the lines of an earner were cut to is told step by step, and they add up to the last of it", () => {
    const cuts = new Map<string, number>();
    every(({ plan, evaluation }) => {
      const closing = evaluation.lines.filter(({ bonusId }) => !isLive(plan, bonusId));
      for (const [, lines] of Map.groupBy(closing, ({ bonusId, earnerId }) => `${bonusId} ${earnerId}`)) {
        const [first] = lines;
        const round = first && stepOf(first, "round");
        if (!first || !round) throw new Error("a line tells how it was rounded");
        const minors = new Fraction(
          lines.reduce((sum, { minor }) => sum + minor, 0n),
          10n ** BigInt(plan.minorDigits),
        );
        expect(Fraction.of(round.groupRounded ?? "").compare(minors)).toBe(0);
        let now = major(plan, round.groupExact ?? "");
        for (const step of first.because.steps) {
          if (step.kind !== "limit" || step.limit === "source") continue;
          cuts.set(step.limit, (cuts.get(step.limit) ?? 0) + 1);
          if (step.limit === "earner") expect(major(plan, step.before).compare(now)).toBe(0);
          else expect(Fraction.of(step.before).compare(rounded(plan, now))).toBe(0);
          now = Fraction.of(step.after);
        }
        expect(rounded(plan, now).compare(minors)).toBe(0);
      }
    });
    for (const limit of ["earner", "memberTotal", "planShare"]) {
      expect(cuts.get(limit) ?? 0).toBeGreaterThanOrEqual(atLeast(20));
    }
  });
});

function isLive(plan: PlanVersion, bonusId: string): boolean {
  return plan.bonuses.some(({ id, when }) => id === bonusId && "live" in when);
}

function stepOf<K extends Step["kind"]>({ because }: Line, kind: K): Extract<Step, { kind: K }> | undefined {
  return because.steps.find((step): step is Extract<Step, { kind: K }> => step.kind === kind);
}

function sumOf(lots: LegState["left"] | undefined): bigint {
  return (lots ?? []).reduce((sum, { quantity }) => sum + BigInt(quantity), 0n);
}

function hundredths(text: string): string {
  return String(Fraction.of(text).times(new Fraction(100n)).floor());
}

/** What the steps say in major units; null where they do not say it in numbers: pairs of two prices, limited funds. */
function recomputed(plan: PlanVersion, line: Line): Fraction | null {
  const bonus = plan.bonuses.find(({ id }) => id === line.bonusId);
  const { source } = bonus ?? {};
  if (!bonus || !source) return null;
  if (source.kind === "legs" && "pairs" in source.match && source.match.pairs.first) return null;
  if (source.kind === "fund" && source.maxPerMember !== undefined) return null;
  const sources = line.because.steps.filter((step) => step.kind === "source");
  const rates = line.because.steps.filter((step) => step.kind === "rate");
  if (source.kind === "milestone")
    return fraction(rates[0]?.rate ?? "0").over(new Fraction(BigInt(source.instalments)));
  const peg = Fraction.of(plan.volumes.find(({ id }) => id === line.volume)?.peg ?? "1");
  const isByVolume = ["orders", "legs", "party"].includes(source.kind) && bonus.rate?.unit === "share";
  const whole = sources
    .map(({ base }, index) =>
      Fraction.of(base)
        .times(fraction(rates[index]?.rate ?? "0"))
        .times(isByVolume ? peg : new Fraction(1n)),
    )
    .reduce((sum, part) => sum.plus(part), new Fraction(0n));
  if (source.kind !== "party") return whole;
  const bookings = /^(\d+) bookings$/.exec(rates[0]?.row ?? "")?.[1] ?? "";
  return whole.plus(Fraction.of(bookings).times(Fraction.of(source.perBooking)));
}

function rounded(plan: PlanVersion, amount: Fraction): Fraction {
  const units = new Fraction(10n ** BigInt(plan.minorDigits));
  return new Fraction(amount.times(units).round(plan.policies.rounding), units.n);
}

function fraction(text: string): Fraction {
  const [n = "0", d] = text.split("/");
  return d === undefined ? Fraction.of(n) : new Fraction(BigInt(n), BigInt(d));
}

/** Decimal text, or a fraction of minor units. */
function major(plan: PlanVersion, text: string): Fraction {
  const [, n, d] = /^(-?\d+)\/(\d+) minor$/.exec(text) ?? [];
  return n && d ? new Fraction(BigInt(n), BigInt(d) * 10n ** BigInt(plan.minorDigits)) : Fraction.of(text);
}
