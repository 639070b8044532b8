import { parseDecimal } from "../../money/decimal.ts";
import { MILLIONTHS } from "../../money/rate.ts";
import type { Amounts } from "../bonus-schema.ts";
import type { PlanVersion } from "../plan-version.ts";
import { error, type Problem } from "../problem.ts";
import { countsOf, placesOf } from "../visit.ts";

type Source = PlanVersion["bonuses"][number]["source"];

/**
 * Every number that a plan states outside its rate tables: none is finer than what it is counted in, or outside what it
 * can be. One that cannot be read would otherwise count as 0.
 */
export function checkNumbers(plan: PlanVersion): Problem[] {
  const problems: Problem[] = [];
  const negative = (text: string, path: string) => {
    if (text.startsWith("-")) problems.push(error("negative_amount", path, { value: text }));
  };
  const say: Say = {
    negative,
    money(text, path) {
      if (parseDecimal(text, plan.minorDigits) === null) {
        problems.push(error("currency_digits", path, { value: text, digits: String(plan.minorDigits) }));
      }
      negative(text, path);
    },
    /** What is counted in hundredths of a point. */
    points(text, path) {
      if (parseDecimal(text, 2) === null) {
        problems.push(error("decimal_invalid", path, { value: text, digits: "2" }));
      }
    },
    /** A part of a whole. */
    share(text, path) {
      const millionths = parseDecimal(text, 6) ?? 0n;
      if (millionths < 0n || millionths > MILLIONTHS) problems.push(error("rate_range", path, { value: text }));
    },
  };
  for (const [index, { peg }] of plan.volumes.entries()) negative(peg, `volumes.${index}.peg`);
  for (const [index, bonus] of plan.bonuses.entries()) ofBonus(bonus, `bonuses.${index}`, say);
  for (const [index, limit] of plan.limits.entries()) {
    if (limit.kind === "planShare") say.share(limit.share, `limits.${index}.share`);
    else for (const text of amountsIn(limit.amount)) say.money(text, `limits.${index}.amount`);
  }
  inConditions(plan, say);
  return problems;
}

interface Say {
  negative(text: string, path: string): void;
  money(text: string, path: string): void;
  points(text: string, path: string): void;
  share(text: string, path: string): void;
}

function ofBonus({ source, walk, rate, limit }: PlanVersion["bonuses"][number], path: string, say: Say): void {
  for (const text of moneyOf(source)) say.money(text, `${path}.source`);
  if (source.kind === "fund") {
    if ("share" in source.fund) say.share(source.fund.share, `${path}.source.fund.share`);
    for (const text of "byRank" in source.shares ? Object.values(source.shares.byRank) : []) {
      say.negative(text, `${path}.source.shares`);
    }
  }
  for (const [at, text] of pointsOf(source)) {
    say.points(text, `${path}.source.${at}`);
    say.negative(text, `${path}.source.${at}`);
  }
  if (walk.to === "differential" && walk.sameRank) say.share(walk.sameRank.share, `${path}.walk.sameRank.share`);
  const isWhole = source.kind === "milestone" && rate && "byRank" in rate;
  if (isWhole) for (const text of Object.values(rate.byRank)) say.money(text, `${path}.rate`);
  if (limit?.perSource) say.money(limit.perSource, `${path}.limit.perSource`);
  for (const text of limit?.perEarner ? amountsIn(limit.perEarner) : []) say.money(text, `${path}.limit.perEarner`);
}

function amountsIn(amounts: Amounts): string[] {
  return "flat" in amounts ? [amounts.flat] : Object.values(amounts.byRank);
}

/** Amounts of money that a source states. */
function moneyOf(source: Source): string[] {
  if (source.kind === "party") return [source.perBooking];
  if (source.kind === "tiers") return source.tiers.map(({ amount }) => amount);
  if (source.kind === "legs") {
    return "pairs" in source.match && source.match.pairs.first ? [source.match.pairs.first.amount] : [];
  }
  if (source.kind !== "fund") return [];
  const own = "fixed" in source.fund ? [source.fund.fixed] : [];
  return source.maxPerMember === undefined ? own : [...own, source.maxPerMember];
}

/** Points that a source states, by where it does. */
function pointsOf(source: Source): (readonly [at: string, text: string])[] {
  if (source.kind === "party") return [["minSales", source.minSales]];
  if (source.kind !== "legs") return [];
  const steps = "steps" in source.match ? source.match.steps.map((text) => ["match.steps", text] as const) : [];
  return source.carry.max === undefined ? steps : [...steps, ["carry.max", source.carry.max]];
}

function inConditions(plan: PlanVersion, say: Say): void {
  for (const { cond, path } of placesOf(plan)) {
    if ("metric" in cond) say.points(cond.atLeast, path);
    if ("cappedLegs" in cond) {
      say.points(cond.cappedLegs.required, path);
      say.negative(cond.cappedLegs.required, path);
      say.share(cond.cappedLegs.maxShare, path);
    }
  }
  for (const { of, path } of countsOf(plan)) if ("customers" in of) say.points(of.customers.atLeast, path);
}
