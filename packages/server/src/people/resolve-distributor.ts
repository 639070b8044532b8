import { distributor, personRef } from "@upline/db";
import type { DistributorId } from "@upline/domain";
import { and, eq, or, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";

const MOST_CHARACTERS = 100;

/**
 * The distributor that a text from outside names: our id, the number (D-1001), the code of the personal link,
 * or the id another system announced the person under, in this order.
 */
export async function resolveDistributor(tx: Deps, reference: string): Promise<DistributorId | null> {
  const text = reference.trim();
  if (text === "" || text.length > MOST_CHARACTERS || hasControlCharacter(text)) return null;
  const announced = tx.db
    .select({ id: personRef.personId })
    .from(personRef)
    .where(and(eq(personRef.kind, "distributor"), eq(personRef.externalId, text)));
  const found = await tx.db
    .select({ id: distributor.id, number: distributor.number, code: distributor.code })
    .from(distributor)
    .where(
      or(
        eq(distributor.id, text as DistributorId),
        eq(distributor.number, text.toUpperCase()),
        eq(distributor.code, text.toLowerCase()),
        sql`${distributor.id} in (${announced})`,
      ),
    )
    .limit(4);
  const rank = ({ id, number, code }: (typeof found)[number]) =>
    id === text ? 0 : number === text.toUpperCase() ? 1 : code === text.toLowerCase() ? 2 : 3;
  return found.toSorted((a, b) => rank(a) - rank(b))[0]?.id ?? null;
}

/** Control characters never belong to a reference; PostgreSQL refuses the zero character outright. */
export const hasControlCharacter = (text: string): boolean =>
  [...text].some((character) => character < " " || character === "\u007f");
