import { sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";

const POSTING_LOCK = 8_417_001;
const held = new WeakSet<object>();

/**
 * One transaction at a time writes sales and commission money; the others wait here, before they hold any row.
 *
 * A batch touches the balances of many people, one event after the other, so two batches at once would wait for each
 * other in a circle. And a freeze under this lock sees every fact number before its own: nobody is still writing one.
 */
export async function lockForPosting(tx: Deps): Promise<void> {
  if (held.has(tx.db)) return;
  await tx.db.execute(sql`select pg_advisory_xact_lock(${sql.raw(String(POSTING_LOCK))})`);
  held.add(tx.db);
}
