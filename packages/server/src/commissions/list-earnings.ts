import { commissionLine, distributor, estimateLine, salesOrder } from "@upline/db";
import { and, asc, desc, eq, gt, ilike, inArray, isNotNull, isNull, lt, ne, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { subjectOf } from "../auth/can-view.ts";
import type { Deps } from "../deps.ts";
import { cursorOf, pageInput, toPage } from "../pages/keyset.ts";
import { findPeriod } from "../periods/period-view.ts";
import { shownWith } from "../periods/shown-with.ts";
import { estimatedRows, postedRows, takenBack } from "./earning-row.ts";
import { allOf, evaluateOpen, openWith } from "./evaluate-open.ts";

export const ListEarnings = pageInput.extend({
  periodId: z.string().max(40).nullish(),
  tab: z.enum(["earned", "reversed", "estimated"]).optional(),
  bonusId: z.string().max(60).optional(),
  state: z.enum(["estimated", "pending", "available", "held", "in_payout", "paid", "reversed"]).optional(),
  q: z.string().max(100).optional(),
  distributorId: z.string().max(60).optional(),
});

type Input = z.output<typeof ListEarnings>;

/**
 * Lines of a distributor, newest first, with the sum over all that match: posted ones, or those that a close would post
 * now. Without a period all of them.
 */
export async function listEarnings(deps: Deps, input: Input) {
  const earnerId = await subjectOf(deps, input.distributorId);
  if (input.tab === "estimated" || input.state === "estimated") return listEstimates(deps, earnerId, input);
  const after = cursorOf(input.cursor);
  const filter: (SQL | undefined)[] = [eq(commissionLine.earnerId, earnerId), ne(commissionLine.amountMinor, 0n)];
  if (input.periodId) {
    const shown = await shownWith(deps, await findPeriod(deps, input.periodId));
    filter.push(inArray(commissionLine.periodId, [...shown]));
  }
  if (input.tab === "earned") filter.push(isNull(commissionLine.originalLineKeyHash));
  if (input.tab === "reversed") filter.push(isNotNull(commissionLine.originalLineKeyHash));
  if (input.bonusId) filter.push(eq(commissionLine.bonusId, input.bonusId));
  if (input.state) filter.push(stateIs(input.state));
  if (input.q) filter.push(matches(input.q, earnerId));
  const [totals] = await deps.db
    .select({
      count: sql<number>`count(*)::int`,
      minor: sql<string>`coalesce(sum(${commissionLine.amountMinor}) filter (where ${commissionLine.settle} = 'cash'), 0)::text`,
    })
    .from(commissionLine)
    .where(and(...filter));
  const below = after
    ? or(
        lt(commissionLine.effectiveAt, after.at),
        and(eq(commissionLine.effectiveAt, after.at), lt(commissionLine.id, after.id)),
      )
    : undefined;
  const rows = await deps.db
    .select({ line: commissionLine, takenBack })
    .from(commissionLine)
    .where(and(...filter, below))
    .orderBy(desc(commissionLine.effectiveAt), desc(commissionLine.id))
    .limit(input.limit + 1);
  const page = toPage(rows, input.limit, ({ line }) => ({ at: line.effectiveAt, id: line.id }));
  return {
    rows: await postedRows(deps, page.rows),
    nextCursor: page.nextCursor,
    totals: { count: totals?.count ?? 0, minor: BigInt(totals?.minor ?? "0") },
  };
}

function stateIs(state: NonNullable<Input["state"]>): SQL | undefined {
  const isLine = isNull(commissionLine.originalLineKeyHash);
  const isGone = sql`${commissionLine.amountMinor} + ${takenBack}::bigint = 0`;
  const isHeld = sql`exists (select 1 from ${distributor} where ${distributor.id} = ${commissionLine.earnerId} and ${distributor.status} in ('pending', 'suspended'))`;
  switch (state) {
    case "pending":
      return and(isLine, gt(commissionLine.pendingMinor, 0n), sql`not ${isHeld}`);
    case "held":
      return and(isLine, gt(commissionLine.pendingMinor, 0n), isHeld);
    case "available":
      return and(isLine, eq(commissionLine.pendingMinor, 0n), sql`not ${isGone}`);
    case "reversed":
      return or(isNotNull(commissionLine.originalLineKeyHash), isGone);
    case "estimated":
    case "in_payout":
    case "paid":
      return sql`false`;
  }
}

/** By order number, or by the name of one's own customer; other names are not searched, since they may be hidden. */
function matches(text: string, earnerId: string): SQL {
  const like = `%${text.trim().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return sql`exists (select 1 from ${salesOrder} where ${salesOrder.id} = ${commissionLine.orderId} and (${ilike(salesOrder.number, like)}
    or (${salesOrder.creditedTo} = ${earnerId} and ${ilike(salesOrder.buyerName, like)})))`;
}

async function listEstimates(deps: Deps, earnerId: typeof estimateLine.$inferSelect.earnerId, input: Input) {
  const periods = allOf(await evaluateOpen(deps));
  const asked = input.periodId
    ? openWith(periods, await findPeriod(deps, input.periodId))
    : periods.map(({ period }) => period.id);
  const filter = [eq(estimateLine.earnerId, earnerId), inArray(estimateLine.periodId, asked)];
  if (input.bonusId) filter.push(eq(estimateLine.bonusId, input.bonusId));
  const all = await deps.db
    .select()
    .from(estimateLine)
    .where(and(...filter))
    .orderBy(desc(estimateLine.amountMinor), asc(estimateLine.lineKeyHash));
  const from = Number(input.cursor ?? "0") || 0;
  const shown = all.slice(from, from + input.limit);
  const becauseOf = new Map(periods.flatMap(({ evaluation }) => evaluation.lines.map((line) => [line.key, line])));
  const rows = await estimatedRows(
    deps,
    shown.map((row) => ({ ...row, because: becauseOf.get(row.lineKey)?.because ?? null })),
  );
  return {
    rows,
    nextCursor: from + input.limit < all.length ? String(from + input.limit) : null,
    totals: {
      count: all.length,
      minor: all.reduce((sum, { amountMinor, settle }) => (settle === "cash" ? sum + amountMinor : sum), 0n),
    },
  };
}
