import type { Amounts } from "../bonus-schema.ts";
import type { Cond, PlanVersion } from "../plan-version.ts";
import { error, type Problem } from "../problem.ts";
import { countsOf, placesOf } from "../visit.ts";

type Names = Readonly<
  Record<"tree" | "period" | "volume" | "metric" | "condition" | "rank" | "bonus", ReadonlySet<string>>
>;

/** Names given twice, and names of nothing. */
export function checkReferences(plan: PlanVersion): Problem[] {
  const names: Names = {
    tree: idsOf(plan.trees),
    period: idsOf(plan.periods),
    volume: idsOf(plan.volumes),
    metric: idsOf(plan.metrics),
    condition: idsOf(plan.conditions),
    rank: idsOf(plan.ranks),
    bonus: idsOf(plan.bonuses),
  };
  return [...duplicates(plan), ...unknown(plan, names), ...cycles(plan)];
}

function idsOf(list: readonly { readonly id: string }[]): ReadonlySet<string> {
  return new Set(list.map(({ id }) => id));
}

function duplicates(plan: PlanVersion): Problem[] {
  const lists = ["trees", "periods", "volumes", "metrics", "conditions", "ranks", "bonuses", "limits"] as const;
  return lists.flatMap((list) => {
    const items: readonly { readonly id: string }[] = plan[list];
    const isRepeated = ({ id }: { id: string }, at: number) => items.findIndex((other) => other.id === id) < at;
    return items.flatMap((item, at) => {
      return isRepeated(item, at) ? [error("id_duplicate", `${list}.${at}.id`, { id: item.id })] : [];
    });
  });
}

function unknown(plan: PlanVersion, names: Names): Problem[] {
  const problems: Problem[] = [];
  const must: Must = (kind, id, path) => {
    if (id !== undefined && !names[kind].has(id)) problems.push(error("id_unknown", path, { kind, id }));
  };
  if (!names.condition.has(plan.active)) problems.push(error("active_missing", "active", { id: plan.active }));
  for (const [index, metric] of plan.metrics.entries()) {
    const path = `metrics.${index}`;
    if ("volume" in metric) must("volume", metric.volume, `${path}.volume`);
    if ("period" in metric) must("period", metric.period, `${path}.period`);
    if ("tree" in metric) must("tree", metric.tree, `${path}.tree`);
    if ("stopAtRank" in metric) must("rank", metric.stopAtRank, `${path}.stopAtRank`);
    if (metric.kind === "growth") must("metric", metric.of, `${path}.of`);
  }
  for (const { cond, path } of placesOf(plan)) {
    if ("ref" in cond) must("condition", cond.ref, path);
    if ("metric" in cond) must("metric", cond.metric, path);
    if ("rank" in cond) must("rank", cond.rank, path);
    if ("heldFor" in cond) must("condition", cond.heldFor, path);
    if ("cappedLegs" in cond) {
      must("volume", cond.cappedLegs.volume, path);
      must("tree", cond.cappedLegs.tree, path);
      must("period", cond.cappedLegs.period, path);
    }
  }
  for (const [index, limit] of plan.limits.entries()) {
    if (limit.kind === "planShare") must("volume", limit.of, `limits.${index}.of`);
    if (limit.kind === "memberTotal") ranksOf(limit.amount, `limits.${index}.amount`, must);
  }
  for (const { of, path } of countsOf(plan)) {
    if ("legs" in of) must("tree", of.legs.tree, `${path}.legs.tree`);
    if ("members" in of) must("tree", of.members.tree, `${path}.members.tree`);
    if ("customers" in of) must("volume", of.customers.volume, `${path}.customers.volume`);
  }
  for (const [index, bonus] of plan.bonuses.entries()) bonusReferences(bonus, `bonuses.${index}`, must);
  for (const [index, { bonuses, period }] of plan.limits.entries()) {
    for (const id of bonuses) must("bonus", id, `limits.${index}.bonuses`);
    must("period", period, `limits.${index}.period`);
  }
  return problems;
}

type Must = (kind: keyof Names, id: string | undefined, path: string) => void;

function ranksOf(amounts: Amounts, path: string, must: Must): void {
  if ("byRank" in amounts) for (const id of Object.keys(amounts.byRank)) must("rank", id, path);
}

