import { parseDecimal } from "../../money/decimal.ts";
import { MILLIONTHS } from "../../money/rate.ts";
import { readsRank } from "../../rank/reads-rank.ts";
import { isFrozen } from "../frozen-condition.ts";
import type { Bonus, PlanVersion, RateTable } from "../plan-version.ts";
import { error, type Problem } from "../problem.ts";
import { countsOf, placesOf } from "../visit.ts";
import { metricsOfLadder } from "./ladder-metrics.ts";
import { checkLadderReads } from "./ladder-reads.ts";

type Report = (code: Parameters<typeof error>[0], path: string, values?: Record<string, string>) => void;

/** Ranks, activity, and bonuses: what each may read, and whether its tables fit. */
export function checkMeaning(plan: PlanVersion): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (code, path, values) => problems.push(error(code, path, values));
  const active = plan.conditions.find(({ id }) => id === plan.active);
  if (active && readsRank(plan, active.when)) report("active_uses_rank", "active", { id: plan.active });

  for (const { cond, path, isWhere } of placesOf(plan)) {
    if ("personallySponsored" in cond && !isWhere) report("where_only", path);
  }
  problems.push(...checkLadderReads(plan));
  for (const { of, path } of countsOf(plan)) {
    const tree = "legs" in of ? of.legs.tree : "members" in of ? of.members.tree : plan.rankTree;
    const where = "legs" in of ? of.legs.where : "members" in of ? of.members.where : null;
    if (where && tree !== plan.rankTree && readsRank(plan, where)) report("rank_tree_mixed", path, { tree });
  }
  for (const [index, metric] of plan.metrics.entries()) {
    const stops = "stopAtRank" in metric && metric.stopAtRank !== undefined && metric.tree !== plan.rankTree;
    if (stops && metricsOfLadder(plan).has(metric.id))
      report("rank_tree_mixed", `metrics.${index}`, { tree: metric.tree });
  }
  for (const [index, bonus] of plan.bonuses.entries()) {
    shape(bonus, `bonuses.${index}`, report);
    timing(plan, bonus, `bonuses.${index}`, report);
    if (bonus.rate) table(plan, bonus, bonus.rate, { path: `bonuses.${index}.rate`, report });
  }
  for (const [index, limit] of plan.limits.entries()) {
    const isByRank = limit.kind === "memberTotal" && "byRank" in limit.amount;
    if (isByRank && limit.period !== plan.basePeriod) {
      report("rank_not_ready", `limits.${index}.amount`, { period: limit.period });
    }
  }
  for (const [index, { to }] of plan.carryOver.entries()) {
    const isKnown = [...plan.bonuses, ...plan.ranks, ...plan.metrics].some(({ id }) => id === to);
    if (!isKnown) report("carry_map_invalid", `carryOver.${index}`, { id: to });
  }
  return problems;
}

const LEGAL: Readonly<Record<string, readonly string[]>> = {
  orders: ["self", "upline", "differential", "generations", "coded", "passUp"],
  margin: ["self"],
  legs: ["self"],
  payouts: ["upline", "generations"],
  fund: ["self"],
  tiers: ["self"],
  milestone: ["self"],
  party: ["host"],
  custom: ["self"],
};

function shape({ source, walk, rate }: Bonus, path: string, report: Report): void {
  if (!LEGAL[source.kind]?.includes(walk.to)) {
    report("bonus_shape", path, { source: source.kind, walk: walk.to });
    return;
  }
  const needsNone = ["fund", "tiers", "custom"].includes(source.kind);
  if (needsNone && rate) report("bonus_shape", `${path}.rate`, { source: source.kind });
  if (source.kind === "orders" && !rate) report("bonus_shape", `${path}.rate`, { source: source.kind });
  if (source.kind === "margin" && rate && rate.unit !== "share")
    report("bonus_shape", `${path}.rate.unit`, { unit: rate.unit });
}

