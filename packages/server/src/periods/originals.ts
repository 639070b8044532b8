import { commissionLine, salesOrder } from "@upline/db";
import type { Line, Period, PlanVersion } from "@upline/domain";
import { and, asc, eq, inArray, isNotNull, isNull, like, lt, or, type SQL, sql } from "drizzle-orm";
import { lineOfRow } from "../commissions/line-of-row.ts";
import type { LineRow } from "../commissions/post-lines.ts";
import type { Deps } from "../deps.ts";
import { publishedPlans } from "../plans/plan-in-force.ts";

/**
 * Posted lines that the refund of some orders of earlier periods takes back: the lines of the orders themselves, those
 * over the volume of their sellers, and matches over any of them, and matches over those. Where a plan takes back at
 * the average rate, every line of the same earner, bonus and period. A week takes back lines of weeks, a month those of
 * months and what was paid at once.
 *
 * @param orders  orders of earlier periods that are taken back in a later one
 * @param before  the later one
 */
export async function originalsOf(
  deps: Deps,
  plan: PlanVersion,
  { orders, before }: { readonly orders: readonly string[]; readonly before: Pick<Period, "id" | "cadence"> },
): Promise<readonly Line[]> {
  if (orders.length === 0) return [];
  const found = new Map<string, LineRow>();
  let fresh = [...(await linesOf(deps, orders)), ...(await creditsOf(deps, orders, before))];
  while (fresh.length > 0) {
    for (const row of fresh) found.set(row.lineKey, row);
    const next = await matchesOver(deps, fresh);
    fresh = next.filter(({ lineKey }) => !found.has(lineKey));
  }
  for (const row of await averagedWith(deps, [...found.values()])) found.set(row.lineKey, row);
  const isOfCadence = await ofCadence(deps, plan, before.cadence);
  return [...found.values()]
    .filter(isOfCadence)
    .toSorted((a, b) => (a.lineKey < b.lineKey ? -1 : 1))
    .map((row) => lineOfRow(row, plan.minorDigits));
}

async function ofCadence(deps: Deps, plan: PlanVersion, cadence: string): Promise<(row: LineRow) => boolean> {
  const versions = (await publishedPlans(deps)).map((version) => version.plan);
  return ({ planVersion, bonusId }) => {
    const decided = versions.find(({ version }) => version === planVersion) ?? plan;
    const when = decided.bonuses.find(({ id }) => id === bonusId)?.when;
    if (!when || "live" in when) return cadence === plan.basePeriod;
    return when.close === cadence;
  };
}

/** Lines that name an order as their source, and lines over what its seller sold in the periods it counted in. */
async function linesOf(deps: Deps, orders: readonly string[]): Promise<LineRow[]> {
  const ids = [...orders] as (typeof salesOrder.$inferSelect.id)[];
  const periods = sql<string>`unnest(array_append(${salesOrder.otherPeriods}, ${salesOrder.periodId}))`;
  const sold = deps.db
    .select({ periodId: periods.as("period"), source: sql<string>`'mem:' || ${salesOrder.creditedTo}`.as("source") })
    .from(salesOrder)
    .where(inArray(salesOrder.id, ids))
    .as("sold");
  const overVolume = await deps.db
    .selectDistinctOn([commissionLine.lineKeyHash], { line: commissionLine })
    .from(commissionLine)
    .innerJoin(
      sold,
      and(
        eq(sold.periodId, commissionLine.periodId),
        eq(sold.source, commissionLine.sourceKey),
        isNull(commissionLine.orderId),
      ),
    );
  const ofOrder = await rowsWhere(deps, inArray(commissionLine.orderId, ids));
  return [...overVolume.map(({ line }) => line), ...ofOrder];
}

/** What hosts were credited for the parties of some orders, in periods before this one: a party may close after its orders. */
async function creditsOf(
  deps: Deps,
  orders: readonly string[],
  { id, cadence }: Pick<Period, "id" | "cadence">,
): Promise<LineRow[]> {
  const rows = await deps.db
    .selectDistinct({ partyId: salesOrder.partyId })
    .from(salesOrder)
    .where(
      and(inArray(salesOrder.id, [...orders] as (typeof salesOrder.$inferSelect.id)[]), isNotNull(salesOrder.partyId)),
    );
  if (rows.length === 0) return [];
  return rowsWhere(
    deps,
    and(
      inArray(
        commissionLine.sourceKey,
        rows.map(({ partyId }) => `party:${partyId}`),
      ),
      like(commissionLine.periodId, `${cadence}:%`),
      lt(commissionLine.periodId, id),
    ),
  );
}

async function matchesOver(deps: Deps, rows: readonly LineRow[]): Promise<LineRow[]> {
  const periods = Map.groupBy(rows, ({ periodId }) => periodId);
  const conditions = [...periods].map(([periodId, own]) => {
    const sources = [...new Set(own.map(({ bonusId, earnerId }) => `pay:${bonusId}:${earnerId}`))];
    return and(
      eq(commissionLine.periodId, periodId),
      inArray(commissionLine.sourceKey, sources),
      isNull(commissionLine.orderId),
    );
  });
  return rowsWhere(deps, or(...conditions));
}

async function averagedWith(deps: Deps, rows: readonly LineRow[]): Promise<LineRow[]> {
  const versions = await publishedPlans(deps);
  const averaging = new Set(
    versions.filter(({ plan }) => plan.policies.refund === "averageRate").map(({ version }) => version),
  );
  const conditions = rows
    .filter(({ planVersion }) => averaging.has(planVersion))
    .map(({ periodId, earnerId, bonusId }) =>
      and(
        eq(commissionLine.periodId, periodId),
        eq(commissionLine.earnerId, earnerId),
        eq(commissionLine.bonusId, bonusId),
      ),
    );
  return conditions.length === 0 ? [] : rowsWhere(deps, or(...conditions));
}

/** Lines of their own: what took something back before is read from the refunds. */
async function rowsWhere({ db }: Deps, where: SQL | undefined): Promise<LineRow[]> {
  return db
    .select()
    .from(commissionLine)
    .where(and(where, isNull(commissionLine.originalLineKeyHash)))
    .orderBy(asc(commissionLine.lineKey));
}
