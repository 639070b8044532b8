import { greater } from "../../evaluate/whole.ts";
import { parseDecimal } from "../../money/decimal.ts";
import { MILLIONTHS } from "../../money/rate.ts";
import type { Bonus, Cond, PlanVersion, RateTable } from "../plan-version.ts";
import { type Problem, warning } from "../problem.ts";
import { placesOf } from "../visit.ts";
import { ratesIn } from "./bonuses.ts";
import { unreachableRanks } from "./reachable.ts";

/** What is allowed and still deserves a look before publishing. */
export function checkWarnings(plan: PlanVersion, others: readonly PlanVersion[]): Problem[] {
  return [
    ...payoutShare(plan),
    ...nesting(plan),
    ...unreachableRanks(plan),
    ...tables(plan),
    ...doublePay(plan),
    ...unused(plan),
    ...removedRanks(plan, others),
    ...recruiting(plan),
    ...dropped(plan, others),
    ...outsideCap(plan),
    ...shortHolds(plan),
  ];
}

const HIGH_SHARE = 600_000n;

/** The highest possible shares that one unit of volume can bring, by who bought it and whether a join window is open. */
function payoutShare(plan: PlanVersion): Problem[] {
  const units = (["own", "customers"] as const).flatMap((buyer) => [
    { buyer, inWindow: true },
    { buyer, inWindow: false },
  ]);
  const totals = units.map((unit) => {
    const takers = plan.bonuses.filter((bonus) => takes(plan, bonus, unit));
    return takers.reduce((sum, { rate }) => sum + (rate ? highestTotal(rate) : 0n), 0n);
  });
  const highest = totals.reduce(greater, 0n);
  if (highest <= HIGH_SHARE) return [];
  return [warning("payout_share_high", "bonuses", { percent: String((highest * 100n) / MILLIONTHS) })];
}

interface Unit {
  readonly buyer: "own" | "customers";
  readonly inWindow: boolean;
}

function takes(plan: PlanVersion, { id, source }: Bonus, unit: Unit): boolean {
  if (source.kind !== "orders" || (source.of !== "both" && source.of !== unit.buyer)) return false;
  if (source.withinDaysOfJoin && !unit.inWindow) return false;
  const others = plan.bonuses.filter((other) => other.id !== id && source.except?.includes(other.id));
  return !others.some((other) => takes(plan, other, unit));
}

function highestTotal(rate: RateTable): bigint {
  if (rate.unit !== "share") return 0n;
  const value = (text: string | undefined) => parseDecimal(text ?? "0", 6) ?? 0n;
  if ("byLevel" in rate) return rate.byLevel.reduce((sum, text) => sum + value(text), 0n);
  if (!("byRankLevel" in rate)) return ratesIn(rate).map(value).reduce(greater, 0n);
  const rows = Object.values(rate.byRankLevel);
  const depth = Math.max(0, ...rows.map((row) => row.length));
  const best = (level: number) => rows.map((row) => value(row[level])).reduce(greater, 0n);
  return Array.from({ length: depth }, (_, level) => best(level)).reduce((sum, share) => sum + share, 0n);
}

/** A rank should ask for at least what the one below asks of the same metrics. */
function nesting({ ranks }: PlanVersion): Problem[] {
  return ranks.flatMap(({ id, when }, index) => {
    const below = ranks[index - 1];
    if (!below || "always" in below.when) return [];
    const own = requirements(when);
    const isMissing = (need: Cond) => !own.some((have) => covers(have, need));
    const missing = requirements(below.when).filter(isMissing);
    return missing.length > 0
      ? [warning("ladder_not_nested", `ranks.${index}.when`, { rank: id, below: below.id })]
      : [];
  });
}

function requirements(cond: Cond): readonly Cond[] {
  return "all" in cond ? cond.all.flatMap(requirements) : [cond];
}

function covers(have: Cond, need: Cond): boolean {
  if ("metric" in have && "metric" in need && have.metric === need.metric && have.at === need.at) {
    return (parseDecimal(have.atLeast, 6) ?? 0n) >= (parseDecimal(need.atLeast, 6) ?? 0n);
  }
  // Legs with a higher rank, and more of them, are asked for step by step: the same tree is enough here.
  if ("count" in have && "count" in need && "legs" in have.count && "legs" in need.count) {
    return have.count.legs.tree === need.count.legs.tree && have.atLeast >= need.atLeast;
  }
  if ("count" in have && "count" in need) {
    return JSON.stringify(have.count) === JSON.stringify(need.count) && have.atLeast >= need.atLeast;
  }
  return JSON.stringify(have) === JSON.stringify(need);
}

function tables(plan: PlanVersion): Problem[] {
  return plan.bonuses.flatMap(({ rate, walk }, index) => {
    const problems: Problem[] = [];
    const rows = rate && ("byRank" in rate ? rate.byRank : "byRankLevel" in rate ? rate.byRankLevel : null);
    for (const { id } of rows ? plan.ranks : []) {
      if (rows && !Object.hasOwn(rows, id))
        problems.push(warning("table_rank_missing", `bonuses.${index}.rate`, { rank: id }));
    }
    const isCompressed = walk.to === "upline" && walk.compress !== "none";
    if (rate && isCompressed && "byLevel" in rate && isIncreasing(rate.byLevel)) {
      problems.push(warning("increasing_rates_compressed", `bonuses.${index}.rate`));
    }
    return problems;
  });
}

function isIncreasing(levels: readonly string[]): boolean {
  const values = levels.map((text) => parseDecimal(text, 6) ?? 0n);
  return values.some((value, index) => index > 0 && value > (values[index - 1] ?? 0n));
}

