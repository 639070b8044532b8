import { product } from "@upline/db";
import { parseDecimal } from "@upline/domain";
import { desc, inArray } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import type { PlacedOrder } from "./place-order.ts";
import { pointsOf } from "./points-of.ts";

/** A line with what the catalogue said when the order was placed. Volumes are of the whole line, in hundredths. */
export interface PricedLine {
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPriceMinor: bigint;
  readonly pv: bigint;
  readonly cv: bigint;
}

export type Pricing =
  | {
      readonly lines: readonly PricedLine[];
      /** What the goods cost less the discount, without shipping and tax, in hundredths of a point. */
      readonly sales: bigint;
      readonly packageLevel: string | null;
    }
  | { readonly because: "unknown_sku" | "total_differs"; readonly detail: string };

type Product = typeof product.$inferSelect;

/** The catalogue's entries of these products, newest first. */
export async function loadProducts(
  tx: Deps,
  orders: readonly Pick<PlacedOrder, "lines">[],
): Promise<readonly Product[]> {
  const skus = [...new Set(orders.flatMap(({ lines }) => lines.map(({ sku }) => sku)))];
  if (skus.length === 0) return [];
  return tx.db.select().from(product).where(inArray(product.sku, skus)).orderBy(desc(product.validFrom));
}

/**
 * Gives each line its name and volumes, and checks that the lines add up to the total.
 *
 * @param products  at least those of the order, newest first
 */
export function pricedLines(order: PlacedOrder, products: readonly Product[]): Pricing {
  const lines: PricedLine[] = [];
  const packages: (string | null)[] = [];
  for (const { sku, quantity, unitPriceMinor } of order.lines) {
    const found = products.find((row) => row.sku === sku && row.validFrom <= order.placedAt);
    if (!found)
      return { because: "unknown_sku", detail: `The catalogue has no product ${sku} at the time of this order.` };
    packages.push(found.packageLevel);
    const times = BigInt(quantity);
    lines.push({ sku, name: found.name, quantity, unitPriceMinor, pv: found.pv * times, cv: found.cv * times });
  }
  const goods = lines.reduce((sum, line) => sum + line.unitPriceMinor * BigInt(line.quantity), 0n);
  const due = goods + (order.shippingMinor ?? 0n) + (order.taxMinor ?? 0n) - (order.discountMinor ?? 0n);
  if (due !== order.totalMinor) {
    const detail = `The total says ${order.totalMinor} minor units of ${order.currency}, its parts add up to ${due}.`;
    return { because: "total_differs", detail };
  }
  const net = goods - (order.discountMinor ?? 0n);
  const sales = pointsOf(net > 0n ? net : 0n, order.currency, "1");
  return { lines, sales, packageLevel: order.packageLevel ?? highestPackage(packages) };
}

/** The package of an order of several products; null where none is one. */
export function highestPackage(levels: readonly (string | null)[]): string | null {
  const packages = levels.filter((level) => level !== null);
  return packages.toSorted(byNumber).at(-1) ?? null;
}

/** Texts of numbers, the lower one first. */
function byNumber(a: string, b: string): number {
  const [one, other] = [parseDecimal(a, 6) ?? 0n, parseDecimal(b, 6) ?? 0n];
  return one < other ? -1 : one > other ? 1 : 0;
}
