import { commissionLine, type InboxEffects, orderRefund, salesOrder, volumeEntry } from "@upline/db";
import {
  addDays,
  type DistributorId,
  type Instant,
  type Line,
  orderLines,
  type orderOutcome,
  originalOf,
  type Period,
} from "@upline/domain";
import { eq, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { countsIn, frozenPeriods } from "../periods/counts-in.ts";
import { type PlanInForce, publishedPlans } from "../plans/plan-in-force.ts";
import { refreshEstimateSoon } from "./estimate-soon.ts";
import { refundKey } from "./line-ref.ts";
import { loadLineage, type OrderLineage } from "./load-order-facts.ts";
import { type Posted, postLines, type TargetLine } from "./post-lines.ts";
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
}

export interface SavedOutcome {
  /** False when everything was there already. */
  readonly isNew: boolean;
  /** The payment took effect for the first time. */
  readonly isConfirmation: boolean;
  readonly effects: InboxEffects;
}

/** A step back of the order with the period it counts in. */
export interface CountedRefund {
  readonly ref: string;
  readonly cause: "refund" | "chargeback";
  readonly amountMinor: bigint;
  readonly volumes: Readonly<Record<string, bigint>>;
  readonly margin: bigint;
  readonly effectiveAt: Instant;
  readonly periodId: string;
  readonly isNew: boolean;
}

/**
 * Makes true what a payment means for its order: the snapshot on the order, volume, class A lines and their money,
 * news, mails, notices. Posts differences only, so a second run changes nothing; refunds are computed from the sponsor
 * line and plan version that the order was paid under.
 */
export async function saveOutcome(tx: Deps, { order, outcome, plan, causeId }: OutcomeToSave): Promise<SavedOutcome> {
  const frozen = await frozenPeriods(tx);
  const { effectiveAt } = outcome.order;
  const isConfirmation = order.effectiveAt === null;
  const periodId = order.periodId ?? countsIn(plan.plan, effectiveAt, frozen).id;
  const lineage = await loadLineage(tx, order, effectiveAt, plan.plan);
  const refunds = await saveRefunds(tx, order, outcome, (at) => countsIn(plan.plan, at, frozen));

  await saveOrder(tx, { order, outcome, plan, periodId, lineage });
  const volumes = await saveVolumes(tx, { order, periodId, effectiveAt, refunds, causeId });
  const posted = await post(tx, { order, outcome, plan, causeId, periodId, lineage, refunds });

  const isNew = isConfirmation || volumes > 0 || posted.people.length > 0 || order.status !== outcome.orderStatus;
  if (!isNew) return { isNew, isConfirmation, effects: {} };
  const told = await tell(tx, { order, outcome, plan, causeId, isConfirmation, refunds, posted, lineage });
  refreshEstimateSoon(tx);
  return {
    isNew,
    isConfirmation,
    effects: {
      ledgerTxIds: posted.people.map(({ ledgerTxId }) => String(ledgerTxId)),
      lineKeys: posted.lineKeys,
      postedMinor: String(posted.totalMinor),
      ...told,
    },
  };
}

interface Snapshot {
  readonly order: OrderRow;
  readonly outcome: PaidOutcome;
  readonly plan: PlanInForce;
  readonly periodId: string;
  readonly lineage: OrderLineage;
}

async function saveOrder(tx: Deps, { order, outcome, plan, periodId, lineage }: Snapshot): Promise<void> {
  const refundedMinor = outcome.refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const now = { status: outcome.orderStatus, refundedMinor, heldBecause: null };
  const atPayment = {
    effectiveAt: outcome.order.effectiveAt,
    periodId,
    planVersionId: plan.id,
    upline: lineage.people.slice(1).map(({ frozen }) => frozen.id as DistributorId),
    // The sale becomes a fact now: its number is later than any freeze so far.
    seq: sql`nextval('fact_seq')`,
  };
  const changes = order.effectiveAt === null ? { ...now, ...atPayment } : now;
  await tx.db.update(salesOrder).set(changes).where(eq(salesOrder.id, order.id));
}

/** Keeps the steps back as they are now; a step that is known keeps the period it counted in. */
async function saveRefunds(
  tx: Deps,
  order: OrderRow,
  outcome: PaidOutcome,
  periodOf: (at: Instant) => Period,
): Promise<CountedRefund[]> {
  const before =
    order.effectiveAt === null ? [] : await tx.db.select().from(orderRefund).where(eq(orderRefund.orderId, order.id));
  const known = new Map(before.map((row) => [row.ref, row]));
  const refunds = outcome.refunds.map((refund) => {
    const row = known.get(refund.ref);
    known.delete(refund.ref);
    const { ref, cause, amountMinor, volumes, margin, effectiveAt } = refund;
    const isNew = !row || row.amountMinor !== amountMinor || row.pv !== volumes.pv || row.cv !== volumes.cv;
    const periodId = row?.periodId ?? periodOf(effectiveAt).id;
    return { ref, cause, amountMinor, volumes, margin, effectiveAt, periodId, isNew };
  });
  for (const { ref, cause, amountMinor, volumes, margin, effectiveAt, periodId, isNew } of refunds) {
    if (!isNew) continue;
    const values = {
      cause,
      amountMinor,
      pv: volumes.pv ?? 0n,
      cv: volumes.cv ?? 0n,
      marginMinor: margin,
      effectiveAt,
    };
    await tx.db
      .insert(orderRefund)
      .values({ orderId: order.id, ref, periodId, ...values })
      .onConflictDoUpdate({
        target: [orderRefund.orderId, orderRefund.ref],
        set: { ...values, seq: sql`nextval('fact_seq')` },
      });
  }
  for (const { ref } of known.values()) {
    await tx.db.delete(orderRefund).where(sql`${orderRefund.orderId} = ${order.id} and ${orderRefund.ref} = ${ref}`);
  }
  return refunds;
}