function doublePay(plan: PlanVersion): Problem[] {
  const problems: Problem[] = [];
  const windowed = plan.bonuses.filter(({ source }) => source.kind === "orders" && source.withinDaysOfJoin);
  for (const [index, bonus] of plan.bonuses.entries()) {
    if (bonus.source.kind !== "orders" || "live" in bonus.when || bonus.walk.to === "self") continue;
    const except = bonus.source.except ?? [];
    const twice = windowed.find(
      (other) => other.id !== bonus.id && !except.includes(other.id) && overlap(other, bonus),
    );
    if (twice) problems.push(warning("double_pay", `bonuses.${index}.source`, { bonus: bonus.id, other: twice.id }));
  }
  const takesCustomers = plan.bonuses.some(({ source }) => "of" in source && source.of !== "own");
  if (!takesCustomers) problems.push(warning("no_customer_income", "bonuses"));
  return problems;
}

function overlap(a: Bonus, b: Bonus): boolean {
  if (a.source.kind !== "orders" || b.source.kind !== "orders") return false;
  return a.source.of === "both" || b.source.of === "both" || a.source.of === b.source.of;
}

function unused(plan: PlanVersion): Problem[] {
  const places = placesOf(plan);
  const isRead = ({ rate, walk, source }: Bonus, id: string) => {
    const unlock = walk.to === "upline" ? walk.unlock : undefined;
    return (
      (rate && "byMetric" in rate && rate.byMetric === id) ||
      (unlock && "byMetric" in unlock && unlock.byMetric === id) ||
      (source.kind === "fund" && "byMetric" in source.shares && source.shares.byMetric === id)
    );
  };
  const isMetricUsed = (id: string) =>
    places.some(({ cond }) => "metric" in cond && cond.metric === id) ||
    plan.metrics.some((metric) => metric.kind === "growth" && metric.of === id) ||
    plan.bonuses.some((bonus) => isRead(bonus, id));
  const isConditionUsed = (id: string) => {
    return (
      id === plan.active ||
      places.some(({ cond }) => ("ref" in cond && cond.ref === id) || ("heldFor" in cond && cond.heldFor === id))
    );
  };
  const metrics = plan.metrics.flatMap(({ id }, index) => {
    return isMetricUsed(id) ? [] : [warning("unused_definition", `metrics.${index}`, { id })];
  });
  const conditions = plan.conditions.flatMap(({ id }, index) => {
    return isConditionUsed(id) ? [] : [warning("unused_definition", `conditions.${index}`, { id })];
  });
  return [...metrics, ...conditions];
}

/** Money for people, without a product in between. */
function recruiting(plan: PlanVersion): Problem[] {
  const heads = new Set(plan.volumes.filter(({ kind }) => kind === "heads").map(({ id }) => id));
  return plan.bonuses.flatMap(({ id, source }, index) => {
    const pays = "volume" in source && heads.has(source.volume);
    return pays ? [warning("pays_for_recruiting", `bonuses.${index}.source`, { bonus: id })] : [];
  });
}

/** What a bonus carried on ends with it, unless a new one takes it over. */
function dropped(plan: PlanVersion, others: readonly PlanVersion[]): Problem[] {
  const before = others.filter(({ version }) => version < plan.version).sort((a, b) => b.version - a.version)[0];
  const gone = before?.bonuses.filter(({ id }) => {
    return !plan.bonuses.some((bonus) => bonus.id === id) && !plan.carryOver.some(({ from }) => from === id);
  });
  return (gone ?? []).flatMap(({ id, source, when }) => {
    if (source.kind === "legs") return [warning("carry_dropped", "bonuses", { bonus: id })];
    // A window of a live bonus goes on under the version of the join, where the plan says so.
    const isWindow = source.kind === "orders" && source.withinDaysOfJoin !== undefined;
    const isCut = isWindow && ("close" in when || plan.policies.windowVersion === "order");
    return source.kind === "milestone" || isCut ? [warning("running_state_dropped", "bonuses", { bonus: id })] : [];
  });
}

/** Live lines are never scaled: they use up what a limit over several bonuses allows, and it does not hold them back. */
function outsideCap(plan: PlanVersion): Problem[] {
  return plan.limits.flatMap(({ bonuses }, index) => {
    const live = plan.bonuses.filter(({ id, when }) => bonuses.includes(id) && "live" in when);
    return live.map(({ id }) => warning("live_outside_cap", `limits.${index}.bonuses`, { bonus: id }));
  });
}

/** In how many days an order can usually be sent back. */
const REFUND_DAYS = 14;

/** Money of one sale that is free while the sale can still be taken back; what a close pays has waited for the close. */
function shortHolds({ bonuses }: PlanVersion): Problem[] {
  return bonuses.flatMap(({ when, settle }, index) => {
    if (!("live" in when) || settle.holdDays >= REFUND_DAYS) return [];
    const values = { days: String(settle.holdDays), least: String(REFUND_DAYS) };
    return [warning("hold_shorter_than_refund_window", `bonuses.${index}.settle.holdDays`, values)];
  });
}

function removedRanks(plan: PlanVersion, others: readonly PlanVersion[]): Problem[] {
  const before = others.filter(({ version }) => version < plan.version).sort((a, b) => b.version - a.version)[0];
  const isCarried = (id: string) =>
    plan.carryOver.some(({ from, to }) => from === id && plan.ranks.some((rank) => rank.id === to));
  const gone = before?.ranks.filter(({ id }) => !plan.ranks.some((rank) => rank.id === id) && !isCarried(id)) ?? [];
  return gone.map(({ id }) => warning("rank_removed", "ranks", { id }));
}
