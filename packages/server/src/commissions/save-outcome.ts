import { type InboxEffects, salesOrder, updateRows } from "@upline/db";
import { type DistributorId, type Instant, invariant, later, type orderOutcome } from "@upline/domain";
import { sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { type CountsIn, countsIn, countsInOthers, frozenPeriods, refundCountsIn } from "../periods/counts-in.ts";
import { type PlanInForce, publishedPlans } from "../plans/plan-in-force.ts";
import { refreshEstimateSoon } from "./estimate-soon.ts";
import { loadLineages, type OrderLineage } from "./load-order-facts.ts";
import type { Posted } from "./post-lines.ts";
import { postSales } from "./post-sales.ts";
import { type CountedRefund, saveRefunds } from "./save-refunds.ts";
import { saveVolumes } from "./save-volumes.ts";
import { tell } from "./tell.ts";

type OrderRow = typeof salesOrder.$inferSelect;
/** What a payment that counts means for its order. */
export type PaidOutcome = Extract<ReturnType<typeof orderOutcome>, { kind: "paid" }>;

/** An order under its lock, what its payment makes true, and the plan version of its effective instant. */
export interface OutcomeToSave {
  readonly order: OrderRow;
  readonly outcome: PaidOutcome;
  readonly plan: PlanInForce;
  readonly causeId: string;
  /** When that was said which is to be made true now. */
  readonly toldAt: Instant;
}

export interface SavedOutcome {
  /** False when everything was there already. */
  readonly isNew: boolean;
  /** The payment took effect for the first time. */
  readonly isConfirmation: boolean;
  readonly effects: InboxEffects;
}

/**
 * Makes true what payments mean for their orders: the snapshot on the order, volume, class A lines and their money,
 * news, mails, notices. Posts differences only, so a second run changes nothing; refunds are computed from the sponsor
 * line and plan version that the order was paid under.
 *
 * @param list  different orders of different buyers; one that was paid before is alone in its list, since what changes
 *              posted lines depends on balances
 * @returns     one answer per item, in the same order
 */
export async function saveOutcomes(tx: Deps, list: readonly OutcomeToSave[]): Promise<readonly SavedOutcome[]> {
  if (list.length === 0) return [];
  const frozen = await frozenPeriods(tx);
  const versions = await publishedPlans(tx);
  const lineages = await loadLineages(
    tx,
    list.map(({ order, outcome, plan }) => ({ order, at: outcome.order.effectiveAt, plan: plan.plan })),
  );
  const sales: Sale[] = [];
  for (const [index, item] of list.entries()) {
    const lineage = lineages[index];
    invariant(lineage, "every order has a line");
    const { order, outcome, plan } = item;
    const periodId = order.periodId ?? countsIn(plan.plan, outcome.order.effectiveAt, frozen).id;
    const isKnown = order.effectiveAt !== null;
    const now = { at: outcome.order.effectiveAt, versions, frozen };
    const otherPeriods = isKnown ? order.otherPeriods : countsInOthers(plan.plan, now);
    const place = { periodId, otherPeriods };
    const toldAt = later(item.toldAt, outcome.order.effectiveAt);
    const placeOf = (at: Instant) => refundCountsIn(plan.plan, place, { ...now, at });
    const refunds = await saveRefunds(tx, { order, outcome, toldAt, frozen, placeOf });
    const toldIn = countsIn(plan.plan, toldAt, frozen).id;
    sales.push({ ...item, ...place, lineage, refunds, toldAt, toldIn });
  }
  await saveOrders(tx, sales);
  const volumes = await saveVolumes(tx, sales);
  const posted = await postSales(tx, sales);
  const saved: SavedOutcome[] = [];
  for (const [index, sale] of sales.entries()) {
    saved.push(await told(tx, sale, { volumes: volumes[index] ?? 0, posted: posted[index] ?? NOTHING_POSTED }));
  }
  return saved;
}

const NOTHING_POSTED: Posted = { people: [], lineKeys: [], totalMinor: 0n };

async function told(
  tx: Deps,
  sale: Sale,
  { volumes, posted }: { volumes: number; posted: Posted },
): Promise<SavedOutcome> {
  const { order, outcome } = sale;
  const isConfirmation = order.effectiveAt === null;
  const isNew = isConfirmation || volumes > 0 || posted.people.length > 0 || order.status !== outcome.orderStatus;
  if (!isNew) return { isNew, isConfirmation, effects: {} };
  const ids = await tell(tx, { ...sale, isConfirmation, posted });
  refreshEstimateSoon(tx);
  return {
    isNew,
    isConfirmation,
    effects: {
      ledgerTxIds: posted.people.map(({ ledgerTxId }) => String(ledgerTxId)),
      lineKeys: posted.lineKeys,
      postedMinor: String(posted.totalMinor),
      ...ids,
    },
  };
}

/** An outcome with what it is computed from. */
export interface Sale extends OutcomeToSave, CountsIn {
  readonly lineage: OrderLineage;
  readonly refunds: readonly CountedRefund[];
  /** The base period that counts what is told now. */
  readonly toldIn: string;
}

async function saveOrders(tx: Deps, sales: readonly Sale[]): Promise<void> {
  const [paidNow, paidBefore] = [
    sales.filter(({ order }) => order.effectiveAt === null),
    sales.filter(({ order }) => order.effectiveAt !== null),
  ];
  const snapshots = paidNow.map((sale) => ({
    ...stateOf(sale),
    effectiveAt: sale.outcome.order.effectiveAt,
    periodId: sale.periodId,
    otherPeriods: sale.otherPeriods,
    planVersionId: sale.plan.id,
    upline: sale.lineage.people.slice(1).map(({ frozen }) => frozen.id as DistributorId),
  }));
  // A sale becomes a fact now: its number is later than any freeze so far.
  await updateRows(tx.db, salesOrder, snapshots, { by: ["id"], also: { seq: sql`nextval('fact_seq')` } });
  await updateRows(tx.db, salesOrder, paidBefore.map(stateOf), { by: ["id"] });
}

const stateOf = ({ order, outcome }: Sale) => ({
  id: order.id,
  status: outcome.orderStatus,
  refundedMinor: outcome.refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
  heldBecause: null,
});
