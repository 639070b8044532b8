import { invariant } from "../errors/domain-error.ts";
import { exact, round } from "../money/exact.ts";
import type { PaymentContradiction, PaymentState, PaymentStatus } from "../payment/fold.ts";
import type { TakenBack } from "../payment/taken-back.ts";
import { earlier, type Instant, later } from "../time/instant.ts";

/** What an order says of itself: fixed when it is placed, but for `effectiveAt`, which the payment fixes. */
export interface OrderSnapshot {
  readonly id: string;
  /** What the buyer was charged, in minor units of `currency`. */
  readonly totalMinor: bigint;
  readonly currency: string;
  /** Volume id to whole hundredths of a point. */
  readonly volumes: Readonly<Record<string, bigint>>;
  /** Price charged minus distributor price, in minor units. */
  readonly margin: bigint;
  /** When it began to count; null until it is paid. Once known it never changes. */
  readonly effectiveAt: Instant | null;
}

/** The order as the engine takes it. */
export interface EffectiveOrder {
  readonly id: string;
  readonly effectiveAt: Instant;
  readonly volumes: Readonly<Record<string, bigint>>;
  readonly margin: bigint;
}

/** One step back of an order as the engine takes it: amounts are positive, all of a full refund add up to the order. */
export interface OrderRefund {
  /** The step of the payment: refund id, dispute id, or `total:<minor>`, in a form that fits into a line key. */
  readonly ref: string;
  readonly orderId: string;
  readonly cause: TakenBack["cause"];
  readonly amountMinor: bigint;
  readonly volumes: Readonly<Record<string, bigint>>;
  readonly margin: bigint;
  /** Never before the order itself. */
  readonly effectiveAt: Instant;
}

export type QuarantineReason = "amount_differs_from_order" | "currency_differs" | PaymentContradiction;

/** What an order and its payment make true together. */
export type OrderPaymentOutcome =
  | { readonly kind: "not_paid"; readonly orderStatus: "placed" | "failed" }
  | {
      readonly kind: "paid";
      readonly orderStatus: Exclude<PaymentStatus, "open" | "failed">;
      readonly order: EffectiveOrder;
      readonly refunds: readonly OrderRefund[];
    }
  /** A person decides; what was true before stays true. */
  | { readonly kind: "quarantined"; readonly because: QuarantineReason };

/**
 * Decides what a payment means for its order: whether it counts, since when, and what of it went back.
 *
 * The parts of a refund follow the money: of each volume and of the margin, `round(whole x taken back / paid)` in total
 * after each step, half away from zero, so that steps add up and a full refund takes everything.
 *
 * @param order  what was sold; a known `effectiveAt` stands, otherwise the confirmation decides
 * @param state  the fold of the payment's facts
 * @param from   the order date, where the plan counts an order from it once it is paid
 * @see docs/plans/clawback.md
 */
export function orderOutcome(
  order: OrderSnapshot,
  state: PaymentState,
  from: Instant | null = null,
): OrderPaymentOutcome {
  if (state.contradiction !== null) return { kind: "quarantined", because: state.contradiction };
  const { status, confirmedAt } = state;
  if (confirmedAt === null || status === "open" || status === "failed") {
    return { kind: "not_paid", orderStatus: status === "failed" ? "failed" : "placed" };
  }
  if (state.currency !== order.currency) return { kind: "quarantined", because: "currency_differs" };
  if (state.gross !== order.totalMinor) return { kind: "quarantined", because: "amount_differs_from_order" };

  const { id, volumes, margin } = order;
  const effectiveAt = order.effectiveAt ?? (from === null ? confirmedAt : earlier(from, confirmedAt));
  return {
    kind: "paid",
    orderStatus: status,
    order: { id, effectiveAt, volumes, margin },
    refunds: refundsOf({ id, effectiveAt, volumes, margin }, state),
  };
}

/** Each step of the payment with its part of the order. */
function refundsOf(order: EffectiveOrder, { gross, takenBack }: PaymentState): OrderRefund[] {
  const refunds: OrderRefund[] = [];
  let before = 0n;
  for (const { ref, cause, amountMinor, occurredAt } of takenBack) {
    const after = before + amountMinor;
    invariant(after <= gross, "no more goes back than was paid");
    const partOf = (whole: bigint) => takenAfter(whole, after, gross) - takenAfter(whole, before, gross);
    const volumes = Object.fromEntries(Object.entries(order.volumes).map(([id, whole]) => [id, partOf(whole)]));
    const effectiveAt = later(occurredAt, order.effectiveAt);
    refunds.push({
      ref: keySafe(ref),
      orderId: order.id,
      cause,
      amountMinor,
      volumes,
      margin: partOf(order.margin),
      effectiveAt,
    });
    before = after;
  }
  return refunds;
}

/** What of a whole has gone back once `takenMinor` of `paidMinor` has. */
export function takenAfter(whole: bigint, takenMinor: bigint, paidMinor: bigint): bigint {
  return round(exact(whole * takenMinor, paidMinor), "halfAwayFromZero");
}

/** A provider's text, with what a line key uses for itself written as percent codes. */
function keySafe(ref: string): string {
  return ref.replace(/[%|~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
