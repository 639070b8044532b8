import { orderRef, salesOrder } from "@upline/db";
import type { OrderId } from "@upline/domain";
import { inArray, or } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { hasControlCharacter } from "../people/resolve-distributor.ts";

/** A name that any provider may quote for an order. */
export const ANY_PROVIDER = "*";

/** The names by which somebody asks for an order, in the order of trust. */
export interface OrderNames {
  readonly provider: string;
  readonly references: readonly string[];
}

/**
 * The orders that providers' references name: our id, the order number, or a registered foreign name. Of the
 * references of one asker the first that resolves wins.
 *
 * @returns one id per asker, in the same order; null where no reference names an order
 */
export async function resolveOrders(tx: Deps, askers: readonly OrderNames[]): Promise<readonly (OrderId | null)[]> {
  const asked = askers.map(({ provider, references }) => ({ provider, texts: usable(references) }));
  const all = [...new Set(asked.flatMap(({ texts }) => texts))];
  if (all.length === 0) return asked.map(() => null);
  const own = await tx.db
    .select({ id: salesOrder.id, number: salesOrder.number })
    .from(salesOrder)
    .where(or(inArray(salesOrder.id, all as OrderId[]), inArray(salesOrder.number, all)));
  const foreign = await tx.db.select().from(orderRef).where(inArray(orderRef.value, all));

  const byId = new Map<string, OrderId>(own.map(({ id }) => [id, id]));
  const byNumber = new Map(own.map(({ id, number }) => [number, id]));
  const byName = new Map(foreign.map(({ provider, value, orderId }) => [nameOf(provider, value), orderId]));
  return asked.map(({ provider, texts }) => {
    for (const text of texts) {
      const registered = byName.get(nameOf(provider, text)) ?? byName.get(nameOf(ANY_PROVIDER, text));
      const found = byId.get(text) ?? byNumber.get(text) ?? registered;
      if (found) return found;
    }
    return null;
  });
}

function usable(references: readonly string[]): string[] {
  return references
    .map((text) => text.trim())
    .filter((text) => text !== "" && text.length <= 100 && !hasControlCharacter(text));
}

const nameOf = (provider: string, value: string): string => JSON.stringify([provider, value]);
