import { money, moneyText, type orderOutcome, type PaymentState } from "@upline/domain";
import type { OrderRow } from "./find-order.ts";

/** Why an order waits for a person, with the figures that do not fit. */
export function bothFigures(
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

/** What the payment is, for people. */
export function amountOf({ gross, currency }: PaymentState): string {
  return currency === null ? "unknown" : `${moneyText(money(gross, currency))} ${currency}`;
}
