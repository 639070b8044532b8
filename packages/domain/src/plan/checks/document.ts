import { byText } from "../../evaluate/world.ts";
import type { Instant } from "../../time/instant.ts";
import { addDays, isTimeZone, periodById, startOfDate } from "../../time/period.ts";
import type { PlanVersion } from "../plan-version.ts";
import { error, type Problem } from "../problem.ts";

/** Sizes, dates, zone: what can be said without following references. */
export function checkDocument(plan: PlanVersion): Problem[] {
  return [...tooLarge(plan), ...dates(plan), ...treesAndRanks(plan)];
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
    const notice = inForce(others, now)?.policies.minNoticeDays ?? 0;
    const earliest = addDays(now, notice, plan.timeZone);
    if (startOfDate(plan.effectiveFrom, plan.timeZone) < earliest) {
      problems.push(error("effective_too_early", "effectiveFrom", { earliest, days: String(notice) }));
    }
  }
  return problems;
}

/** The version in force, and until the first one is, the one that will be; of errata the newest. */
function inForce(versions: readonly PlanVersion[], now: Instant): PlanVersion | undefined {
  const newestFirst = [...versions].sort((a, b) => byText(b.effectiveFrom, a.effectiveFrom) || b.version - a.version);
  const has = ({ effectiveFrom, timeZone }: PlanVersion) => startOfDate(effectiveFrom, timeZone) <= now;
  const first = newestFirst.at(-1)?.effectiveFrom;
  return newestFirst.find(has) ?? newestFirst.find(({ effectiveFrom }) => effectiveFrom === first);
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
