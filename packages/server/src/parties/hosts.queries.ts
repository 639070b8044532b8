import { customer, distributor } from "@upline/db";
import { and, asc, eq, ilike, inArray } from "drizzle-orm";
import { z } from "zod";
import { subjectOf } from "../auth/can-view.ts";
import type { Deps } from "../deps.ts";
import { treeIndex } from "../genealogy/tree-index.ts";

export const HostSearch = z.strictObject({
  q: z.string().max(100),
  /** The consultant; a distributor searches for himself. */
  distributorId: z.string().max(60).optional(),
});

const MOST_FOUND = 8;

/** Customers of a consultant and people whom he sponsored, by name. */
export async function findHosts(deps: Deps, { q, distributorId }: z.output<typeof HostSearch>) {
  const consultantId = await subjectOf(deps, distributorId);
  const like = `%${q.trim().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const customers = await deps.db
    .select({ id: customer.id, name: customer.name })
    .from(customer)
    .where(and(eq(customer.creditedTo, consultantId), ilike(customer.name, like)))
    .orderBy(asc(customer.name), asc(customer.id))
    .limit(MOST_FOUND);
  const sponsored = [...(await treeIndex(deps)).childrenOf(consultantId)];
  const people =
    sponsored.length === 0
      ? []
      : await deps.db
          .select({ id: distributor.id, name: distributor.name })
          .from(distributor)
          .where(
            and(
              inArray(distributor.id, sponsored),
              ilike(distributor.name, like),
              inArray(distributor.status, ["pending", "good", "suspended"]),
            ),
          )
          .orderBy(asc(distributor.name), asc(distributor.id))
          .limit(MOST_FOUND);
  return [
    ...customers.map((row) => ({ kind: "customer" as const, ...row })),
    ...people.map((row) => ({ kind: "distributor" as const, ...row })),
  ].slice(0, MOST_FOUND);
}
