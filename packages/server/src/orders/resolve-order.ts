import { orderRef, salesOrder } from "@upline/db";
import type { OrderId } from "@upline/domain";
import { and, inArray, or } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { hasControlCharacter } from "../people/resolve-distributor.ts";

/** A name that any provider may quote for an order. */
export const ANY_PROVIDER = "*";

/**
 * The order that one of a provider's references names: our id, the order number, or a registered foreign name.
 *
 * @param references  in the order of trust; the first that resolves wins
 */
export async function resolveOrder(tx: Deps, provider: string, references: readonly string[]): Promise<OrderId | null> {
  const texts = references
    .map((text) => text.trim())
    .filter((text) => text !== "" && text.length <= 100 && !hasControlCharacter(text));
  if (texts.length === 0) return null;
  const own = await tx.db
    .select({ id: salesOrder.id, number: salesOrder.number })
    .from(salesOrder)
    .where(or(inArray(salesOrder.id, texts as OrderId[]), inArray(salesOrder.number, texts)));
  const foreign = await tx.db
    .select({ id: orderRef.orderId, value: orderRef.value })
    .from(orderRef)
    .where(and(inArray(orderRef.provider, [provider, ANY_PROVIDER]), inArray(orderRef.value, texts)));
  for (const text of texts) {
    const found =
      own.find(({ id }) => id === text) ??
      own.find(({ number }) => number === text) ??
      foreign.find(({ value }) => value === text);
    if (found) return found.id;
  }
  return null;
}
