import { planVersion } from "@upline/db";
import { DomainError, type Instant, PlanVersion, type PlanVersionId, startOfDate } from "@upline/domain";
import { asc, eq } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { perDatabase } from "../per-database.ts";

/** A published version of the plan, parsed, with the instant from which it counts. */
export interface PlanInForce {
  readonly id: PlanVersionId;
  readonly version: number;
  readonly plan: PlanVersion;
  readonly from: Instant;
  readonly contentHash: string | null;
}

interface Cached {
  readonly versions: readonly PlanInForce[];
  readonly readAt: number;
}

/** A publication by another process is seen after this long; it takes effect in a coming period anyway. */
const FRESH_FOR_MS = 2_000;
const cache = perDatabase<Cached>("published plans");

/** All published versions that were not withdrawn, earliest first. */
export async function publishedPlans(deps: Deps): Promise<readonly PlanInForce[]> {
  const now = performance.now();
  const cached = cache.get(deps.handle);
  if (cached && now - cached.readAt < FRESH_FOR_MS) return cached.versions;
  const rows = await deps.db
    .select()
    .from(planVersion)
    .where(eq(planVersion.status, "scheduled"))
    .orderBy(asc(planVersion.effectiveFrom));
  const versions = rows.map((row) => {
    const known = cached?.versions.find(({ id, contentHash }) => id === row.id && contentHash === row.contentHash);
    if (known) return known;
    const plan = PlanVersion.parse(row.plan);
    const from = startOfDate(row.effectiveFrom, plan.timeZone);
    return { id: row.id, version: row.version ?? 0, plan, from, contentHash: row.contentHash };
  });
  cache.set(deps.handle, { versions, readAt: now });
  return versions;
}

/**
 * The version in force at an instant: the published one with the greatest start not after it. No job switches anything.
 *
 * @throws DomainError `no_plan_in_force` before the first version starts
 */
export async function planInForce(deps: Deps, at: Instant): Promise<PlanInForce> {
  const versions = await publishedPlans(deps);
  const found = versions.findLast(({ from }) => from <= at);
  if (!found)
    throw new DomainError("no_plan_in_force", "No plan version is in force at this time. Publish one first.", { at });
  return found;
}

/** Call after a publication in this process. */
export function forgetPlans(deps: Deps): void {
  cache.delete(deps.handle);
}
