import type { DistributorId, OrderId, PartyId, PlanVersionId } from "@upline/domain";
import { sql } from "drizzle-orm";
import { check, index, integer, pgSequence, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { hundredths, instant, minorUnits } from "./columns.ts";
import { seq } from "./people.ts";

/** What people quote: O-10001, O-10002, … Gaps are possible. */
export const orderNumber = pgSequence("order_number", { startWith: 10001 });

export type OrderStatus = "placed" | "failed" | "held" | "paid" | "part_refunded" | "refunded" | "disputed" | "lost";

/** A sale. Volumes, seller, upline and plan version are fixed when it is paid and never read from elsewhere again. */
export const salesOrder = pgTable(
  "sales_order",
  {
    id: text().$type<OrderId>().primaryKey(),
    /** What people quote: O-48213. */
    number: text().notNull(),
    /** `external`: made from a payment that named a distributor and no order. */
    kind: text().$type<"shop" | "external">().notNull().default("shop"),
    buyerKind: text().$type<"customer" | "distributor">().notNull(),
    buyerId: text().notNull(),
    buyerName: text().notNull(),
    buyerEmail: text(),
    creditedTo: text().$type<DistributorId>().notNull(),
    placedAt: instant().notNull(),
    /** Confirmation of the payment; null until then. Decides the period. */
    effectiveAt: instant(),
    /** Base period it counts in; null until paid. */
    periodId: text(),
    /** Periods of the plan's other cadences that it counts in; null where the plan has none. */
    otherPeriods: text().array(),
    currency: text().notNull(),
    totalMinor: minorUnits().notNull(),
    refundedMinor: minorUnits().notNull().default(sql`0`),
    pv: hundredths().notNull(),
    cv: hundredths().notNull(),
    /** What the goods cost without shipping and tax, in points: 1.00 for each unit of the currency. */
    sales: hundredths().notNull().default(sql`0`),
    /** Price charged minus distributor price. */
    marginMinor: minorUnits().notNull().default(sql`0`),
    /** The number of the package that was sold, fixed when it is placed: the highest of its lines, or what the shop said. */
    packageLevel: text(),
    status: text().$type<OrderStatus>().notNull(),
    /** The party at which it was sold; it may have come too late to count for the host. */
    partyId: text().$type<PartyId>(),
    /** Why it is held, in a code. */
    heldBecause: text(),
    /** The sponsor line at the effective instant, nearest first; null until paid. */
    upline: text().array().$type<DistributorId[]>(),
    planVersionId: text().$type<PlanVersionId>(),
    seq: seq(),
    createdAt: instant().notNull(),
    causeId: text().notNull(),
  },
  (t) => [
    uniqueIndex("sales_order_number_is_unique").on(t.number),
    // Serves the order list (newest first) and sales this week.
    index("sales_order_by_placed").on(t.placedAt, t.id),
    // Serves the facts of a period.
    index("sales_order_in_period").on(t.periodId, t.seq),
    // Serves the facts of a week beside the month.
    index("sales_order_in_other_periods").using("gin", t.otherPeriods).where(sql`other_periods is not null`),
    // Serves the volume and orders of one distributor.
    index("sales_order_of_distributor").on(t.creditedTo, t.effectiveAt),
    // Serves what a party sold.
    index("sales_order_of_party").on(t.partyId).where(sql`party_id is not null`),
    // Serves "is this the buyer's first order".
    index("sales_order_of_buyer").on(t.buyerId, t.effectiveAt),
    check("sales_order_total_is_positive", sql`${t.totalMinor} >= 0`),
    check("sales_order_package_is_a_number", sql`${t.packageLevel} ~ '^[0-9]{1,12}([.][0-9]{1,6})?$'`),
    check(
      "sales_order_paid_has_instant",
      sql`${t.status} not in ('paid','part_refunded','refunded','disputed','lost') or ${t.effectiveAt} is not null`,
    ),
  ],
);

export const orderLine = pgTable(
  "order_line",
  {
    orderId: text().$type<OrderId>().notNull(),
    line: integer().notNull(),
    sku: text().notNull(),
    name: text().notNull(),
    quantity: integer().notNull(),
    unitPriceMinor: minorUnits().notNull(),
    /** Of the whole line, in hundredths. */
    pv: hundredths().notNull(),
    cv: hundredths().notNull(),
  },
  (t) => [primaryKey({ name: "order_line_pk", columns: [t.orderId, t.line] })],
);

/**
 * What of an order was taken back, by steps of the payment's fold. Rewritten from the payment's facts as long as its periods
 * are open; what counts in a frozen one stays, and a difference is a row of its own, negative where too much was taken.
 */
export const orderRefund = pgTable(
  "order_refund",
  {
    orderId: text().$type<OrderId>().notNull(),
    ref: text().notNull(),
    cause: text().$type<"refund" | "chargeback">().notNull(),
    amountMinor: minorUnits().notNull(),
    pv: hundredths().notNull(),
    cv: hundredths().notNull(),
    sales: hundredths().notNull().default(sql`0`),
    marginMinor: minorUnits().notNull(),
    effectiveAt: instant().notNull(),
    /** Base period it counts in. */
    periodId: text().notNull(),
    /** Periods of the plan's other cadences that it counts in. */
    otherPeriods: text().array(),
    seq: seq(),
  },
  (t) => [
    primaryKey({ name: "order_refund_pk", columns: [t.orderId, t.ref] }),
    // Serves the facts of a period.
    index("order_refund_in_period").on(t.periodId, t.seq),
    index("order_refund_in_other_periods").using("gin", t.otherPeriods).where(sql`other_periods is not null`),
  ],
);

/** Names other systems use for our order; provider `*` is a name that any provider may quote. */
export const orderRef = pgTable(
  "order_ref",
  {
    provider: text().notNull(),
    value: text().notNull(),
    orderId: text().$type<OrderId>().notNull(),
  },
  (t) => [
    primaryKey({ name: "order_ref_names_one_order", columns: [t.provider, t.value] }),
    index("order_ref_of_order").on(t.orderId),
  ],
);
