import {
  commissionLine,
  company,
  payment,
  planVersion,
  product,
  salesOrder,
  selectRows,
  volumeEntry,
} from "@upline/db";
import {
  type DistributorId,
  type Instant,
  instant,
  meadowAndOak,
  money,
  type OrderId,
  type PaymentFact,
  type PlanVersion,
} from "@upline/domain";
import { asc, sql } from "drizzle-orm";
import { type Deps, inTransaction } from "../../deps.ts";
import type { InboxOutcome } from "../../inbox/neutral.ts";
import { placeOrder } from "../../orders/place-order.ts";
import { applyPayment, type NewFacts } from "../../payments/apply-payment-facts.ts";
import { enrolDistributor } from "../../people/enrol-distributor.ts";

/** A company with the demo's plan, two products, and nobody in it. */
export async function foundCompany(
  deps: Deps,
  { externalPayments = "park" as "park" | "createOrder", changed = (plan: PlanVersion): PlanVersion => plan } = {},
): Promise<void> {
  const createdAt = instant("2025-01-01T05:00:00Z");
  await deps.db.insert(company).values({
    name: "Meadow & Oak",
    timeZone: "America/New_York",
    currency: "USD",
    country: "US",
    externalPayments,
    externalVolumeRate: "0.8",
    createdAt,
  });
  for (const version of [1, 2, 3] as const) {
    const plan = changed(meadowAndOak(version));
    await deps.db.insert(planVersion).values({
      id: `plv_${version}`,
      planId: plan.planId,
      version,
      label: plan.label,
      status: "scheduled",
      effectiveFrom: plan.effectiveFrom,
      plan,
      contentHash: `version ${version}`,
      createdBy: "test",
      createdAt,
      updatedAt: createdAt,
      publishedBy: "test",
      publishedAt: createdAt,
    });
  }
  const sold = { currency: "USD", validFrom: createdAt, priceMinor: 6300n };
  await deps.db.insert(product).values([
    { ...sold, sku: "BOX", name: "Evening box", pv: 6300n, cv: 5670n },
    { ...sold, sku: "PACK", name: "Starter pack", priceMinor: 14_999n, pv: 14_000n, cv: 12_345n },
  ]);
}

/** Enrols somebody under a sponsor. @returns the id; ids count up, so they are in the order of joining */
export async function enrol(
  deps: Deps,
  name: string,
  sponsorRef: string | null,
  joinedAt: string,
): Promise<DistributorId> {
  const outcome = await inTransaction(deps, (tx) =>
    enrolDistributor(tx, {
      source: "test",
      externalId: name,
      name: `${name} Test`,
      email: `${name.toLowerCase()}@example.test`,
      sponsorRef,
      joinedAt: instant(joinedAt),
      causeId: `enrol:${name}`,
    }),
  );
  if (outcome.state !== "enrolled") throw new Error(`not enrolled: ${outcome.state}`);
  return outcome.distributorId;
}

export interface Sale {
  readonly ref: string;
  readonly seller: string;
  readonly sku?: "BOX" | "PACK";
  readonly quantity?: number;
  readonly at: string;
  /** The seller buys for himself. */
  readonly isOwn?: boolean;
  readonly customer?: string;
  /** Number of the party at which it is sold. */
  readonly party?: string;
  readonly packageLevel?: string;
}

const PRICES = { BOX: 6300n, PACK: 14_999n };

export async function place(deps: Deps, sale: Sale): Promise<OrderId> {
  const { ref, seller, sku = "BOX", quantity = 1, at, isOwn = false, customer = `buyer-${ref}` } = sale;
  const outcome = await inTransaction(deps, (tx) =>
    placeOrder(tx, {
      source: "test",
      externalId: ref,
      placedAt: instant(at),
      currency: "USD",
      totalMinor: PRICES[sku] * BigInt(quantity),
      buyer: isOwn
        ? { kind: "distributor", id: seller, name: seller }
        : { kind: "customer", id: customer, name: "Wild Mint", email: `${customer}@example.test` },
      sellerRef: seller,
      lines: [{ sku, quantity, unitPriceMinor: PRICES[sku] }],
      partyRef: sale.party,
      packageLevel: sale.packageLevel,
      causeId: `place:${ref}`,
    }),
  );
  if (outcome.state !== "placed") throw new Error(`not placed: ${JSON.stringify(outcome)}`);
  return outcome.orderId;
}

let events = 0;

/** Tells something about the payment of an order, as an inbox event of its own would. */
export function told(
  deps: Deps,
  orderRef: string,
  facts: readonly PaymentFact[],
  more: Partial<NewFacts> = {},
): Promise<InboxOutcome> {
  events += 1;
  const news: NewFacts = {
    provider: "test",
    mode: "test",
    paymentRef: `pay-${orderRef}`,
    facts,
    references: [orderRef],
    distributorRefs: [],
    causeId: `ibx_event${events}`,
    ...more,
  };
  return inTransaction(deps, (tx) => applyPayment(tx, news));
}

const at = (text: string): Instant => instant(text);

export const confirmed = (minor: bigint, when: string): PaymentFact => ({
  operation: "confirmed",
  operationRef: "",
  amount: money(minor, "USD"),
  occurredAt: at(when),
});
export const failed = (when: string): PaymentFact => ({
  operation: "failed",
  operationRef: "",
  reasonCode: "card_declined",
  occurredAt: at(when),
});
export const refunded = (ref: string, minor: bigint, when: string): PaymentFact => ({
  operation: "refunded",
  operationRef: ref,
  amount: money(minor, "USD"),
  occurredAt: at(when),
});

/** Everything that must not depend on the order in which events come: lines, balances, volumes, payment. */
export async function stateOf(deps: Deps) {
  const lines = await deps.db
    .select({ key: commissionLine.lineKey, minor: commissionLine.amountMinor, pending: commissionLine.pendingMinor })
    .from(commissionLine)
    .where(sql`${commissionLine.amountMinor} <> 0`)
    .orderBy(asc(commissionLine.lineKey));
  const balances = await selectRows(
    deps.db,
    sql`select a.code, a.owner_id, b.balance::text as balance from ledger.accounts a join ledger.balances b on b.account_id = a.id
      where b.balance <> 0 order by 1, 2`,
  );
  const volumes = await deps.db
    .select({
      id: volumeEntry.distributorId,
      volume: volumeEntry.volume,
      sum: sql<string>`sum(${volumeEntry.amount})::text`,
    })
    .from(volumeEntry)
    .groupBy(volumeEntry.distributorId, volumeEntry.volume)
    .orderBy(asc(volumeEntry.distributorId), asc(volumeEntry.volume));
  const orders = await deps.db
    .select({ status: salesOrder.status, refunded: salesOrder.refundedMinor, periodId: salesOrder.periodId })
    .from(salesOrder)
    .orderBy(asc(salesOrder.number));
  const payments = await deps.db
    .select({ status: payment.status, net: payment.netMinor, effects: payment.confirmEffects })
    .from(payment)
    .orderBy(asc(payment.paymentRef));
  return { lines, balances, volumes, orders, payments };
}
