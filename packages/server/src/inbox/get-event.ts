import {
  commissionLine,
  commissionPosting,
  distributor,
  inboxEvent,
  mail,
  outboxEvent,
  salesOrder,
  volumeEntry,
} from "@upline/db";
import { DomainError, epochMs, type Instant, type OrderId, toUnixSeconds } from "@upline/domain";
import { and, asc, eq, ne } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { bonusLabels, rankLabels } from "../plans/bonus-labels.ts";
import { isMeasured, withNames } from "./inbox.queries.ts";
import type { InboxRow } from "./process-inbox-events.job.ts";
import { PROVIDERS } from "./providers/registry.ts";
import { listReplays } from "./replay-event.ts";

/** A moment of an event's way. `ms` counts from its arrival; null where nothing was measured. */
export interface TimelineStep {
  readonly step: "received" | "verified" | "stored" | "picked_up" | "acted";
  readonly ms: number | null;
  readonly at: Instant | null;
  readonly text: { readonly key: string; readonly values: Readonly<Record<string, string>> };
  readonly ok: boolean;
}

/**
 * A stored event with everything known of it: headers and body as they came, how it was verified, what became of it and
 * what it caused.
 *
 * @throws DomainError `event_not_found`
 */
export async function getEvent(deps: Deps, inboxEventId: string) {
  const [event] = await deps.db
    .select()
    .from(inboxEvent)
    .where(eq(inboxEvent.id, inboxEventId as InboxRow["id"]));
  if (!event) throw new DomainError("event_not_found", "There is no event with this id.");
  const [row] = await withNames(deps, [event]);
  if (!row) throw new DomainError("event_not_found", "There is no event with this id.");
  const provider = PROVIDERS.get(event.provider);
  return {
    row: {
      ...row,
      occurredAt: event.occurredAt,
      lastDuplicateAt: event.lastDuplicateAt,
      lastError: event.lastError,
      processedAt: event.processedAt,
    },
    headers: event.headers,
    ...bodyOf(event),
    sizeBytes: event.sizeBytes,
    rawSha256: event.rawSha256,
    verification: {
      scheme: provider?.scheme ?? event.provider,
      verifiedWith: event.verifiedWith,
      ageSeconds: ageOf(event),
      toleranceSeconds: deps.config.WEBHOOK_TOLERANCE_SECONDS,
    },
    timeline: timelineOf(event),
    caused: await causedBy(deps, event),
    replays: await listReplays(deps, event.id),
  };
}

/** As text when the bytes are UTF-8 without controls that a screen would hide, otherwise in hex. */
function bodyOf({ raw }: InboxRow): { readonly bodyText: string | null; readonly bodyHex: string | null } {
  if (raw === null) return { bodyText: null, bodyHex: null };
  try {
    return { bodyText: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw), bodyHex: null };
  } catch {
    return { bodyText: null, bodyHex: Buffer.from(raw).toString("hex") };
  }
}

/** How old the signature was on arrival; negative when the sender's clock was ahead; null when the scheme has no time. */
function ageOf({ headers, receivedWallAt }: InboxRow): number | null {
  const sentAt = headers["webhook-timestamp"] ?? /^t=(\d{1,12}),/.exec(headers["stripe-signature"] ?? "")?.[1];
  return sentAt === undefined ? null : toUnixSeconds(receivedWallAt) - Number(sentAt);
}

function timelineOf(event: InboxRow): TimelineStep[] {
  const { receivedWallAt, timings, verifiedWith, status, because, detail } = event;
  const since = (at: string | undefined) =>
    at && isMeasured(event) ? epochMs(at as Instant) - epochMs(receivedWallAt) : null;
  const step = (
    name: TimelineStep["step"],
    ms: number | null,
    at: string | null,
    values: Record<string, string> = {},
  ): TimelineStep => ({
    step: name,
    ms,
    at: at as Instant | null,
    text: { key: `event.${name}`, values },
    ok: name !== "acted" || (status !== "dead" && status !== "held"),
  });
  const begun = [
    step("received", 0, receivedWallAt),
    step("verified", timings?.verifiedMs ?? null, null, { with: verifiedWith }),
    step("stored", timings?.storedMs ?? null, null),
  ];
  if (!timings?.pickedUpAt && status === "received") return begun;
  return [
    ...begun,
    step("picked_up", since(timings?.pickedUpAt), timings?.pickedUpAt ?? null),
    step("acted", since(timings?.processedAt), timings?.processedAt ?? null, {
      status,
      because: because ?? "",
      detail: detail ?? "",
    }),
  ];
}

