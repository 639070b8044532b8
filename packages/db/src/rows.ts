import type { SQL } from "drizzle-orm";
import type { Db } from "./client.ts";

/**
 * Rows of hand-written SQL, the same on both engines. The caller names the columns and their types: cast a bigint to
 * text in the SQL and read it with BigInt, since the engines differ in what they make of one.
 */
export async function selectRows<Row extends Record<string, unknown>>(db: Db, query: SQL): Promise<readonly Row[]> {
  const result: unknown = await db.execute<Row>(query);
  // Both drivers answer with an object that has `rows`; the common drizzle type does not say so.
  return (result as { readonly rows: readonly Row[] }).rows;
}
