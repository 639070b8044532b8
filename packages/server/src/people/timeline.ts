import { auditEntry, closedResult, commissionLine, distributor, distributorStatus, mail, salesOrder } from "@upline/db";
import type { DistributorId, Instant } from "@upline/domain";
import { and, desc, eq, lt, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { cursorOf, pageInput, toPage } from "../pages/keyset.ts";
import { bonusLabels, rankLabels } from "../plans/bonus-labels.ts";

export const TIMELINE_KINDS = ["joined", "order", "line", "reversal", "rank", "mail", "status", "audit"] as const;
export const ListTimeline = pageInput.extend({
  distributorId: z.string(),
  kinds: z.array(z.enum(TIMELINE_KINDS)).optional(),
});

/** One thing that happened to or around a person. `key` and `values` are worded by the portal. */
export interface TimelineEntry {
  readonly id: string;
  readonly at: Instant;
  readonly kind: (typeof TIMELINE_KINDS)[number];
  readonly title: { readonly key: string; readonly values: Readonly<Record<string, string>> };
  readonly amount: { readonly minor: bigint; readonly currency: string } | null;
  readonly href: string | null;
}

/** Eight sources in one order, newest first: each is asked for one page, and the pages are merged. */
export async function listTimeline(deps: Deps, input: z.output<typeof ListTimeline>) {
  const id = input.distributorId as DistributorId;
  const before = cursorOf(input.cursor)?.at ?? null;
  const most = input.limit + 1;
  const wanted = new Set<string>(input.kinds ?? TIMELINE_KINDS);
  const parts = await Promise.all([
    wanted.has("order") ? orders(deps, id, before, most) : [],
    wanted.has("line") || wanted.has("reversal") ? lines(deps, id, before, most) : [],
    wanted.has("rank") ? ranks(deps, id, before, most) : [],
    wanted.has("mail") ? mails(deps, id, before, most) : [],
    wanted.has("status") || wanted.has("joined") ? statuses(deps, id, before, most) : [],
    wanted.has("audit") ? audits(deps, id, before, most) : [],
  ]);
  const rows = parts
    .flat()
    .filter(({ kind }) => wanted.has(kind))
    .toSorted((a, b) => (a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1))
    .slice(0, most);
  return toPage(rows, input.limit, ({ at, id: row }) => ({ at, id: row }));
}

const until = (column: Parameters<typeof lt>[0], before: Instant | null): SQL | undefined =>
  before ? lt(column, before) : undefined;

async function orders(deps: Deps, id: DistributorId, before: Instant | null, most: number): Promise<TimelineEntry[]> {
  const rows = await deps.db
    .select()
    .from(salesOrder)
    .where(and(eq(salesOrder.creditedTo, id), until(salesOrder.placedAt, before)))
    .orderBy(desc(salesOrder.placedAt))
    .limit(most);
  return rows.map((row) => ({
    id: row.id,
    at: row.placedAt,
    kind: "order",
    title: { key: `timeline.order.${row.status}`, values: { number: row.number, buyer: row.buyerName } },
    amount: { minor: row.totalMinor, currency: row.currency },
    href: `/admin/orders/${row.id}`,
  }));
}

async function lines(deps: Deps, id: DistributorId, before: Instant | null, most: number): Promise<TimelineEntry[]> {
  const labels = await bonusLabels(deps);
  const rows = await deps.db
    .select()
    .from(commissionLine)
    .where(and(eq(commissionLine.earnerId, id), until(commissionLine.effectiveAt, before)))
    .orderBy(desc(commissionLine.effectiveAt))
    .limit(most);
  return rows.map((row) => ({
    id: row.id,
    at: row.effectiveAt,
    kind: row.originalLineKeyHash === null ? "line" : "reversal",
    title: {
      key: `timeline.${row.originalLineKeyHash === null ? "line" : "reversal"}`,
      values: { bonus: labels.get(row.bonusId) ?? row.bonusId, level: String(row.level) },
    },
    amount: { minor: row.amountMinor, currency: row.currency },
    href: `/earnings/${row.id}`,
  }));
}

async function ranks(deps: Deps, id: DistributorId, before: Instant | null, most: number): Promise<TimelineEntry[]> {
  const labels = await rankLabels(deps);
  const rows = await deps.db
    .select()
    .from(closedResult)
    .where(and(eq(closedResult.distributorId, id), until(closedResult.closedAt, before)))
    .orderBy(desc(closedResult.closedAt))
    .limit(most);
  return rows.map((row) => ({
    id: `rank:${row.periodId}:${row.run}`,
    at: row.closedAt,
    kind: "rank",
    title: { key: "timeline.rank", values: { rank: labels.get(row.paidAs) ?? row.paidAs, period: row.periodId } },
    amount: null,
    href: null,
  }));
}

async function mails(deps: Deps, id: DistributorId, before: Instant | null, most: number): Promise<TimelineEntry[]> {
  const rows = await deps.db
    .select({ id: mail.id, at: mail.createdAt, subject: mail.subject })
    .from(mail)
    .where(and(eq(mail.personId, id), until(mail.createdAt, before)))
    .orderBy(desc(mail.createdAt))
    .limit(most);
  return rows.map(({ id: mailId, at, subject }) => ({
    id: mailId,
    at,
    kind: "mail",
    title: { key: "timeline.mail", values: { subject } },
    amount: null,
    href: `/admin/mail/${mailId}`,
  }));
}

async function statuses(deps: Deps, id: DistributorId, before: Instant | null, most: number): Promise<TimelineEntry[]> {
  const [person] = await deps.db
    .select({ joinedAt: distributor.joinedAt })
    .from(distributor)
    .where(eq(distributor.id, id));
  const rows = await deps.db
    .select()
    .from(distributorStatus)
    .where(and(eq(distributorStatus.distributorId, id), until(distributorStatus.fromAt, before)))
    .orderBy(desc(distributorStatus.fromAt))
    .limit(most);
  return rows.map(({ status, fromAt, seq }) => {
    const joined = fromAt === person?.joinedAt;
    return {
      id: `status:${seq}`,
      at: fromAt,
      kind: joined ? "joined" : "status",
      title: { key: joined ? "timeline.joined" : `timeline.status.${status}`, values: {} },
      amount: null,
      href: null,
    };
  });
}

async function audits(deps: Deps, id: DistributorId, before: Instant | null, most: number): Promise<TimelineEntry[]> {
  const rows = await deps.db
    .select()
    .from(auditEntry)
    .where(and(eq(auditEntry.subjectId, id), until(auditEntry.at, before)))
    .orderBy(desc(auditEntry.at))
    .limit(most);
  return rows.map((row) => ({
    id: `audit:${row.id}`,
    at: row.at,
    kind: "audit",
    title: { key: "timeline.audit", values: { actor: row.actorName, action: row.action } },
    amount: null,
    href: `/admin/audit?q=${id}`,
  }));
}
