import type { Cond, CountCond, PlanVersion } from "../plan/plan-version.ts";

type Bonus = PlanVersion["bonuses"][number];

/** Why the reference does not judge a bonus. */
export type BeyondWhy =
  | "ranks"
  | "kind"
  | "condition"
  | "other_period"
  | "whole_company"
  | "versions"
  | "limit"
  | "match";

export interface Reach {
  /** Closing bonuses of the period that the reference computes. */
  readonly judged: ReadonlySet<string>;
  readonly beyond: readonly { readonly bonusId: string; readonly why: BeyondWhy }[];
}

/**
 * What of a plan the reference knows. It is naive on purpose: nothing of other periods, of weeks, or of sales passed up;
 * shares of one fund and parts of what the plan may pay only where it sees everybody.
 *
 * @param isWhole  it is given the whole company
 */
export function reachOf(
  plan: PlanVersion,
  { cadence, versions, isWhole }: { cadence: string; versions: readonly PlanVersion[]; isWhole: boolean },
): Reach {
  const knows = knowledgeOf(plan);
  const closing = plan.bonuses.filter(({ when }) => "close" in when && when.close === cadence);
  const base = cadence === plan.basePeriod && knows.ranks();
  const beyond = new Map<string, BeyondWhy>();
  for (const bonus of closing) {
    const why = base ? whyNot(plan, bonus, { knows, versions, isWhole }) : "ranks";
    if (why !== null) beyond.set(bonus.id, why);
  }
  const judged = new Set(closing.map(({ id }) => id).filter((id) => !beyond.has(id)));
  for (let before = -1; before !== judged.size; ) {
    before = judged.size;
    for (const bonus of closing) {
      const why = judged.has(bonus.id) ? whyTogether(plan, bonus, { judged, isWhole }) : null;
      if (why === null) continue;
      judged.delete(bonus.id);
      beyond.set(bonus.id, why);
    }
  }
  return { judged, beyond: [...beyond].map(([bonusId, why]) => ({ bonusId, why })) };
}

/** What somebody gets of a bonus hangs on one that the reference does not compute. */
function whyTogether(
  plan: PlanVersion,
  { id, source }: Bonus,
  { judged, isWhole }: { judged: ReadonlySet<string>; isWhole: boolean },
): BeyondWhy | null {
  if (source.kind === "payouts" && source.bonuses.some((one) => !judged.has(one))) return "match";
  const limits = plan.limits.filter(({ bonuses }) => bonuses.includes(id));
  if (limits.some(({ bonuses }) => bonuses.some((one) => !judged.has(one)))) return "limit";
  return !isWhole && limits.some(({ kind }) => kind === "planShare") ? "whole_company" : null;
}

const KINDS: ReadonlySet<string> = new Set(["orders", "payouts", "legs", "fund", "milestone", "tiers"]);

function whyNot(
  plan: PlanVersion,
  bonus: Bonus,
  { knows, versions, isWhole }: { knows: Knowledge; versions: readonly PlanVersion[]; isWhole: boolean },
): BeyondWhy | null {
  const { source, walk, rate, gate, rankAt } = bonus;
  if (!KINDS.has(source.kind) || walk.to === "passUp") return "kind";
  if (source.kind === "legs" && (!knows.volume(source.volume) || "pairs" in source.match)) return "kind";
  if (walk.to !== "coded" && rate && "byPackage" in rate) return "kind";
  if (rankAt.at !== "this") return "other_period";
  if (!knows.cond(gate)) return "condition";
  if (source.kind === "tiers" && !source.tiers.every(({ when }) => knows.cond(when))) return "condition";
  const { metrics, isThis } = metricsRead(bonus);
  if (!isThis) return "other_period";
  if (!metrics.every(knows.metric)) return "condition";
  if (source.kind === "fund" && !isWhole) return "whole_company";
  if (plan.carryOver.length > 0 && (source.kind === "legs" || source.kind === "milestone")) return "versions";
  return source.kind === "orders" && !isSameEverywhere(plan, source.except ?? [], versions, bonus) ? "versions" : null;
}

function metricsRead({ source, walk, rate }: Bonus): { metrics: string[]; isThis: boolean } {
  const metrics: string[] = [];
  let isThis = true;
  if (rate && "byMetric" in rate) {
    metrics.push(rate.byMetric);
    isThis &&= rate.at === "this";
  }
  if (walk.to === "upline" && walk.unlock && "byMetric" in walk.unlock) {
    metrics.push(walk.unlock.byMetric);
    isThis &&= walk.unlock.at === "this";
  }
  if (source.kind === "fund" && "byMetric" in source.shares) metrics.push(source.shares.byMetric);
  return { metrics, isThis };
}

/** A window keeps the version of the join: the reference reads one version, so they have to say the same. */
function isSameEverywhere(
  plan: PlanVersion,
  except: readonly string[],
  versions: readonly PlanVersion[],
  bonus: Bonus,
): boolean {
  const textOf = (one: PlanVersion, id: string) =>
    JSON.stringify(one.bonuses.find((other) => other.id === id)?.source ?? null);
  const asked = [bonus.id, ...except];
  return versions.every((other) => asked.every((id) => textOf(other, id) === textOf(plan, id)));
}

interface Knowledge {
  ranks(): boolean;
  cond(cond: Cond): boolean;
  metric(id: string): boolean;
  volume(id: string): boolean;
}

function knowledgeOf(plan: PlanVersion): Knowledge {
  const volume = (id: string) => plan.volumes.find((one) => one.id === id)?.kind === "points";
  const metric = (id: string): boolean => {
    const found = plan.metrics.find((one) => one.id === id);
    if (!found || found.kind === "growth") return false;
    if (found.kind === "count") return count(found.of);
    const isOneBack = found.kind !== "own" || (found.periods ?? 1) === 1;
    return found.period === plan.basePeriod && isOneBack && volume(found.volume);
  };
  const count = (of: CountCond): boolean =>
    "customers" in of ? volume(of.customers.volume) : cond("members" in of ? of.members.where : of.legs.where);
  const cond = (one: Cond): boolean => {
    if ("all" in one) return one.all.every(cond);
    if ("any" in one) return one.any.every(cond);
    if ("not" in one) return cond(one.not);
    if ("at" in one && one.at === "lastClosed") return false;
    if ("ref" in one) {
      const named = plan.conditions.find(({ id }) => id === one.ref);
      return named !== undefined && cond(named.when);
    }
    if ("metric" in one) return metric(one.metric);
    if ("count" in one) return count(one.count);
    if ("cappedLegs" in one) return volume(one.cappedLegs.volume) && one.cappedLegs.period === plan.basePeriod;
    return !("heldFor" in one || "joinedWithinDays" in one);
  };
  const ranks = () =>
    plan.rankPolicy.title === "lifetime" &&
    plan.trees.filter(({ kind }) => kind !== "sponsor").length <= 1 &&
    cond({ ref: plan.active }) &&
    plan.ranks.every(({ when }) => cond(when));
  return { ranks, cond, metric, volume };
}
