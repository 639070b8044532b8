import { product } from "@upline/db";
import { and, desc, inArray, lte } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import type { PlacedOrder } from "./place-order.ts";

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
  | { readonly lines: readonly PricedLine[] }
  | { readonly because: "unknown_sku" | "total_differs"; readonly detail: string };

/** Gives each line its name and volumes, and checks that the lines add up to the total. */
export async function priceLines(tx: Deps, order: PlacedOrder): Promise<Pricing> {
  const skus = [...new Set(order.lines.map(({ sku }) => sku))];
  const rows =
    skus.length === 0
      ? []
      : await tx.db
          .select()
          .from(product)
          .where(and(inArray(product.sku, skus), lte(product.validFrom, order.placedAt)))
          .orderBy(desc(product.validFrom));
  const lines: PricedLine[] = [];
  for (const { sku, quantity, unitPriceMinor } of order.lines) {
    const found = rows.find((row) => row.sku === sku);
    if (!found)
      return { because: "unknown_sku", detail: `The catalogue has no product ${sku} at the time of this order.` };
    const times = BigInt(quantity);
    lines.push({ sku, name: found.name, quantity, unitPriceMinor, pv: found.pv * times, cv: found.cv * times });
  }
  const goods = lines.reduce((sum, line) => sum + line.unitPriceMinor * BigInt(line.quantity), 0n);
  const due = goods + (order.shippingMinor ?? 0n) + (order.taxMinor ?? 0n) - (order.discountMinor ?? 0n);
  if (due !== order.totalMinor) {
    const detail = `The total says ${order.totalMinor} minor units of ${order.currency}, its parts add up to ${due}.`;
    return { because: "total_differs", detail };
  }
  return { lines };
}
