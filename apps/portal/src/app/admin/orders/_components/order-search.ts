import { nextDay, startOfDay } from "../../_components/zone-day";

export interface OrderSearch {
  readonly q?: string | undefined;
  readonly status?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly distributorId?: string | undefined;
}

export const ORDER_STATES = [
  "placed",
  "paid",
  "part_refunded",
  "refunded",
  "held",
  "failed",
  "disputed",
  "lost",
] as const;
type OrderState = (typeof ORDER_STATES)[number];

/** The address as the procedure's input; days are days of the company, both included. */
export function orderInput({ q, status, from, to, distributorId }: OrderSearch, zone: string) {
  const start = from ? startOfDay(from, zone) : null;
  const end = to ? startOfDay(nextDay(to), zone) : null;
  return {
    ...(q ? { q: q.slice(0, 100) } : {}),
    ...(isState(status) ? { status } : {}),
    ...(start ? { from: start } : {}),
    ...(end ? { to: end } : {}),
    ...(distributorId ? { distributorId } : {}),
  };
}

const isState = (text: string | undefined): text is OrderState =>
  (ORDER_STATES as readonly (string | undefined)[]).includes(text);
