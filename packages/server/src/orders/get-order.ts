import {
  commissionLine,
  distributor,
  inboxEvent,
  mail,
  orderLine,
  orderRefund,
  payment,
  planVersion,
  salesOrder,
  volumeEntry,
} from "@upline/db";
import { DomainError, type OrderId } from "@upline/domain";
import { and, asc, eq, inArray, or, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { personRefs } from "../genealogy/person-refs.ts";
import { getParty } from "../parties/get-party.ts";
import { bonusLabels } from "../plans/bonus-labels.ts";
import { orderView } from "./orders.queries.ts";

/**
 * One order with everything it caused: events, lines of every ancestor, volume, e-mails.
 *
 * @throws DomainError `order_not_found`
 */
export async function getOrder(deps: Deps, orderId: OrderId) {
  const [found] = await deps.db
    .select({ order: salesOrder, seller: { id: distributor.id, number: distributor.number, name: distributor.name } })
    .from(salesOrder)
    .innerJoin(distributor, eq(distributor.id, salesOrder.creditedTo))
    .where(or(eq(salesOrder.id, orderId), eq(salesOrder.number, orderId)));
  if (!found) throw new DomainError("order_not_found", "There is no order with this number.");
  const { order, seller } = found;
  const goods = await deps.db
    .select()
    .from(orderLine)
    .where(eq(orderLine.orderId, order.id))
    .orderBy(asc(orderLine.line));
  const refunds = await deps.db
    .select()
    .from(orderRefund)
    .where(eq(orderRefund.orderId, order.id))
    .orderBy(asc(orderRefund.effectiveAt));
  const payments = await deps.db.select().from(payment).where(eq(payment.orderId, order.id));
  const [version] = order.planVersionId
    ? await deps.db
        .select({ version: planVersion.version, label: planVersion.label })
        .from(planVersion)
        .where(eq(planVersion.id, order.planVersionId))
    : [];
  return {
    ...orderView(order),
    packageLevel: order.packageLevel,
    seller,
    buyer: { id: order.buyerId, kind: order.buyerKind, name: order.buyerName, email: order.buyerEmail },
    lines: goods,
    refunds,
    payments,
    party: await partyOf(deps, order),
    upline: await personRefs(deps, order.upline ?? []),
    plan: version ? { versionId: order.planVersionId, ...version } : null,
    chain: await chainOf(deps, order),
  };
}

/** The party at which it was sold, and why it does not count for the host if it does not. */
async function partyOf(deps: Deps, { id, partyId }: typeof salesOrder.$inferSelect) {
  if (partyId === null) return null;
  const { number, orders } = await getParty(deps, partyId);
  return { id: partyId, number, whyNot: orders.find((one) => one.id === id)?.whyNot ?? null };
}

async function chainOf(deps: Deps, order: typeof salesOrder.$inferSelect) {
  const events = await eventsOf(deps, order);
  const rows = await deps.db
    .select()
    .from(commissionLine)
    .where(eq(commissionLine.orderId, order.id))
    .orderBy(asc(commissionLine.effectiveAt), asc(commissionLine.bonusId), asc(commissionLine.level));
  const labels = await bonusLabels(deps);
  const earners = new Map(
    (
      await personRefs(
        deps,
        rows.map(({ earnerId }) => earnerId),
      )
    ).map((ref) => [ref.id, ref]),
  );
  const causes = [order.causeId, ...events.map(({ id }) => id)];
  const mails = await deps.db
    .select({ id: mail.id, kind: mail.kind, recipient: mail.recipient, status: mail.status })
    .from(mail)
    .where(inArray(mail.causeId, causes));
  const volume = await deps.db
    .select({ volume: volumeEntry.volume, amount: sql<string>`sum(${volumeEntry.amount})::text` })
    .from(volumeEntry)
    .where(eq(volumeEntry.orderId, order.id))
    .groupBy(volumeEntry.volume);
  const sumOf = (name: string) => BigInt(volume.find((row) => row.volume === name)?.amount ?? "0");
  return {
    events,
    lines: rows.map((row) => ({
      id: row.id,
      earner: earners.get(row.earnerId) ?? null,
      bonusId: row.bonusId,
      bonusLabel: labels.get(row.bonusId) ?? row.bonusId,
      level: row.level,
      rate: row.because.steps.find((step) => step.kind === "rate")?.rate ?? null,
      isReversal: row.originalLineKeyHash !== null,
      amount: { minor: row.amountMinor, currency: row.currency },
      pendingMinor: row.pendingMinor,
      availableAt: row.availableAt,
    })),
    linesTotal: { minor: rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0n), currency: order.currency },
    mails,
    volume: { pv: sumOf("pv"), cv: sumOf("cv") },
  };
}

/** The events about the order itself and about its payments. */
async function eventsOf(deps: Deps, order: typeof salesOrder.$inferSelect) {
  const payments = await deps.db
    .select({ provider: payment.provider, paymentRef: payment.paymentRef })
    .from(payment)
    .where(eq(payment.orderId, order.id));
  const about = payments.map(({ provider, paymentRef }) =>
    and(eq(inboxEvent.provider, provider), eq(inboxEvent.paymentRef, paymentRef)),
  );
  return deps.db
    .select({
      id: inboxEvent.id,
      type: inboxEvent.type,
      provider: inboxEvent.provider,
      eventRef: inboxEvent.eventRef,
      at: inboxEvent.receivedAt,
      status: inboxEvent.status,
    })
    .from(inboxEvent)
    .where(or(eq(inboxEvent.id, order.causeId as `ibx_${string}`), ...about))
    .orderBy(asc(inboxEvent.receivedWallAt));
}
