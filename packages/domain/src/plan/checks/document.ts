import { parseDecimal } from "../../money/decimal.ts";
import type { Instant } from "../../time/instant.ts";
import { addDays, isTimeZone, periodById, startOfDate } from "../../time/period.ts";
import type { PlanVersion } from "../plan-version.ts";
import { error, type Problem } from "../problem.ts";
import { placesOf } from "../visit.ts";

/** Sizes, dates, zone, currency: what can be said without following references. */
export function checkDocument(plan: PlanVersion): Problem[] {
  return [...tooLarge(plan), ...digits(plan), ...dates(plan), ...treesAndRanks(plan)];
}

/** What only the other versions and the clock can tell. */
export function checkDate(plan: PlanVersion, others: readonly PlanVersion[], now: Instant | null): Problem[] {
  const problems: Problem[] = [];
  const sameDate = others.filter(({ version, effectiveFrom }) => {
    return version !== plan.version && effectiveFrom === plan.effectiveFrom && plan.erratumFor !== version;
  });
  for (const { version } of sameDate) {
    problems.push(error("version_clash", "effectiveFrom", { version: String(version), date: plan.effectiveFrom }));
  }
  if (plan.erratumFor !== undefined) {
    const mended = others.find(({ version }) => version === plan.erratumFor);
    if (!mended || mended.effectiveFrom !== plan.effectiveFrom) {
      problems.push(error("erratum_invalid", "erratumFor", { version: String(plan.erratumFor) }));
    }
  } else if (now !== null && others.length > 0) {
    const notice = Math.max(...others.map(({ policies }) => policies.minNoticeDays));
    const earliest = addDays(now, notice, plan.timeZone);
    if (startOfDate(plan.effectiveFrom, plan.timeZone) < earliest) {
      problems.push(error("effective_too_early", "effectiveFrom", { earliest, days: String(notice) }));
    }
  }
  return problems;
}

function tooLarge(plan: PlanVersion): Problem[] {
  const limits = { ranks: 50, bonuses: 40, metrics: 100, conditions: 200 } as const;
  const names = ["ranks", "bonuses", "metrics", "conditions"] as const;
  const lists = names.filter((name) => plan[name].length > limits[name]);
  const tables = plan.bonuses.flatMap(({ rate, walk }, index) => {
    const lengths = rate && "byLevel" in rate ? [rate.byLevel.length] : [];
    const rows = rate && "byRankLevel" in rate ? Object.values(rate.byRankLevel).map((row) => row.length) : lengths;
    const levels = walk.to === "upline" && walk.levels !== "infinity" ? walk.levels : 0;
    return Math.max(0, levels, ...rows) > 30 ? [error("too_large", `bonuses.${index}`, { most: "30" })] : [];
  });
  return [...lists.map((name) => error("too_large", name, { most: String(limits[name]) })), ...tables];
}

function digits(plan: PlanVersion): Problem[] {
  const problems: Problem[] = [];
  const money = (text: string, path: string) => {
    if (parseDecimal(text, plan.minorDigits) === null) {
      problems.push(error("currency_digits", path, { value: text, digits: String(plan.minorDigits) }));
    }
    if (text.startsWith("-")) problems.push(error("negative_amount", path, { value: text }));
  };
  for (const [index, { source, rate, limit }] of plan.bonuses.entries()) {
    for (const text of moneyOf(source)) money(text, `bonuses.${index}.source`);
    if (limit?.perEarner && "byRank" in limit.perEarner) {
      for (const text of Object.values(limit.perEarner.byRank)) money(text, `bonuses.${index}.limit.perEarner`);
    }
    const isWhole = source.kind === "milestone" && rate && "byRank" in rate;
    if (isWhole) for (const text of Object.values(rate.byRank)) money(text, `bonuses.${index}.rate`);

    if (limit?.perSource) money(limit.perSource, `bonuses.${index}.limit.perSource`);
    if (limit?.perEarner && "flat" in limit.perEarner) money(limit.perEarner.flat, `bonuses.${index}.limit.perEarner`);
  }
  for (const { cond, path } of placesOf(plan)) {
    const least =
      "metric" in cond
        ? cond.atLeast
        : "count" in cond && "customers" in cond.count
          ? cond.count.customers.atLeast
          : null;
    if (least !== null && parseDecimal(least, 2) === null) {
      problems.push(error("decimal_invalid", path, { value: least, digits: "2" }));
    }
  }
  return problems;
}

/** Amounts of money that a source states. */
function moneyOf(source: PlanVersion["bonuses"][number]["source"]): string[] {
  if (source.kind === "party") return [source.perBooking];
  if (source.kind === "tiers") return source.tiers.map(({ amount }) => amount);
  if (source.kind === "legs") {
    return "pairs" in source.match && source.match.pairs.first ? [source.match.pairs.first.amount] : [];
  }
  if (source.kind !== "fund") return [];
  const own = "fixed" in source.fund ? [source.fund.fixed] : [];
  return source.maxPerMember === undefined ? own : [...own, source.maxPerMember];
}

function dates(plan: PlanVersion): Problem[] {
  const base = plan.periods.find(({ id }) => id === plan.basePeriod);
  if (!isTimeZone(plan.timeZone)) return [error("timezone_unknown", "timeZone", { value: plan.timeZone })];
  if (!base) return [error("base_period_missing", "basePeriod", { id: plan.basePeriod })];
  try {
    periodById(base, `${base.id}:${plan.effectiveFrom}`, plan.timeZone);
    return [];
  } catch {
    return [error("effective_not_boundary", "effectiveFrom", { date: plan.effectiveFrom, every: base.every })];
  }
}

function treesAndRanks(plan: PlanVersion): Problem[] {
  const problems: Problem[] = [];
  const rankTree = plan.trees.find(({ id }) => id === plan.rankTree);
  if (!rankTree || !plan.trees.some(({ kind }) => kind === "sponsor")) {
    problems.push(error("tree_missing", "rankTree", { id: plan.rankTree }));
  }
  const [lowest] = plan.ranks;
  if (!lowest) problems.push(error("rank_ladder_empty", "ranks"));
  else if (!("always" in lowest.when)) problems.push(error("rank_first_not_always", "ranks.0.when", { id: lowest.id }));
  return problems;
}
