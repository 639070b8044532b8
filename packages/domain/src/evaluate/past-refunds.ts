import { invariant } from "../errors/domain-error.ts";
import { add } from "../money/exact.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import type { OrderFact, RefundFact } from "./facts.ts";
import { originalOf } from "./line-key.ts";
import { refundPlan } from "./live-lines.ts";
import type { Line } from "./outcome.ts";
import { type BaseRefund, refundLines } from "./refund-lines.ts";
import { cutRefunds, pastRefunded } from "./sales.ts";
import type { World } from "./world.ts";

/**
 * The lines that take back posted lines of earlier periods because an order in them is refunded here. They debit who
 * earned, from the original line; nothing of the earlier period is computed again. What is not a sum over orders (legs,
 * pools, tiers, a stairstep by volume) is corrected through the negative volume alone. A match over a line that is taken
 * back is taken back in proportion.
 */
export function pastRefundLines(plan: PlanVersion, world: World): Line[] {
  const here = new Set(pastRefunded(world).flatMap(({ refunds }) => refunds.map(({ refund }) => refund)));
  if (here.size === 0) return [];
  const versions = [plan, ...world.given.versions];
  const back = world.given.originals.flatMap((original): Original[] => {
    if (original.sourceKey.startsWith("ref:")) return [];
    const version = versions.find((candidate) => candidate.version === original.planVersion) ?? plan;
    const bonus = version.bonuses.find(({ id }) => id === original.bonusId);
    const isLive = bonus !== undefined && "live" in bonus.when;
    return [{ original, version, source: bonus ? sourceOf(bonus) : "orders", isLive }];
  });
  const direct = back.filter(({ source }) => source === "orders");
  const lines = averaged(direct).flatMap(({ original, version }) => {
    const refunds = original.orderIds.flatMap((id) => refundsOf(world, id, original));
    return refundLines(refundPlan(version), original, refunds, () => true);
  });
  // What was taken back before is known here only to tell how much of a match went back with it.
  return [...lines, ...matchRefunds(world, back, lines)].filter(({ sourceKey }) =>
    here.has(sourceKey.slice("ref:".length)),
  );
}

const EARLIER = "earlier";

interface Original {
  readonly original: Line;
  readonly version: PlanVersion;
  readonly source: "orders" | "payouts" | "whole";
  readonly isLive: boolean;
}

function sourceOf({ source, walk, rate }: PlanVersion["bonuses"][number]): Original["source"] {
  if (source.kind === "payouts") return "payouts";
  if (source.kind === "party") return "orders";
  if (source.kind !== "orders" && source.kind !== "margin") return "whole";
  const isStairstep = walk.to === "differential" && rate !== undefined && "byMetric" in rate && rate.at === "this";
  return isStairstep ? "whole" : "orders";
}

/**
 * Under `averageRate` an earner's lines of one closing bonus and period are taken back as one, at their common rate. A
 * live line goes back by itself under every policy.
 */
function averaged(originals: readonly Original[]): Original[] {
  const groups = new Map<string, Original>();
  const kept: Original[] = [];
  for (const one of originals) {
    const { original, version, isLive } = one;
    if (isLive || version.policies.refund !== "averageRate") {
      kept.push(one);
      continue;
    }
    const key = `${original.bonusId}|${original.earnerId}|${original.periodId}`;
    const first = groups.get(key)?.original;
    groups.set(key, { ...one, original: first ? together(first, original) : original });
  }
  return [...kept, ...groups.values()];
}

function together(a: Line, b: Line): Line {
  const orderIds = [...new Set([...a.orderIds, ...b.orderIds])];
  return { ...a, minor: a.minor + b.minor, base: a.base + b.base, exact: add(a.exact, b.exact), orderIds };
}

/** Matches over lines that are taken back, those over matches after them. */
function matchRefunds(world: World, back: readonly Original[], lines: readonly Line[]): Line[] {
  const matches = back.filter(({ source }) => source === "payouts");
  const periods = new Map(back.map(({ original }) => [original.key, original.periodId]));
  const all = [...lines];
  const done = new Set<Original>();
  for (let found = true; found; ) {
    found = false;
    for (const match of matches) {
      const matched = all.filter((line) => {
        const period = periods.get(originalOf(line) ?? "");
        return period === match.original.periodId && isMatched(match.original.sourceKey, line);
      });
      if (done.has(match) || matched.length === 0) continue;
      done.add(match);
      found = true;
      all.push(...refundLines(refundPlan(match.version), match.original, takenBack(world, matched), () => true));
    }
  }
  return all.slice(lines.length);
}

/** Whether a match with that source is over the line that this one takes back. */
function isMatched(sourceKey: string, { bonusId, earnerId, level, orderIds }: Line): boolean {
  const [kind, ...parts] = sourceKey.split(":");
  if (kind === "pay") return parts[0] === bonusId && parts[1] === earnerId;
  const [order, bonus, earner, at] = parts;
  return orderIds.includes(order ?? "") && bonus === bonusId && earner === earnerId && Number(at) === level;
}

/** What refunds took of the lines together, each refund once. */
function takenBack(world: World, lines: readonly Line[]): BaseRefund[] {
  const refunds = new Map<string, BaseRefund>();
  for (const { sourceKey, orderIds, periodId, minor } of lines) {
    const [id, orderId] = [sourceKey.slice("ref:".length), orderIds[0] ?? ""];
    const known = [...(world.pastRefunds.get(orderId) ?? []), ...(world.refunds.get(orderId) ?? [])];
    const at = known.find(({ refund }) => refund === id)?.effectiveAt;
    invariant(at !== undefined, "a line is taken back by a refund of its order");
    const base = (refunds.get(id)?.base ?? 0n) - minor;
    refunds.set(id, { id, at, countsIn: periodId, base, cause: "refund", orderId });
  }
  return [...refunds.values()];
}

/**
 * All refunds of a past order so far, each cut to what was left of the order, as the base of a line sees them. A party may
 * close periods after an order of it: what was taken back until then was never in its base.
 */
function refundsOf(world: World, orderId: string, { volume, periodId }: Line): BaseRefund[] {
  const order = world.pastOrders.get(orderId);
  if (!order) return [];
  const earlier = world.pastRefunds.get(orderId) ?? [];
  const here = world.refunds.get(orderId) ?? [];
  const cut = cutRefunds(order, [], [...earlier, ...here]);
  const counted = new Set(here.map(({ refund }) => refund));
  const isInBase = ({ countsIn }: RefundFact) => countsIn === undefined || countsIn > periodId;
  return cut
    .filter(isInBase)
    .map((refund) => asBase(refund, order, volume, counted.has(refund.refund) ? world.given.period.id : EARLIER));
}

function asBase(refund: RefundFact, order: OrderFact, volume: string, countsIn: string): BaseRefund {
  const base = volume === "margin" ? refund.margin : (refund.volumes[volume] ?? 0n);
  return { id: refund.refund, at: refund.effectiveAt, countsIn, base, cause: refund.cause, orderId: order.order };
}
