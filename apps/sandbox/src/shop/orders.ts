import { randomInt } from "node:crypto";
import type { Line, Person } from "../gateway/standard-events.ts";
import type { Product, Sponsor } from "./catalogue.ts";

/** An order of this shop with everything that was sent about it. */
export type ShopOrder = Readonly<{
  /** Also its number: the text that the payment names. */
  id: string;
  /** ISO 8601, company time. */
  placedAt: string;
  sponsor: Sponsor;
  companyName: string;
  buyer: Person & Readonly<{ name: string; email: string }>;
  items: readonly Item[];
  totalMinor: number;
  currency: string;
  paymentRef: string;
  /** The very bytes that confirmed the payment, for sending them again. */
  paymentBody: string;
  /** Running total. */
  refundedMinor: number;
  /** Ids in the sent log, in the order of sending. */
  sent: readonly number[];
}>;

export type Item = Readonly<{ product: Product; quantity: number }>;

/** The last 1,000 orders, in memory. */
export type ShopOrders = Readonly<{
  find(id: string): ShopOrder | null;
  keep(order: ShopOrder): void;
}>;

const KEPT = 1_000;
/** Without letters that are mistaken for digits. */
const LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

export const ORDER_ID = /^SHOP-[2-9A-HJ-NP-Z]{10}$/;

export function shopOrders(): ShopOrders {
  const orders = new Map<string, ShopOrder>();
  return {
    find: (id) => orders.get(id) ?? null,
    keep(order) {
      orders.set(order.id, order);
      const [oldest] = orders.keys();
      if (orders.size > KEPT && oldest !== undefined) orders.delete(oldest);
    },
  };
}

/** `SHOP-` and ten letters or digits; it is made with the form, so that one form is one order. */
export function newOrderId(): string {
  return `SHOP-${Array.from({ length: 10 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join("")}`;
}

/** Minor units. */
export function totalOf(items: readonly Item[]): number {
  return items.reduce((sum, { product, quantity }) => sum + quantity * product.priceMinor, 0);
}

export function linesOf(items: readonly Item[]): readonly Line[] {
  return items.map(({ product, quantity }) => ({ sku: product.sku, quantity, unitPriceMinor: product.priceMinor }));
}

/** A third of the order, or what is left of it; 0 when all of it went back. */
export function nextThird({ totalMinor, refundedMinor }: Pick<ShopOrder, "totalMinor" | "refundedMinor">): number {
  return Math.min(Math.max(1, Math.floor(totalMinor / 3)), totalMinor - refundedMinor);
}
