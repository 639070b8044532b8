import type { orderRefund, salesOrder } from "@upline/db";
import type { Instant, OrderFacts, PlanVersion } from "@upline/domain";
import { refundKey } from "./line-ref.ts";
import type { OrderLineage } from "./load-order-facts.ts";

/** A paid order with the period it counts in. */
type PaidOrder = Pick<
  typeof salesOrder.$inferSelect,
  "id" | "buyerId" | "buyerKind" | "creditedTo" | "packageLevel"
> & {
  readonly effectiveAt: Instant;
  readonly volumes: OrderFacts["order"]["volumes"];
  readonly margin: bigint;
  readonly periodId: string;
};

/** A step back with the period it counts in. */
type Refund = Pick<typeof orderRefund.$inferSelect, "ref" | "cause" | "effectiveAt" | "periodId"> & {
  readonly volumes: OrderFacts["order"]["volumes"];
  readonly margin: bigint;
};

/** What live bonuses read of a paid order. */
export function orderFactsOf(
  order: PaidOrder,
  { people, isFirst, around }: OrderLineage,
  versions: readonly PlanVersion[],
  refunds: readonly Refund[],
): OrderFacts {
  const { id, buyerId, buyerKind, creditedTo, effectiveAt, volumes, margin, periodId, packageLevel } = order;
  return {
    order: {
      ...{ id, buyer: buyerId, buyerKind, creditedTo, effectiveAt, volumes, margin, isFirst, packageLevel },
      nth: around.nth,
    },
    countsIn: periodId,
    line: people.map(({ frozen }) => frozen),
    others: around.people.map(({ frozen }) => frozen),
    parents: around.parents,
    recruits: around.recruits,
    refunds: refunds.map((refund) => ({ ...refund, id: refundKey(id, refund.ref), countsIn: refund.periodId })),
    versions,
  };
}
