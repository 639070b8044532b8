import { commissionPosting, inboxEvent, payment, type salesOrder } from "@upline/db";
import type { InboxEventId, Instant } from "@upline/domain";
import { asc, eq } from "drizzle-orm";
import { isAdmin } from "../auth/viewer.ts";
import type { Deps } from "../deps.ts";
import type { EarningRow } from "./earning-row.ts";
import type { LineRow } from "./post-lines.ts";

/** A station of a line's money: when it was reached, or when it is expected. */
export interface LifeStep {
  readonly step: "posted" | "available" | "in_payout" | "paid";
  readonly at: Instant | null;
  readonly expectedAt: Instant | null;
}

/** What led to a line: order, payment, event, ledger. */
export interface Cause {
  readonly orderId: string | null;
  readonly orderNumber: string | null;
  readonly paymentRef: string | null;
  readonly provider: string | null;
  /** For the back office only. */
  readonly eventId: string | null;
  readonly ledgerTxIds: readonly string[];
}

export function lifeOf({ state }: EarningRow, line: LineRow | null, now: Instant): readonly LifeStep[] {
  if (line === null || line.originalLineKeyHash !== null)
    return line ? [{ step: "posted", at: line.postedAt, expectedAt: null }] : [];
  const isReleased = state === "available" || (line.pendingMinor === 0n && line.availableAt <= now);
  return [
    { step: "posted", at: line.postedAt, expectedAt: null },
    { step: "available", at: isReleased ? line.availableAt : null, expectedAt: isReleased ? null : line.availableAt },
    { step: "in_payout", at: null, expectedAt: null },
    { step: "paid", at: null, expectedAt: null },
  ];
}

export async function causeOf(deps: Deps, { order }: EarningRow, line: LineRow | null): Promise<Cause> {
  const postings = line
    ? await deps.db
        .select()
        .from(commissionPosting)
        .where(eq(commissionPosting.lineKeyHash, line.lineKeyHash))
        .orderBy(asc(commissionPosting.seq))
    : [];
  const [first] = postings;
  const [event] = first
    ? await deps.db
        .select({ id: inboxEvent.id, provider: inboxEvent.provider, paymentRef: inboxEvent.paymentRef })
        .from(inboxEvent)
        .where(eq(inboxEvent.id, first.causeId as InboxEventId))
    : [];
  const [paid] = order
    ? await deps.db
        .select()
        .from(payment)
        .where(eq(payment.orderId, order.id as typeof salesOrder.$inferSelect.id))
        .limit(1)
    : [];
  return {
    orderId: order?.id ?? null,
    orderNumber: order?.number ?? null,
    paymentRef: event?.paymentRef ?? paid?.paymentRef ?? null,
    provider: event?.provider ?? paid?.provider ?? null,
    eventId: isAdmin(deps.viewer) ? (event?.id ?? null) : null,
    ledgerTxIds: postings.map(({ ledgerTxId }) => String(ledgerTxId)),
  };
}
