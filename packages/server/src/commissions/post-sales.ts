import { commissionLine, type salesOrder } from "@upline/db";
import { addDays, type Instant, type Line, orderLines, originalOf } from "@upline/domain";
import { eq } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { type PlanInForce, publishedPlans } from "../plans/plan-in-force.ts";
import { type LaterSale, laterSales } from "./later-sales.ts";
import { refundKey } from "./line-ref.ts";
import { orderFactsOf } from "./order-facts.ts";
import { type LinePosting, type LineRow, type Posted, postLines, type TargetLine } from "./post-lines.ts";
import type { Sale } from "./save-outcome.ts";

type OrderRow = typeof salesOrder.$inferSelect;

/** Posts the lines of sales, and of those that a late one precedes. @returns one answer per sale, in the same order */
export async function postSales(tx: Deps, sales: readonly Sale[]): Promise<readonly Posted[]> {
  const versions = await publishedPlans(tx);
  const postings: LinePosting[] = [];
  for (const sale of sales) {
    const { order, outcome } = sale;
    const posted = order.effectiveAt === null ? [] : await linesOf(tx, order.id);
    const posting = postingOf(sale, versions, posted);
    const later = await laterSales(tx, { ...order, at: outcome.order.effectiveAt });
    postings.push(await withLater(tx, posting, later, versions));
  }
  return postLines(tx, postings);
}

const linesOf = (tx: Deps, orderId: OrderRow["id"]): Promise<LineRow[]> =>
  tx.db.select().from(commissionLine).where(eq(commissionLine.orderId, orderId));

/** A sale that is told late takes its place among others: what they came to changes with it, by the same cause. */
async function withLater(
  tx: Deps,
  posting: LinePosting,
  later: readonly LaterSale[],
  versions: readonly PlanInForce[],
): Promise<LinePosting> {
  const targets = later.flatMap((sale) =>
    sale.lines.map((line) => targetOf(line, { ...sale, at: sale.order.effectiveAt }, versions)),
  );
  const posted: LineRow[] = [];
  for (const { order } of later) posted.push(...(await linesOf(tx, order.id)));
  return { ...posting, targets: [...posting.targets, ...targets], posted: [...posting.posted, ...posted] };
}

function postingOf(sale: Sale, versions: readonly PlanInForce[], posted: readonly LineRow[]): LinePosting {
  const { order, outcome, plan, causeId, periodId, lineage, refunds, toldAt, toldIn } = sale;
  const { effectiveAt } = outcome.order;
  const plans = versions.map((version) => version.plan);
  const facts = orderFactsOf({ ...order, ...outcome.order, id: order.id, periodId }, lineage, plans, refunds);
  const { lines } = orderLines(plan.plan, facts);
  const newest = refunds.findLast(({ isNew }) => isNew);
  const isSale = order.effectiveAt === null;
  return {
    causeId,
    sourceType: "inbox_event",
    cause: isSale ? "order" : (newest?.cause ?? "refund"),
    currency: order.currency,
    effectiveAt: isSale ? effectiveAt : (newest?.effectiveAt ?? toldAt),
    periodId: isSale ? periodId : (newest?.periodId ?? toldIn),
    planVersion: plan.version,
    targets: lines.map((line) => targetOf(line, { ...sale, at: effectiveAt }, versions)),
    posted,
  };
}

/** An order with the plan and the steps back that its lines are of. */
interface Told {
  readonly order: Pick<OrderRow, "id">;
  readonly at: Instant;
  readonly plan: PlanInForce;
  readonly refunds: readonly { readonly ref: string; readonly effectiveAt: Instant }[];
}

function targetOf(line: Line, { order, at, plan, refunds }: Told, versions: readonly PlanInForce[]): TargetLine {
  const isRefund = originalOf(line) !== null;
  const refund = isRefund ? refunds.find(({ ref }) => line.sourceKey === `ref:${refundKey(order.id, ref)}`) : undefined;
  return {
    line,
    orderId: order.id,
    planVersionId: versions.find(({ version }) => version === line.planVersion)?.id ?? plan.id,
    effectiveAt: refund?.effectiveAt ?? at,
    availableAt: addDays(at, line.holdDays, plan.plan.timeZone),
  };
}
