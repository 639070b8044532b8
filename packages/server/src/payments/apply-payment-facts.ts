import { type InboxEffects, payment, salesOrder } from "@upline/db";
import { foldPayment, money, moneyText, orderOutcome, type PaymentFact, type PaymentState } from "@upline/domain";
import { and, eq } from "drizzle-orm";
import { saveOutcome } from "../commissions/save-outcome.ts";
import type { Deps } from "../deps.ts";
import type { InboxOutcome } from "../inbox/neutral.ts";
import { wakeWaiting } from "../inbox/waiting.ts";
import { lockForPosting } from "../ledger/posting-lock.ts";
import { notify } from "../live/notify.ts";
import { type FoundOrder, findOrder, type OrderRow, paymentName } from "./find-order.ts";
import { planAt } from "./plan-at.ts";
import { type PaymentRow, recordFacts } from "./record-facts.ts";

/** What an event says about one payment, and the names by which its order and distributor may be found, best first. */
export interface NewFacts {
  readonly provider: string;
  readonly mode: "test" | "live";
  readonly paymentRef: string;
  readonly facts: readonly PaymentFact[];
  /** Names of the order only: a payment that has none may become an external order. */
  readonly references: readonly string[];
  readonly distributorRefs: readonly string[];
  readonly customer?: { readonly name: string; readonly email: string } | undefined;
  /** The inbox event. */
  readonly causeId: string;
}

/**
 * A provider says something about a payment: confirmed, failed, refunded, disputed. Makes it true, once.
 *
 * Runs in the caller's transaction. Two events about the same fact meet at its business key, and the later one
 * changes nothing. What cannot be matched waits for its order; what contradicts waits for a person. Facts are recorded
 * before the match, so that an unmatched payment knows its refunds when its order arrives.
 */
export async function applyPaymentFacts(tx: Deps, news: NewFacts): Promise<InboxOutcome> {
  await lockForPosting(tx);
  const known = await recordFacts(tx, news);
  const { row } = known;
  if (!known.isOurs && row.orderId !== null) return nothingNew(row, known.toldBy);

  const state = foldPayment(known.facts);
  const found = await findOrder(tx, news, row, state);
  if ("waitingFor" in found) {
    const effects = { paymentRef: news.paymentRef };
    return { state: "unmatched", waitingFor: found.waitingFor, because: "no_order", effects };
  }
  if (row.orderId === null && known.hasOthers)
    await wakeWaiting(tx, "payment", [paymentName(news.provider, news.paymentRef)]);
  return decide(tx, news, { row, state, found, toldBy: known.isOurs ? null : known.toldBy });
}

interface Situation {
  readonly row: PaymentRow;
  readonly state: PaymentState;
  readonly found: FoundOrder;
  readonly toldBy: string | null;
}

async function decide(tx: Deps, news: NewFacts, { row, state, found, toldBy }: Situation): Promise<InboxOutcome> {
  const { order } = found;
  if (found.paidBy !== null && state.confirmedAt !== null) {
    const detail = `Order ${order.number} was paid by ${found.paidBy} before. This payment is ${amountOf(state)}.`;
    return hold(tx, { row, order, because: "order_already_paid", detail });
  }
  const volumes = { pv: order.pv, cv: order.cv };
  const outcome = orderOutcome({ ...order, margin: order.marginMinor, volumes }, state);
  switch (outcome.kind) {
    case "quarantined":
      return hold(tx, { row, order, because: outcome.because, detail: bothFigures(outcome, order, state) });
    case "not_paid": {
      const isNew = await saveUnpaid(tx, { row, order, state, status: outcome.orderStatus });
      return answer({ orderId: order.id, paymentRef: row.paymentRef }, isNew, toldBy);
    }
    case "paid": {
      const plan = await planAt(tx, outcome.order.effectiveAt);
      if (plan === null) {
        const detail = `No plan version is in force at ${outcome.order.effectiveAt}, when order ${order.number} was paid.`;
        return hold(tx, { row, order, because: "no_plan_in_force", detail });
      }
      const saved = await saveOutcome(tx, { order, outcome, plan, causeId: news.causeId });
      await savePayment(tx, { row, order, state, confirmEffects: row.confirmEffects + (saved.isConfirmation ? 1 : 0) });
      return answer({ ...saved.effects, orderId: order.id, paymentRef: row.paymentRef }, saved.isNew, toldBy);
    }
  }
}

