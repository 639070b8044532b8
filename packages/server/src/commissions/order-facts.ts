import type { orderRefund, salesOrder } from "@upline/db";
import { invariant, type OrderFacts, type PlanVersion } from "@upline/domain";
import { volumesOf } from "../orders/volumes.ts";
import { refundKey } from "./line-ref.ts";
import type { OrderLineage } from "./load-order-facts.ts";

type OrderRow = typeof salesOrder.$inferSelect;

/** What live bonuses read of a paid order, from what is stored. @throws InvariantError for an order that is not paid */
export function orderFactsOf(
  order: OrderRow,
  lineage: OrderLineage,
  versions: readonly PlanVersion[],
  refunds: readonly (typeof orderRefund.$inferSelect)[],
): OrderFacts {
  const { id, buyerId, buyerKind, creditedTo, effectiveAt, marginMinor, periodId } = order;
  invariant(effectiveAt !== null && periodId !== null, "only a paid order has lines");
  return {
    order: {
      id,
      buyer: buyerId,
      buyerKind,
      creditedTo,
      effectiveAt,
      volumes: volumesOf(order),
      margin: marginMinor,
      isFirst: lineage.isFirst,
    },
    countsIn: periodId,
    line: lineage.people.map(({ frozen }) => frozen),
    refunds: refunds.map((row) => ({
      id: refundKey(id, row.ref),
      effectiveAt: row.effectiveAt,
      countsIn: row.periodId,
      volumes: volumesOf(row),
      margin: row.marginMinor,
      cause: row.cause,
    })),
    versions,
  };
}
