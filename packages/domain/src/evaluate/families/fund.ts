import { parseDecimal } from "../../money/decimal.ts";
import { type Exact, exact, floor, round } from "../../money/exact.ts";
import { MILLIONTHS, rate } from "../../money/rate.ts";
import type { Source } from "../../plan/bonus-schema.ts";
import { divideFund } from "../../plan/bonuses/sources/pool.ts";
import { traceCondition } from "../../rank/trace.ts";
import { Portions } from "../close-bonus.ts";
import { type Cell, type ClosingContext, readersIn, removedIn } from "../closing.ts";
import type { Readers } from "../readers.ts";
import { amountOf, cutPerSource, minorOf, type Rule } from "../rule.ts";
import { baseText, millionthsText, minorText } from "../text.ts";

type FundSource = Extract<Source, { kind: "fund" }>;

/** The fund of a pool by shares; ties by distributor. */
export function fundCells(rule: Rule, source: FundSource, context: ClosingContext): Cell[] {
  const { world, columns } = context;
  const digits = rule.plan.minorDigits;
  const sharesFor = shareReader(rule, source, context);
  const holders: { id: string; person: number; shares: Exact }[] = [];
  for (const [person, id] of world.ids.entries()) {
    const shares = sharesFor(person);
    if (shares.n > 0n) holders.push({ id, person, shares });
  }
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

/** Shares of each person; 0 for whoever the gate or his standing keeps out. */
export function shareReader(rule: Rule, source: FundSource, context: ClosingContext): (person: number) => Exact {
  const readers = readersIn(rule, context);
  const removed = removedIn(context);
  const shares = sharesBy(rule, source, context, readers);
  return (person) => (removed(person) || readers.gate(person) ? NONE : shares(person));
}

function sharesBy(
  { plan }: Rule,
  { shares, cumulative }: FundSource,
  { columns }: ClosingContext,
  readers: Readers<number>,
): (person: number) => Exact {
  if ("byRank" in shares) {
    const own = plan.ranks.map(({ id }) => parseDecimal(shares.byRank[id] ?? "0", 6) ?? 0n);
    const upTo = (rank: number) => own.slice(0, rank + 1).reduce((sum, each) => sum + each, 0n);
    const byRank = own.map((each, rank) => exact(cumulative ? upTo(rank) : each, MILLIONTHS));
    return (person) => byRank[readers.rank(person)] ?? NONE;
  }
  if ("byAttribute" in shares) {
    const value = columns.attribute(shares.byAttribute);
    return (person) => exact(parseDecimal(value(person) ?? "", 6) ?? 0n, MILLIONTHS);
  }
  const value = columns.metric(shares.byMetric, "this");
  const unit = parseDecimal(shares.perUnit, 6) ?? MILLIONTHS;
  return (person) => exact(floor(exact(BigInt(value(person)) * 10_000n, unit)));
}