async function causedBy(deps: Deps, event: InboxRow) {
  const orderId = event.effects?.orderId as OrderId | undefined;
  const [order] = orderId
    ? await deps.db
        .select({
          id: salesOrder.id,
          number: salesOrder.number,
          totalMinor: salesOrder.totalMinor,
          currency: salesOrder.currency,
          status: salesOrder.status,
        })
        .from(salesOrder)
        .where(eq(salesOrder.id, orderId))
    : [];
  const lines = await linesOf(deps, event.id);
  const news = await deps.db
    .select({ id: outboxEvent.id, type: outboxEvent.type, data: outboxEvent.data })
    .from(outboxEvent)
    .where(eq(outboxEvent.causeId, event.id))
    .orderBy(asc(outboxEvent.seq));
  const mails = await deps.db
    .select({ id: mail.id, kind: mail.kind, recipient: mail.recipient, status: mail.status })
    .from(mail)
    .where(eq(mail.causeId, event.id));
  const currency = lines[0]?.amount.currency ?? order?.currency ?? null;
  const total = lines.reduce((sum, { amount }) => sum + amount.minor, 0n);
  return {
    order: order
      ? {
          id: order.id,
          number: order.number,
          status: order.status,
          total: { minor: order.totalMinor, currency: order.currency },
        }
      : null,
    lines,
    linesTotal: currency === null ? null : { minor: total, currency },
    volume: await volumeOf(deps, event.id),
    mails,
    outboxEvents: news.map(({ id, type }) => ({ id, type })),
    ledgerTxIds: event.effects?.ledgerTxIds ?? [],
    rankNews: await rankNewsIn(deps, news),
    duplicateOf: await originalOf(deps, event),
  };
}

/** What this event moved: the difference it posted on each line. */
async function linesOf(deps: Deps, causeId: string) {
  const labels = await bonusLabels(deps);
  const rows = await deps.db
    .select({
      line: commissionLine,
      deltaMinor: commissionPosting.deltaMinor,
      name: distributor.name,
      number: distributor.number,
    })
    .from(commissionPosting)
    .innerJoin(commissionLine, eq(commissionLine.lineKeyHash, commissionPosting.lineKeyHash))
    .innerJoin(distributor, eq(distributor.id, commissionLine.earnerId))
    .where(eq(commissionPosting.causeId, causeId))
    .orderBy(asc(commissionLine.bonusId), asc(commissionLine.level));
  return rows.map(({ line, deltaMinor, name, number }) => ({
    id: line.id,
    earner: { id: line.earnerId, number, name },
    bonusId: line.bonusId,
    bonusLabel: labels.get(line.bonusId) ?? line.bonusId,
    level: line.level,
    rate: line.because.steps.find((step) => step.kind === "rate")?.rate ?? null,
    amount: { minor: deltaMinor, currency: line.currency },
  }));
}

async function volumeOf(deps: Deps, causeId: string) {
  const rows = await deps.db
    .select({
      volume: volumeEntry.volume,
      amount: volumeEntry.amount,
      id: distributor.id,
      number: distributor.number,
      name: distributor.name,
    })
    .from(volumeEntry)
    .innerJoin(distributor, eq(distributor.id, volumeEntry.distributorId))
    .where(eq(volumeEntry.causeId, causeId));
  const [first] = rows;
  const sumOf = (volume: string) =>
    rows.filter((row) => row.volume === volume).reduce((sum, { amount }) => sum + amount, 0n);
  if (!first) return null;
  return { distributor: { id: first.id, number: first.number, name: first.name }, pv: sumOf("pv"), cv: sumOf("cv") };
}

async function rankNewsIn(deps: Deps, news: readonly { readonly type: string; readonly data: string }[]) {
  const ranks = news.filter(({ type }) => type.startsWith("rank."));
  if (ranks.length === 0) return [];
  const labels = await rankLabels(deps);
  return ranks.map(({ type, data }) => {
    const { distributorId = "", from = "", to = "" } = JSON.parse(data) as Record<string, string>;
    return { key: type, values: { distributorId, from: labels.get(from) ?? from, to: labels.get(to) ?? to } };
  });
}

async function originalOf(deps: Deps, event: InboxRow) {
  const id = event.effects?.duplicateOf;
  if (!id) return null;
  const [original] = await deps.db
    .select({ id: inboxEvent.id, eventRef: inboxEvent.eventRef })
    .from(inboxEvent)
    .where(and(eq(inboxEvent.id, id as InboxRow["id"]), ne(inboxEvent.id, event.id)));
  return original ?? null;
}
