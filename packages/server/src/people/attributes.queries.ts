import { distributorAttribute } from "@upline/db";
import { attributesRead, type DistributorId, type Instant } from "@upline/domain";
import { and, asc, desc, eq, lte } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { publishedPlans } from "../plans/plan-in-force.ts";

/** What plans read about somebody at a moment, by key. An empty value is none. */
export async function attributesAt(
  { db }: Deps,
  distributorId: DistributorId,
  at: Instant,
): Promise<Readonly<Record<string, string>>> {
  const rows = await db
    .select({ key: distributorAttribute.key, value: distributorAttribute.value })
    .from(distributorAttribute)
    .where(and(eq(distributorAttribute.distributorId, distributorId), lte(distributorAttribute.fromAt, at)))
    .orderBy(asc(distributorAttribute.fromAt), asc(distributorAttribute.seq));
  const newest = new Map(rows.map(({ key, value }) => [key, value]));
  return Object.fromEntries([...newest].filter(([, value]) => value !== ""));
}

/** Everything that was recorded about somebody, what counts last on top, and what published plans ask for. */
export async function listAttributes(deps: Deps, distributorId: DistributorId) {
  const now = deps.clock.now();
  const rows = await deps.db
    .select()
    .from(distributorAttribute)
    .where(eq(distributorAttribute.distributorId, distributorId))
    .orderBy(desc(distributorAttribute.fromAt), desc(distributorAttribute.seq));
  const seen = new Set<string>();
  const history = rows.map(({ key, value, fromAt, recordedAt, recordedBy, reason, seq }) => {
    const isNewest = fromAt <= now && !seen.has(key);
    if (fromAt <= now) seen.add(key);
    const state = fromAt > now ? ("later" as const) : isNewest && value !== "" ? ("now" as const) : ("past" as const);
    return { id: String(seq), key, value: value === "" ? null : value, fromAt, recordedAt, recordedBy, reason, state };
  });
  const asked = new Map<string, string[]>();
  for (const { plan } of await publishedPlans(deps)) {
    for (const [key, values] of attributesRead(plan)) {
      asked.set(key, [...new Set([...(asked.get(key) ?? []), ...values])]);
    }
  }
  return { history, asked: [...asked].map(([key, values]) => ({ key, values })) };
}
