import { distributor, personRef } from "@upline/db";
import type { DistributorId } from "@upline/domain";
import { and, eq, inArray, or } from "drizzle-orm";
import type { Deps } from "../deps.ts";

const MOST_CHARACTERS = 100;

/**
 * The distributors that texts from outside name: our id, the number (D-1001), the code of the personal link,
 * or the id another system announced the person under, in this order.
 *
 * @returns who was found, by the text that named them
 */
export async function resolveDistributors(
  tx: Deps,
  references: readonly string[],
): Promise<ReadonlyMap<string, DistributorId>> {
  const texts = [...new Set(references)].filter(isUsable).map((reference) => ({ reference, text: reference.trim() }));
  if (texts.length === 0) return new Map();
  const names = texts.map(({ text }) => text);
  const announced = await tx.db
    .select({ id: personRef.personId, name: personRef.externalId })
    .from(personRef)
    .where(and(eq(personRef.kind, "distributor"), inArray(personRef.externalId, names)));
  const found = await tx.db
    .select({ id: distributor.id, number: distributor.number, code: distributor.code })
    .from(distributor)
    .where(
      or(
        inArray(
          distributor.number,
          names.map((name) => name.toUpperCase()),
        ),
        inArray(
          distributor.code,
          names.map((name) => name.toLowerCase()),
        ),
        inArray(distributor.id, [...names, ...announced.map(({ id }) => id)] as DistributorId[]),
      ),
    );
  const ids = new Set<string>(found.map(({ id }) => id));
  const byNumber = new Map(found.map(({ id, number }) => [number, id]));
  const byCode = new Map(found.map(({ id, code }) => [code, id]));
  const byName = new Map(announced.flatMap(({ id, name }) => (ids.has(id) ? [[name, id as DistributorId]] : [])));
  return new Map(
    texts.flatMap(({ reference, text }) => {
      const own = ids.has(text) ? (text as DistributorId) : undefined;
      const id = own ?? byNumber.get(text.toUpperCase()) ?? byCode.get(text.toLowerCase()) ?? byName.get(text);
      return id ? [[reference, id] as const] : [];
    }),
  );
}

/** The same for one text; null for nobody. */
export async function resolveDistributor(tx: Deps, reference: string): Promise<DistributorId | null> {
  return (await resolveDistributors(tx, [reference])).get(reference) ?? null;
}

function isUsable(reference: string): boolean {
  const text = reference.trim();
  return text !== "" && text.length <= MOST_CHARACTERS && !hasControlCharacter(text);
}

/** Control characters never belong to a reference; PostgreSQL refuses the zero character outright. */
export const hasControlCharacter = (text: string): boolean =>
  [...text].some((character) => character < " " || character === "\u007f");
