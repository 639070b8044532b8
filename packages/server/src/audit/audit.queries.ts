import { auditEntry } from "@upline/db";
import { and, desc, eq, ilike, lt, or } from "drizzle-orm";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { cursorOf, pageInput, toPage } from "../pages/keyset.ts";

export const ListAudit = pageInput.extend({
  q: z.string().max(100).optional(),
  action: z.string().max(60).optional(),
  subjectId: z.string().max(100).optional(),
});

/** What people did, newest first. */
export async function listAudit(deps: Deps, { q, action, subjectId, cursor, limit }: z.output<typeof ListAudit>) {
  const after = cursorOf(cursor);
  const like = `%${q}%`;
  const rows = await deps.db
    .select()
    .from(auditEntry)
    .where(
      and(
        action ? eq(auditEntry.action, action) : undefined,
        subjectId ? eq(auditEntry.subjectId, subjectId) : undefined,
        q
          ? or(
              ilike(auditEntry.actorName, like),
              ilike(auditEntry.action, like),
              ilike(auditEntry.reason, like),
              eq(auditEntry.subjectId, q),
            )
          : undefined,
        after ? lt(auditEntry.id, BigInt(after.id)) : undefined,
      ),
    )
    .orderBy(desc(auditEntry.id))
    .limit(limit + 1);
  const page = toPage(rows, limit, ({ at, id }) => ({ at, id: String(id) }));
  return { ...page, rows: page.rows.map((row) => ({ ...row, id: String(row.id) })) };
}
