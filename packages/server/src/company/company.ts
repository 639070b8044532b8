import { company } from "@upline/db";
import { DomainError } from "@upline/domain";
import type { Deps } from "../deps.ts";
import { perDatabase } from "../per-database.ts";

export type Company = typeof company.$inferSelect;

const cache = perDatabase<Company>("company");

/** The company of this database. It changes only when an owner edits the settings, which calls `forgetCompany`. */
export async function companyOf(deps: Deps): Promise<Company> {
  const cached = cache.get(deps.handle);
  if (cached) return cached;
  const [row] = await deps.db.select().from(company).limit(1);
  if (!row)
    throw new DomainError("company_missing", "This database has no company yet. Run the set-up or the demo first.");
  cache.set(deps.handle, row);
  return row;
}

/** Call after the company's row changed in this process. */
export function forgetCompany(deps: Deps): void {
  cache.delete(deps.handle);
}
