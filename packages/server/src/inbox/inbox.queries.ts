import { inboxEvent, paymentFact, rejectedRequest, salesOrder } from "@upline/db";
import { epochMs, INBOX_STATES, type InboxState, type Instant, type OrderId } from "@upline/domain";
import { and, count, desc, eq, gt, gte, ilike, inArray, lt, or, sum } from "drizzle-orm";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { cursorOf, pageInput, toPage } from "../pages/keyset.ts";
import type { InboxRow } from "./process-inbox-events.job.ts";

export const ListInbox = pageInput.extend({
  /** `duplicates`: events that came more than once. */
  status: z.enum([...INBOX_STATES, "duplicates"]).optional(),
  provider: z.string().max(40).optional(),
  type: z.string().max(100).optional(),
  q: z.string().trim().max(100).optional(),
  /** Wall time. */
  since: z.string().max(40).optional(),
});

/** Stored events, newest first, with how many there are of each state whatever the filter. */
export async function listInbox(deps: Deps, input: z.output<typeof ListInbox>) {
  const { status, provider, type, q, since, cursor, limit } = input;
  const after = cursorOf(cursor);
  const found = await deps.db
    .select(COLUMNS)
    .from(inboxEvent)
    .where(
      and(
        status === "duplicates" ? gt(inboxEvent.duplicates, 0) : status ? eq(inboxEvent.status, status) : undefined,
        provider ? eq(inboxEvent.provider, provider) : undefined,
        type ? eq(inboxEvent.type, type) : undefined,
        q ? matching(q) : undefined,
        since ? gte(inboxEvent.receivedWallAt, since as Instant) : undefined,
        after
          ? or(
              lt(inboxEvent.receivedWallAt, after.at),
              and(eq(inboxEvent.receivedWallAt, after.at), lt(inboxEvent.id, after.id as InboxRow["id"])),
            )
          : undefined,
      ),
    )
    .orderBy(desc(inboxEvent.receivedWallAt), desc(inboxEvent.id))
    .limit(limit + 1);
  const page = toPage(found, limit, ({ receivedWallAt, id }) => ({ at: receivedWallAt, id }));
  return { rows: await withNames(deps, page.rows), nextCursor: page.nextCursor, counts: await countEvents(deps) };
}

function matching(q: string) {
  const starting = `${q.replace(/[\\%_]/g, "\\$&")}%`;
  return or(
    eq(inboxEvent.id, q as InboxRow["id"]),
    ilike(inboxEvent.eventRef, starting),
    ilike(inboxEvent.paymentRef, starting),
    ilike(inboxEvent.orderRef, starting),
    ilike(inboxEvent.type, starting),
    eq(inboxEvent.because, q),
  );
}

const COLUMNS = {
  id: inboxEvent.id,
  provider: inboxEvent.provider,
  type: inboxEvent.type,
  mode: inboxEvent.mode,
  eventRef: inboxEvent.eventRef,
  receivedAt: inboxEvent.receivedAt,
  receivedWallAt: inboxEvent.receivedWallAt,
  status: inboxEvent.status,
  because: inboxEvent.because,
  detail: inboxEvent.detail,
  waitingFor: inboxEvent.waitingFor,
  duplicates: inboxEvent.duplicates,
  attempts: inboxEvent.attempts,
  nextAttemptAt: inboxEvent.nextAttemptAt,
  verifiedWith: inboxEvent.verifiedWith,
  timings: inboxEvent.timings,
  effects: inboxEvent.effects,
  paymentRef: inboxEvent.paymentRef,
  orderRef: inboxEvent.orderRef,
};
type Found = Pick<InboxRow, keyof typeof COLUMNS>;

/** An imported event came through no door: between its arrival and its effects lies no time that anybody measured. */
export const isMeasured = ({ verifiedWith }: Pick<InboxRow, "verifiedWith">): boolean => verifiedWith !== "import";

/** Adds what people call the order, and the amount that the event is about. */
export async function withNames(deps: Deps, rows: readonly Found[]) {
  const orderIds = rows.flatMap(({ effects }) => (effects?.orderId ? [effects.orderId as OrderId] : []));
  const orders = orderIds.length
    ? await deps.db
        .select({ id: salesOrder.id, number: salesOrder.number })
        .from(salesOrder)
        .where(inArray(salesOrder.id, orderIds))
    : [];
  const paymentRefs = rows.flatMap(({ paymentRef }) => (paymentRef === null ? [] : [paymentRef]));
  const facts = paymentRefs.length
    ? await deps.db.select().from(paymentFact).where(inArray(paymentFact.paymentRef, paymentRefs))
    : [];
  return rows.map(({ timings, effects, verifiedWith, ...row }) => {
    const ofPayment = facts.filter((fact) => fact.provider === row.provider && fact.paymentRef === row.paymentRef);
    const fact =
      ofPayment.find(({ causeId }) => causeId === row.id) ??
      ofPayment.find(({ operation }) => operation === "confirmed");
    const amount =
      fact?.currency && fact.amountMinor !== null ? { minor: fact.amountMinor, currency: fact.currency } : null;
    return {
      ...row,
      amount,
      orderId: effects?.orderId ?? null,
      orderNumber: orders.find(({ id }) => id === effects?.orderId)?.number ?? null,
      ms:
        timings?.processedAt && isMeasured({ verifiedWith })
          ? epochMs(timings.processedAt as Instant) - epochMs(row.receivedWallAt)
          : null,
    };
  });
}

/** How many events there are of each state, and how many repeats were not stored. */
export async function countEvents(deps: Deps) {
  const found = await deps.db
    .select({ status: inboxEvent.status, events: count(), duplicates: sum(inboxEvent.duplicates).mapWith(Number) })
    .from(inboxEvent)
    .groupBy(inboxEvent.status);
  const of = (status: InboxState) => found.find((row) => row.status === status)?.events ?? 0;
  return {
    all: found.reduce((all, { events }) => all + events, 0),
    received: of("received"),
    processed: of("processed"),
    ignored: of("ignored"),
    unmatched: of("unmatched"),
    held: of("held"),
    dead: of("dead"),
    duplicates: found.reduce((all, row) => all + (row.duplicates ?? 0), 0),
  };
}

export const ListRejected = pageInput.extend({ provider: z.string().max(40).optional() });

/** Requests that the door refused, newest first. */
export async function listRejected(deps: Deps, { provider, cursor, limit }: z.output<typeof ListRejected>) {
  const after = cursorOf(cursor);
  const rows = await deps.db
    .select()
    .from(rejectedRequest)
    .where(
      and(
        provider ? eq(rejectedRequest.provider, provider) : undefined,
        after
          ? or(
              lt(rejectedRequest.at, after.at),
              and(eq(rejectedRequest.at, after.at), lt(rejectedRequest.id, after.id)),
            )
          : undefined,
      ),
    )
    .orderBy(desc(rejectedRequest.at), desc(rejectedRequest.id))
    .limit(limit + 1);
  return toPage(rows, limit, ({ at, id }) => ({ at, id }));
}