interface VolumesToSave {
  readonly order: OrderRow;
  readonly periodId: string;
  readonly effectiveAt: Instant;
  readonly refunds: readonly CountedRefund[];
  readonly causeId: string;
}

/** Posts the difference between the volume that shall be and what was posted. @returns how many entries were new */
async function saveVolumes(
  tx: Deps,
  { order, periodId, effectiveAt, refunds, causeId }: VolumesToSave,
): Promise<number> {
  const posted =
    order.effectiveAt === null ? [] : await tx.db.select().from(volumeEntry).where(eq(volumeEntry.orderId, order.id));
  const targets = new Map<string, typeof volumeEntry.$inferInsert>();
  const base = { distributorId: order.creditedTo, orderId: order.id, causeId };
  const sold: Readonly<Record<string, bigint>> = { pv: order.pv, cv: order.cv };
  for (const [volume, amount] of Object.entries(sold)) {
    targets.set(`|${volume}`, { ...base, refundRef: "", volume, amount, periodId, effectiveAt });
  }
  for (const refund of refunds) {
    for (const [volume, amount] of Object.entries(refund.volumes)) {
      const place = { refundRef: refund.ref, volume, periodId: refund.periodId, effectiveAt: refund.effectiveAt };
      targets.set(`${refund.ref}|${volume}`, { ...base, ...place, amount: -amount });
    }
  }
  for (const row of posted) {
    const key = `${row.refundRef}|${row.volume}`;
    const { refundRef, volume } = row;
    const target = targets.get(key) ?? {
      ...base,
      refundRef,
      volume,
      amount: 0n,
      periodId: row.periodId,
      effectiveAt: row.effectiveAt,
    };
    targets.set(key, { ...target, amount: target.amount - row.amount });
  }
  const entries = [...targets.values()].filter(({ amount }) => amount !== 0n);
  if (entries.length > 0) await tx.db.insert(volumeEntry).values(entries);
  return entries.length;
}

interface PostOrder extends Snapshot {
  readonly causeId: string;
  readonly refunds: readonly CountedRefund[];
}

async function post(tx: Deps, context: PostOrder): Promise<Posted> {
  const { order, outcome, plan, causeId, periodId, lineage, refunds } = context;
  const { effectiveAt, volumes, margin } = outcome.order;
  const versions = await publishedPlans(tx);
  const { lines } = orderLines(plan.plan, {
    order: {
      id: order.id,
      buyer: order.buyerId,
      buyerKind: order.buyerKind,
      creditedTo: order.creditedTo,
      effectiveAt,
      volumes,
      margin,
      isFirst: lineage.isFirst,
    },
    countsIn: periodId,
    line: lineage.people.map(({ frozen }) => frozen),
    refunds: refunds.map((refund) => ({ ...refund, id: refundKey(order.id, refund.ref), countsIn: refund.periodId })),
    versions: versions.map((version) => version.plan),
  });
  const posted =
    order.effectiveAt === null
      ? []
      : await tx.db.select().from(commissionLine).where(eq(commissionLine.orderId, order.id));
  const newest = refunds.findLast(({ isNew }) => isNew);
  const isSale = order.effectiveAt === null;
  return postLines(tx, {
    causeId,
    sourceType: "inbox_event",
    cause: isSale ? "order" : (newest?.cause ?? "refund"),
    currency: order.currency,
    effectiveAt: isSale || !newest ? effectiveAt : newest.effectiveAt,
    periodId: isSale || !newest ? periodId : newest.periodId,
    planVersion: plan.version,
    targets: lines.map((line) => targetOf(line, context, versions)),
    posted,
  });
}

function targetOf(
  line: Line,
  { order, outcome, plan, refunds }: PostOrder,
  versions: readonly PlanInForce[],
): TargetLine {
  const isRefund = originalOf(line) !== null;
  const refund = isRefund ? refunds.find(({ ref }) => line.sourceKey === `ref:${refundKey(order.id, ref)}`) : undefined;
  const effectiveAt = refund?.effectiveAt ?? outcome.order.effectiveAt;
  return {
    line,
    orderId: order.id,
    planVersionId: versions.find(({ version }) => version === line.planVersion)?.id ?? plan.id,
    effectiveAt,
    availableAt: addDays(outcome.order.effectiveAt, line.holdDays, plan.plan.timeZone),
  };
}
