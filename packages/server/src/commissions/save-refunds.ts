import { orderRefund, type salesOrder } from "@upline/db";
import { type Instant, type OrderRefund, stillToCount } from "@upline/domain";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { volumesOf } from "../orders/volumes.ts";
import type { CountsIn } from "../periods/counts-in.ts";
import type { PaidOutcome } from "./save-outcome.ts";

type OrderRow = typeof salesOrder.$inferSelect;
type RefundRow = typeof orderRefund.$inferSelect;

/** A step back of the order with the period it counts in; negative amounts where one was counted that came to nothing. */
export interface CountedRefund extends Omit<OrderRefund, "orderId"> {
  readonly periodId: string;
  readonly isNew: boolean;
}

interface RefundsToSave {
  readonly order: OrderRow;
  readonly outcome: PaidOutcome;
  readonly toldAt: Instant;
  readonly frozen: ReadonlySet<string>;
  readonly placeOf: (at: Instant) => CountsIn;
}

/**
 * Keeps what went back of an order. What counts in a frozen period stays as it is; the rest is rewritten so that both
 * together are what the payment says. A step that is known keeps the period it counted in.
 *
 * @returns everything that counts, what stays first
 */
export async function saveRefunds(
  tx: Deps,
  { order, outcome, toldAt, frozen, placeOf }: RefundsToSave,
): Promise<readonly CountedRefund[]> {
  const rows =
    order.effectiveAt === null
      ? []
      : await tx.db
          .select()
          .from(orderRefund)
          .where(eq(orderRefund.orderId, order.id))
          .orderBy(orderRefund.effectiveAt, orderRefund.ref);
  const stays = ({ periodId, otherPeriods }: RefundRow) =>
    [periodId, ...(otherPeriods ?? [])].some((id) => frozen.has(id));
  const [counted, open] = [rows.filter(stays), new Map(rows.filter((row) => !stays(row)).map((row) => [row.ref, row]))];
  const wanted = stillToCount({
    order: { ...order, volumes: volumesOf(order), margin: order.marginMinor },
    wanted: outcome.refunds,
    counted: counted.map(refundOf),
    toldAt,
  });
  const refunds = wanted.map((step) => {
    const known = open.get(step.ref);
    open.delete(step.ref);
    const isNew = !known || !isSame(known, step);
    // What came back did so when that was first told.
    const effectiveAt = step.amountMinor < 0n && known && !isNew ? known.effectiveAt : step.effectiveAt;
    const { periodId, otherPeriods } = known ?? placeOf(effectiveAt);
    return { ...step, effectiveAt, periodId, otherPeriods, isNew, isMoved: known?.effectiveAt !== effectiveAt };
  });
  for (const { ref, cause, amountMinor, volumes, margin, effectiveAt, periodId, otherPeriods, ...is } of refunds) {
    if (!is.isNew && !is.isMoved) continue;
    const { pv = 0n, cv = 0n, sales = 0n } = volumes;
    const values = { cause, amountMinor, pv, cv, sales, marginMinor: margin, effectiveAt };
    await tx.db
      .insert(orderRefund)
      .values({ orderId: order.id, ref, periodId, otherPeriods, ...values })
      .onConflictDoUpdate({
        target: [orderRefund.orderId, orderRefund.ref],
        set: { ...values, seq: sql`nextval('fact_seq')` },
      });
  }
  if (open.size > 0) {
    const isGone = and(eq(orderRefund.orderId, order.id), inArray(orderRefund.ref, [...open.keys()]));
    await tx.db.delete(orderRefund).where(isGone);
  }
  return [...counted.map((row) => ({ ...refundOf(row), periodId: row.periodId, isNew: false })), ...refunds];
}

function refundOf(row: RefundRow): OrderRefund {
  const { orderId, ref, cause, amountMinor, marginMinor: margin, effectiveAt } = row;
  return { ref, orderId, cause, amountMinor, volumes: volumesOf(row), margin, effectiveAt };
}

const isSame = (row: RefundRow, { amountMinor, volumes }: OrderRefund): boolean =>
  row.amountMinor === amountMinor && Object.entries(volumesOf(row)).every(([id, amount]) => volumes[id] === amount);