function answer(effects: InboxEffects, isNew: boolean, toldBy: string | null): InboxOutcome {
  if (isNew) return { state: "processed", effects };
  const because = toldBy ? "duplicate" : "already_counted";
  return {
    state: "processed",
    noEffect: true,
    because,
    effects: { ...effects, ...(toldBy ? { duplicateOf: toldBy } : {}) },
  };
}

function nothingNew({ orderId, paymentRef }: PaymentRow, toldBy: string | null): InboxOutcome {
  return answer({ ...(orderId ? { orderId } : {}), paymentRef }, false, toldBy);
}

/** The order waits for a person. What was true before stays true; the payment does not count. */
async function hold(
  tx: Deps,
  { row, order, because, detail }: { row: PaymentRow; order: OrderRow; because: string; detail: string },
): Promise<InboxOutcome> {
  const { provider, paymentRef } = row;
  const isPaid = order.effectiveAt !== null;
  await tx.db
    .update(payment)
    .set({ orderId: order.id, status: "held" })
    .where(and(eq(payment.provider, provider), eq(payment.paymentRef, paymentRef)));
  await tx.db
    .update(salesOrder)
    .set({ heldBecause: because, ...(isPaid ? {} : { status: "held" as const }) })
    .where(eq(salesOrder.id, order.id));
  await notify(tx, "admin", "orders");
  return { state: "held", because, detail, effects: { orderId: order.id, paymentRef } };
}

async function saveUnpaid(
  tx: Deps,
  { row, order, state, status }: { row: PaymentRow; order: OrderRow; state: PaymentState; status: "placed" | "failed" },
): Promise<boolean> {
  await savePayment(tx, { row, order, state, confirmEffects: row.confirmEffects });
  if (order.effectiveAt !== null || order.status === status) return row.status !== state.status;
  await tx.db.update(salesOrder).set({ status, heldBecause: null }).where(eq(salesOrder.id, order.id));
  await notify(tx, "admin", "orders");
  return true;
}

interface PaymentNow {
  readonly row: PaymentRow;
  readonly order: OrderRow;
  readonly state: PaymentState;
  readonly confirmEffects: number;
}

async function savePayment(tx: Deps, { row, order, state, confirmEffects }: PaymentNow): Promise<void> {
  await tx.db
    .update(payment)
    .set({
      orderId: order.id,
      currency: state.currency,
      grossMinor: state.gross,
      refundedMinor: state.refunded,
      lostMinor: state.lost,
      netMinor: state.net,
      status: state.status,
      confirmEffects,
    })
    .where(and(eq(payment.provider, row.provider), eq(payment.paymentRef, row.paymentRef)));
}

function bothFigures(
  { because }: Extract<ReturnType<typeof orderOutcome>, { kind: "quarantined" }>,
  order: OrderRow,
  state: PaymentState,
): string {
  const total = `${moneyText(money(order.totalMinor, order.currency))} ${order.currency}`;
  switch (because) {
    case "amount_differs_from_order":
      return `The payment is ${amountOf(state)}, order ${order.number} is ${total}.`;
    case "currency_differs":
      return `The payment is in ${state.currency}, order ${order.number} is ${total}.`;
    case "amounts_differ":
      return `Two messages name different amounts for one operation; order ${order.number} is ${total}.`;
    case "currencies_differ":
      return `Messages about this payment name two currencies; order ${order.number} is ${total}.`;
    case "refund_exceeds_payment":
      return `More than the payment of ${amountOf(state)} was refunded; order ${order.number} is ${total}.`;
  }
}

function amountOf({ gross, currency }: PaymentState): string {
  return currency === null ? "unknown" : `${moneyText(money(gross, currency))} ${currency}`;
}