function timing(plan: PlanVersion, bonus: Bonus, path: string, report: Report): void {
  const { when, gate, rankAt, rate, limit, source } = bonus;
  if ("live" in when) {
    if (!isFrozen(plan, gate)) report("live_needs_frozen_facts", `${path}.gate`);
    if (readsRankAt(bonus) && rankAt.at === "this") report("live_needs_frozen_facts", `${path}.rankAt`);
    if (isNow(rate)) report("live_needs_frozen_facts", `${path}.rate`);
    if (isNow(unlockOf(bonus))) report("live_needs_frozen_facts", `${path}.walk.unlock`);
    if (limit?.perEarner) report("live_limit", `${path}.limit.perEarner`);
  } else if (when.close !== plan.basePeriod && rankAt.at === "this") {
    report("rank_not_ready", `${path}.rankAt`, { period: when.close });
  }
  if ("close" in when && when.close !== plan.basePeriod) {
    awards(plan, source, { path: `${path}.source`, period: when.close, report });
    // What belongs to the base period is not there yet when a shorter one closes.
    if (!isFrozen(plan, gate)) report("rank_not_ready", `${path}.gate`, { period: when.close });
    if (isNow(rate)) report("rank_not_ready", `${path}.rate`, { period: when.close });
    if (isNow(unlockOf(bonus))) report("rank_not_ready", `${path}.walk.unlock`, { period: when.close });
  }
}

/** What tiers, funds, and awards read of the base period, which is not there yet when a shorter one closes. */
function awards(
  plan: PlanVersion,
  source: Bonus["source"],
  { path, period, report }: { readonly path: string; readonly period: string; readonly report: Report },
): void {
  for (const [index, { when }] of source.kind === "tiers" ? source.tiers.entries() : []) {
    if (!isFrozen(plan, when)) report("rank_not_ready", `${path}.tiers.${index}.when`, { period });
  }
  if (source.kind === "fund" && "byMetric" in source.shares) report("rank_not_ready", `${path}.shares`, { period });
  if (source.kind === "milestone") report("rank_not_ready", path, { period });
}

/** Whether tables, levels, boundaries, or the end of the walk go by rank. */
function readsRankAt({ rate, walk }: Bonus): boolean {
  if (rate && ("byRank" in rate || "byRankLevel" in rate)) return true;
  if (walk.to === "upline") return walk.unlock !== undefined && "byRank" in walk.unlock;
  return walk.to === "generations" || (walk.to === "differential" && walk.stopAfterRank !== undefined);
}

function unlockOf({ walk }: Bonus) {
  return walk.to === "upline" ? walk.unlock : undefined;
}

/** Whether a table goes by a metric of the period that is still going on. */
function isNow(table: object | undefined): boolean {
  return table !== undefined && "at" in table && table.at === "this";
}

function table(
  plan: PlanVersion,
  { walk, source }: Bonus,
  rate: RateTable,
  { path, report }: { readonly path: string; readonly report: Report },
): void {
  for (const text of ratesIn(rate)) {
    const millionths = parseDecimal(text, 6) ?? 0n;
    if (rate.unit === "amount" && millionths < 0n) report("negative_amount", path, { value: text });
    const most = source.kind === "payouts" ? 2n * MILLIONTHS : MILLIONTHS;
    if (rate.unit === "share" && (millionths < 0n || millionths > most)) report("rate_range", path, { value: text });
  }
  const isEmpty = ratesIn(rate).length === 0;
  if (isEmpty) report("table_empty", path);
  if (walk.to !== "upline" || walk.levels === "infinity") return;
  if ("byLevel" in rate && rate.byLevel.length < walk.levels) {
    report("levels_mismatch", path, { rows: String(rate.byLevel.length), levels: String(walk.levels) });
  }
  if ("byRankLevel" in rate && walk.unlock && "byRank" in walk.unlock) {
    for (const { id } of plan.ranks) {
      const [rows, open] = [rate.byRankLevel[id]?.length ?? 0, Math.min(walk.unlock.byRank[id] ?? 0, walk.levels)];
      if (rows < open) report("levels_mismatch", path, { rank: id, rows: String(rows), levels: String(open) });
    }
  }
}

/** Every rate of a table, as text. */
export function ratesIn(rate: RateTable): string[] {
  if ("flat" in rate) return [rate.flat];
  if ("byLevel" in rate) return rate.byLevel;
  if ("byRank" in rate) return Object.values(rate.byRank);
  if ("byRankLevel" in rate) return Object.values(rate.byRankLevel).flat();
  return "byPackage" in rate ? Object.values(rate.byPackage) : rate.rows.map(([, each]) => each);
}
