import { period as periodTable } from "@upline/db";
import type { Period } from "@upline/domain";
import { and, asc, gt, lte, ne } from "drizzle-orm";
import type { Deps } from "../deps.ts";

/**
 * The periods whose lines are shown with a period: itself, and periods of other cadences that ended within it. A week
 * that lies in two months is shown with the later one, in which it ended.
 */
export async function shownWith({ db }: Deps, { id, cadence, start, end }: Period): Promise<readonly string[]> {
  const rows = await db
    .select({ id: periodTable.id })
    .from(periodTable)
    .where(and(ne(periodTable.cadence, cadence), gt(periodTable.endsAt, start), lte(periodTable.endsAt, end)))
    .orderBy(asc(periodTable.startsAt));
  return [id, ...rows.map((row) => row.id)];
}
