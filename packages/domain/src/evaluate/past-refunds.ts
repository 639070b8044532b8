import { invariant } from "../errors/domain-error.ts";
import type { PlanVersion } from "../plan/plan-version.ts";
import type { OrderFact, RefundFact } from "./facts.ts";
import { refundPlan } from "./order-lines.ts";
import type { Line } from "./outcome.ts";
import { type BaseRefund, refundLines } from "./refund-lines.ts";
import { cutRefunds, pastRefunded } from "./sales.ts";
import type { World } from "./world.ts";

/**
 * The lines that take back posted lines of earlier periods because an order in them is refunded here. They debit who
 * earned, from the original line; nothing of the earlier period is computed again.
 */
export function pastRefundLines(plan: PlanVersion, world: World): Line[] {
  const here = new Set(pastRefunded(world).flatMap(({ refunds }) => refunds.map(({ refund }) => refund)));
  if (here.size === 0) return [];
  const versions = [plan, ...world.given.versions];

  return world.given.originals.flatMap((original) => {
    if (original.sourceKey.startsWith("ref:")) return [];
    const version = versions.find((candidate) => candidate.version === original.planVersion);
    const refunds = original.orderIds.flatMap((id) => refundsOf(world, id, original.volume));
    return refundLines(refundPlan(version ?? plan), original, refunds, ({ id }) => here.has(id));
  });
}

/** All refunds of a past order so far, each cut to what was left of the order, as the base of a line sees them. */
function refundsOf(world: World, orderId: string, volume: string): BaseRefund[] {
  const order = world.pastOrders.get(orderId);
  if (!order) return [];
  const earlier = world.pastRefunds.get(orderId) ?? [];
  const here = world.refunds.get(orderId) ?? [];
  const cut = cutRefunds(order, [], [...earlier, ...here]);
  const counted = new Set(here.map(({ refund }) => refund));
  return cut.map((refund) => asBase(refund, order, volume, counted.has(refund.refund) ? world.given.period.id : ""));
}

function asBase(refund: RefundFact, order: OrderFact, volume: string, countsIn: string): BaseRefund {
  const base = volume === "margin" ? refund.margin : (refund.volumes[volume] ?? 0n);
  invariant(base >= 0n, "a refund takes back what was sold");
  return { id: refund.refund, at: refund.effectiveAt, countsIn, base, cause: refund.cause, orderId: order.order };
}
