import { CALCULATORS } from "../../evaluate/families/custom.ts";
import { parseDecimal } from "../../money/decimal.ts";
import type { Bonus, PlanVersion } from "../plan-version.ts";
import { error, type Problem } from "../problem.ts";

type Report = (code: Parameters<typeof error>[0], path: string, values?: Record<string, string>) => void;

/** What each kind of source and walk asks of its own fields, and what bonuses ask of each other. */
export function checkFamilies(plan: PlanVersion): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (code, path, values) => problems.push(error(code, path, values));
  trees(plan, report);
  for (const [index, bonus] of plan.bonuses.entries()) {
    const path = `bonuses.${index}`;
    legs(plan, bonus, path, report);
    matches(plan, bonus, path, report);
    shares(bonus, path, report);
    tables(bonus, path, report);
    const { source, settle } = bonus;
    if (settle.as === "credit" && source.kind !== "party") report("credit_only_party", `${path}.settle.as`);
    if (source.kind === "custom" && !Object.hasOwn(CALCULATORS, source.calculator)) {
      report("custom_unknown", `${path}.source.calculator`, { name: source.calculator });
    }
  }
  for (const [index, { bonuses, period }] of plan.limits.entries()) {
    for (const id of bonuses) {
      const when = plan.bonuses.find((bonus) => bonus.id === id)?.when;
      // What is paid at once belongs to the base period.
      const own = when && ("close" in when ? when.close : plan.basePeriod);
      const isOther = own !== undefined && own !== period;
      if (isOther) report("limit_scope", `limits.${index}.bonuses`, { bonus: id, period });
    }
  }
  return problems;
}

function trees(plan: PlanVersion, report: Report): void {
  for (const [index, { kind, width }] of plan.trees.entries()) {
    const path = `trees.${index}`;
    if (kind === "matrix" && width === undefined) report("tree_kind", `${path}.width`, { kind });
    if (kind === "binary" && width !== undefined && width !== 2) report("tree_kind", `${path}.width`, { kind });
  }
  for (const [index, { kind, headsTree }] of plan.volumes.entries()) {
    const isPlaced = plan.trees.some((tree) => tree.id === headsTree);
    if (kind === "heads" && !isPlaced)
      report("id_unknown", `volumes.${index}.headsTree`, { kind: "tree", id: headsTree ?? "" });
  }
}

function legs(plan: PlanVersion, { source, limit }: Bonus, path: string, report: Report): void {
  if (source.kind !== "legs") return;
  const tree = plan.trees.find(({ id }) => id === source.tree);
  if (tree && tree.kind !== "binary") report("tree_kind", `${path}.source.tree`, { kind: tree.kind });
  const { match, carry } = source;
  const value = (text: string) => parseDecimal(text, 2);
  if ("steps" in match) {
    if (match.steps.length === 0) report("table_empty", `${path}.source.match.steps`);
    if (!isAscending(match.steps)) report("steps_not_ascending", `${path}.source.match.steps`);
    if (limit?.perEarner && carry.capConsumes === "paid")
      report("steps_cap_consumes", `${path}.source.carry.capConsumes`);
  }
  if ("cycle" in match) {
    const [weak, strong] = [value(match.cycle.weak), value(match.cycle.strong)];
    if (weak === null || strong === null || weak <= 0n || weak > strong)
      report("cycle_invalid", `${path}.source.match.cycle`);
  }
  const kind = plan.volumes.find(({ id }) => id === source.volume)?.kind;
  if ("pairs" in match && kind === "points") report("bonus_shape", `${path}.source.volume`, { source: "pairs" });
}

function matches(plan: PlanVersion, { id, source, when }: Bonus, path: string, report: Report): void {
  if (source.kind !== "payouts") return;
  if (source.bonuses.includes(id)) report("bonus_self_match", `${path}.source.bonuses`, { bonus: id });
  else if (matchedFrom(plan, id).has(id)) report("bonus_cycle", `${path}.source.bonuses`, { bonus: id });
  for (const other of plan.bonuses) {
    if (!source.bonuses.includes(other.id) || other.id === id) continue;
    const isSame = "live" in other.when || ("close" in when && other.when.close === when.close);
    const isTooEarly = "live" in when && !("live" in other.when);
    if (!isSame || isTooEarly) report("payout_cadence", `${path}.source.bonuses`, { bonus: other.id });
  }
}

/** Every bonus that a match reaches, step by step. */
function matchedFrom(plan: PlanVersion, id: string): Set<string> {
  const reached = new Set<string>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const source = plan.bonuses.find((bonus) => bonus.id === next)?.source;
    for (const other of source?.kind === "payouts" ? source.bonuses : []) {
      if (reached.has(other)) continue;
      reached.add(other);
      open.push(other);
    }
  }
  return reached;
}

function shares({ source }: Bonus, path: string, report: Report): void {
  if (source.kind !== "fund") return;
  const own = source.shares;
  if ("byRank" in own && Object.keys(own.byRank).length === 0) report("shares_empty", `${path}.source.shares`);
  if ("byMetric" in own && (parseDecimal(own.perUnit, 6) ?? 0n) <= 0n)
    report("shares_empty", `${path}.source.shares.perUnit`);
}

function tables({ rate, walk, source }: Bonus, path: string, report: Report): void {
  if (rate && "byMetric" in rate && !isAscending(rate.rows.map(([least]) => least))) {
    report("table_not_ascending", `${path}.rate.rows`);
  }
  const unlock = walk.to === "upline" ? walk.unlock : undefined;
  if (unlock && "byMetric" in unlock && !isAscending(unlock.rows.map(([least]) => least))) {
    report("table_not_ascending", `${path}.walk.unlock.rows`);
  }
  const isByPackage = rate !== undefined && "byPackage" in rate;
  if (isByPackage !== (walk.to === "coded")) report("bonus_shape", `${path}.rate`, { walk: walk.to });
  const isDifferential = walk.to === "differential";
  const fits =
    rate !== undefined && ("byRank" in rate || "byMetric" in rate || "flat" in rate) && rate.unit === "share";
  if (isDifferential && !fits) report("bonus_shape", `${path}.rate`, { walk: walk.to });
  if (source.kind === "payouts" && rate?.unit === "amount")
    report("bonus_shape", `${path}.rate.unit`, { unit: "amount" });
}

function isAscending(texts: readonly string[]): boolean {
  const values = texts.map((text) => parseDecimal(text, 6) ?? 0n);
  return values.every((value, index) => index === 0 || value > (values[index - 1] ?? 0n));
}
