import { parseDecimal } from "../../money/decimal.ts";
import { type Exact, exact, floor, round } from "../../money/exact.ts";
import { MILLIONTHS, rate } from "../../money/rate.ts";
import type { Source } from "../../plan/bonus-schema.ts";
import { divideFund } from "../../plan/bonuses/sources/pool.ts";
import { traceCondition } from "../../rank/trace.ts";
import { Portions } from "../close-bonus.ts";
import { type Cell, type ClosingContext, readersIn, removedIn } from "../closing.ts";
import { amountOf, cutPerSource, minorOf, type Rule } from "../rule.ts";
import { baseText, millionthsText, minorText } from "../text.ts";

type FundSource = Extract<Source, { kind: "fund" }>;

/** The fund of a pool by shares; ties by distributor. */
export function fundCells(rule: Rule, source: FundSource, context: ClosingContext): Cell[] {
  const { world, columns } = context;
  const digits = rule.plan.minorDigits;
  const holders = world.ids.flatMap((id, person) => {
    const shares = sharesOf(rule, source, context, person);
    return shares.n > 0n ? [{ id, person, shares }] : [];
  });
  const fund = fundOf(rule, source, context);
  const most = source.maxPerMember === undefined ? null : minorOf(source.maxPerMember, rule.plan);
  const parts = divideFund(
    fund,
    holders.map(({ shares }) => shares),
    most,
  );
  const whole = holders.reduce((sum, { shares }) => exact(sum.n * shares.d + shares.n * sum.d, sum.d * shares.d), NONE);
  const portions = new Portions();
  for (const [index, { id, person, shares }] of holders.entries()) {
    const minor = parts[index] ?? 0n;
    if (minor === 0n) continue;
    const part = exact(shares.n * whole.d * MILLIONTHS, shares.d * whole.n);
    portions.add(person, {
      sourceKey: "pool",
      segment: 0,
      level: 0,
      part: "-",
      base: fund,
      rate: floor(part),
      uncut: exact(minor),
      exact: cutPerSource(rule, exact(minor)),
      orderIds: [],
      steps: () => [
        { kind: "source", what: "fund", ref: rule.bonus.id, base: baseText(fund, "fund", digits), volume: "fund" },
        { kind: "condition", trace: traceCondition(rule.bonus.gate, columns, person) },
        {
          kind: "rate",
          bonus: rule.bonus.id,
          row: `${fractionText(shares)} of ${fractionText(whole)} shares, ${id}`,
          rate: millionthsText(part),
          ...(most === null ? {} : { basis: `at most ${minorText(most, digits)}` }),
        },
      ],
    });
  }
  return portions.cells(rule, context);
}

const NONE = exact(0n);

function fractionText({ n, d }: Exact): string {
  return d === 1n ? String(n) : `${n}/${d}`;
}

/** Whole minor units; a fund that refunds made negative is empty. */
export function fundOf(rule: Rule, { fund }: FundSource, { sales }: ClosingContext): bigint {
  if ("fixed" in fund) return minorOf(fund.fixed, rule.plan);
  const points = { ...rule, factor: volumeFactor(rule, fund.volume) };
  const minor = round(amountOf(points, sales.totalOf(fund.volume), rate(fund.share)), rule.plan.policies.rounding);
  return minor > 0n ? minor : 0n;
}

/** Minor units per (hundredth of the volume x millionth). */
export function volumeFactor({ plan }: Pick<Rule, "plan">, volume: string): Exact {
  const peg = rate(plan.volumes.find(({ id }) => id === volume)?.peg ?? "1");
  return exact(peg * 10n ** BigInt(plan.minorDigits), 100n * MILLIONTHS * MILLIONTHS);
}

/** Shares of one person; 0 for whoever the gate or his standing keeps out. */
export function sharesOf(rule: Rule, source: FundSource, context: ClosingContext, person: number): Exact {
  const { columns } = context;
  const readers = readersIn(rule, context);
  if (removedIn(context)(person) || readers.gate(person)) return NONE;
  const { shares } = source;
  if ("byRank" in shares) {
    const of = (rank: number) => parseDecimal(shares.byRank[rule.plan.ranks[rank]?.id ?? ""] ?? "0", 6) ?? 0n;
    const rank = readers.rank(person);
    if (!source.cumulative) return exact(of(rank), MILLIONTHS);
    let sum = 0n;
    for (let each = 0; each <= rank; each += 1) sum += of(each);
    return exact(sum, MILLIONTHS);
  }
  if ("byAttribute" in shares) {
    return exact(parseDecimal(columns.attribute(shares.byAttribute)(person) ?? "", 6) ?? 0n, MILLIONTHS);
  }
  const value = BigInt(columns.metric(shares.byMetric, "this")(person));
  return exact(floor(exact(value * 10_000n, parseDecimal(shares.perUnit, 6) ?? MILLIONTHS)));
}
