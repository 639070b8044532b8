import { salesOrder } from "@upline/db";
import { type DistributorId, type NotPaid, REASON_CODES } from "@upline/domain";
import { inArray } from "drizzle-orm";
import { z } from "zod";
import { subjectOf } from "../auth/can-view.ts";
import type { Deps } from "../deps.ts";
import { pageInput } from "../pages/keyset.ts";
import { findPeriod } from "../periods/period-view.ts";
import { evaluationOf } from "./evaluate-open.ts";
import { peopleSeen } from "./people-seen.ts";

export const ListNotPaid = pageInput.extend({
  periodId: z.string().max(40).nullish(),
  code: z.enum(REASON_CODES).optional(),
  distributorId: z.string().max(60).optional(),
});

/**
 * Orders of a person's team in a period from which a bonus paid him nothing, newest first, each with its one reason;
 * and how often each reason occurs. For an open period as things stand now.
 */
export async function listNotPaid(deps: Deps, input: z.output<typeof ListNotPaid>) {
  const distributorId = await subjectOf(deps, input.distributorId);
  const period = await findPeriod(deps, input.periodId);
  const found = await evaluationOf(deps, period);
  if (!found) return { rows: [], nextCursor: null, total: 0, byCode: [] };
  const { facts, inquiry, plan } = found;
  const orderOf = new Map(facts.facts.flatMap((fact) => (fact.t === "order" ? [[fact.order, fact] as const] : [])));
  const timeOf = ({ orderId }: NotPaid) => orderOf.get(orderId)?.effectiveAt ?? "";
  const all = inquiry
    .notPaidOf(distributorId)
    .toSorted((a, b) => (timeOf(a) < timeOf(b) ? 1 : timeOf(a) > timeOf(b) ? -1 : a.orderId < b.orderId ? 1 : -1));
  const byCode = [...Map.groupBy(all, ({ code }) => code)].map(([code, own]) => ({ code, count: own.length }));
  const wanted = all.filter(({ code }) => input.code === undefined || code === input.code);
  const from = Number(input.cursor ?? "0") || 0;
  const shown = wanted.slice(from, from + input.limit);

  const ids = [...new Set(shown.map(({ orderId }) => orderId))] as (typeof salesOrder.$inferSelect.id)[];
  const orders =
    ids.length === 0
      ? []
      : await deps.db
          .select({ id: salesOrder.id, number: salesOrder.number })
          .from(salesOrder)
          .where(inArray(salesOrder.id, ids));
  const numbers = new Map<string, string>(orders.map(({ id, number }) => [id, number]));
  const people = await peopleSeen(
    deps,
    shown.map(({ orderId }) => (orderOf.get(orderId)?.creditedTo ?? null) as DistributorId | null),
  );
  const labels = new Map(plan.plan.bonuses.map(({ id, label }) => [id, label]));
  return {
    rows: shown.map(({ orderId, bonusId, code, detail, level, wouldEarn }) => {
      const order = orderOf.get(orderId);
      return {
        orderId,
        orderNumber: numbers.get(orderId) ?? "",
        effectiveAt: order?.effectiveAt ?? period.start,
        bonusId,
        bonusLabel: labels.get(bonusId) ?? bonusId,
        from: people.get(order?.creditedTo ?? "") ?? null,
        level,
        code,
        detail,
        wouldHaveEarned: wouldEarn,
        cv: order?.volumes.cv ?? 0n,
        currency: plan.plan.currency,
      };
    }),
    nextCursor: from + input.limit < wanted.length ? String(from + input.limit) : null,
    total: wanted.length,
    byCode: byCode.toSorted((a, b) => b.count - a.count),
  };
}