function bonusReferences(
  { when, source, walk, rate, limit }: PlanVersion["bonuses"][number],
  path: string,
  must: Must,
): void {
  if (limit?.perEarner) ranksOf(limit.perEarner, `${path}.limit.perEarner`, must);
  if ("close" in when) must("period", when.close, `${path}.when.close`);
  if ("volume" in source) must("volume", source.volume, `${path}.source.volume`);
  if ("tree" in source) must("tree", source.tree, `${path}.source.tree`);
  const others = source.kind === "orders" ? (source.except ?? []) : source.kind === "payouts" ? source.bonuses : [];
  for (const id of others) must("bonus", id, `${path}.source`);
  if ("tree" in walk) must("tree", walk.tree, `${path}.walk.tree`);
  const unlock = walk.to === "upline" ? walk.unlock : undefined;
  if (unlock && "byMetric" in unlock) must("metric", unlock.byMetric, `${path}.walk.unlock`);
  if (walk.to === "differential") must("rank", walk.stopAfterRank, `${path}.walk.stopAfterRank`);
  if (walk.to === "generations" && walk.boundary !== "sameOrHigher")
    must("rank", walk.boundary, `${path}.walk.boundary`);
  if (source.kind === "fund") fundReferences(source, `${path}.source`, must);
  if (rate && "byMetric" in rate) must("metric", rate.byMetric, `${path}.rate`);
  if (unlock && "byRank" in unlock)
    for (const id of Object.keys(unlock.byRank)) must("rank", id, `${path}.walk.unlock`);
  if (rate && "byRank" in rate) for (const id of Object.keys(rate.byRank)) must("rank", id, `${path}.rate`);
  if (rate && "byRankLevel" in rate) for (const id of Object.keys(rate.byRankLevel)) must("rank", id, `${path}.rate`);
}

function fundReferences(
  { fund, shares }: Extract<PlanVersion["bonuses"][number]["source"], { kind: "fund" }>,
  path: string,
  must: Must,
): void {
  if ("volume" in fund) must("volume", fund.volume, `${path}.fund`);
  if ("byMetric" in shares) must("metric", shares.byMetric, `${path}.shares`);
  if ("byRank" in shares) for (const id of Object.keys(shares.byRank)) must("rank", id, `${path}.shares`);
}

/** Definitions that need themselves: named conditions and counting metrics, about the same person. */
function cycles(plan: PlanVersion): Problem[] {
  const needs = new Map<string, string[]>();
  const add = (from: string, cond: Cond) => {
    const list = needs.get(from) ?? [];
    needs.set(from, list);
    const isNow = !("at" in cond) || cond.at !== "lastClosed";
    if ("ref" in cond && isNow) list.push(`condition ${cond.ref}`);
    if ("heldFor" in cond) list.push(`condition ${cond.heldFor}`);
    if ("metric" in cond && isNow) list.push(`metric ${cond.metric}`);
  };
  for (const { cond, owner } of placesOf(plan)) {
    if (owner.kind === "condition" || owner.kind === "metric") add(`${owner.kind} ${owner.id}`, cond);
  }
  for (const metric of plan.metrics) {
    if (metric.kind === "growth") needs.set(`metric ${metric.id}`, [`metric ${metric.of}`]);
  }
  const exceptions = plan.bonuses.map(({ id, source }) => {
    return [
      `bonus ${id}`,
      source.kind === "orders" ? (source.except ?? []).map((other) => `bonus ${other}`) : [],
    ] as const;
  });
  const graph = new Map<string, readonly string[]>([...needs, ...exceptions]);
  return [...graph.keys()]
    .filter((from) => reaches(graph, from))
    .map((from) => error("dependency_cycle", placeOf(plan, from), { of: from }));
}

/** Where a definition such as "condition loyal" stands. */
function placeOf({ conditions, metrics, bonuses }: PlanVersion, owner: string): string {
  const [kind = "", id] = owner.split(" ");
  const lists: Readonly<Record<string, readonly { readonly id: string }[]>> = {
    condition: conditions,
    metric: metrics,
    bonus: bonuses,
  };
  const index = (lists[kind] ?? []).findIndex((item) => item.id === id);
  return kind === "bonus" ? `bonuses.${index}.source` : `${kind}s.${index}`;
}

/** Whether something can be reached from itself. */
function reaches(graph: ReadonlyMap<string, readonly string[]>, from: string): boolean {
  const seen = new Set<string>();
  const open = [...(graph.get(from) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === from) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(graph.get(next) ?? []));
  }
  return false;
}
