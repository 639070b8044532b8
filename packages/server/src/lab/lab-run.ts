import { commissionLine, commissionPosting, inboxEvent, labRun, mail, outboxEvent, payment } from "@upline/db";
import { DomainError, type InboxEventId } from "@upline/domain";
import { eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { notFound } from "../auth/can-view.ts";
import type { Deps } from "../deps.ts";
import type { Expectation } from "./cases.ts";
import { fits } from "./fits.ts";
import { Exchange } from "./sandbox-client.ts";

/** One stage of a request's way, with milliseconds since it was received; `ms` is null where nothing was measured. */
export interface Stage {
  readonly step: "received" | "verified" | "stored" | "answered" | "picked_up" | "processed" | "lines" | "mail";
  readonly ms: number | null;
  readonly state: "done" | "waiting" | "failed" | "skipped";
  readonly detail: { readonly key: string; readonly values: Readonly<Record<string, string>> };
}

/**
 * One send from the laboratory with what it led to so far. Stages come from committed rows and the door's own clock.
 *
 * @throws DomainError `lab_run_not_found`
 */
export async function getLabRun(deps: Deps, id: string) {
  const [run] = await deps.db.select().from(labRun).where(eq(labRun.id, id));
  if (!run) throw new DomainError("lab_run_not_found", notFound().message);
  const requests = z.array(Exchange).parse(run.requests);
  const expected = run.expected as Expectation;
  const ids = run.inboxEventIds as InboxEventId[];
  const events = ids.length === 0 ? [] : await deps.db.select().from(inboxEvent).where(inArray(inboxEvent.id, ids));
  const effects = await effectsOf(deps, ids);
  const settled = events.every(({ status }) => status !== "received");
  const statuses = [...new Set(requests.map(({ status }) => status ?? 0))];
  const stored = newIn(events, requests);
  const isNew = ({ causeId }: { readonly causeId: string }) => stored.some(({ id: eventId }) => eventId === causeId);
  return {
    id: run.id,
    at: run.at,
    provider: run.provider,
    labCase: run.labCase,
    requests,
    expected,
    got: {
      status: statuses,
      /** Events that this run added; those it repeats were there before. */
      stored: stored.length,
      known: events.length - stored.length,
      postedMinor: effects.lines.filter(isNew).reduce((sum, { deltaMinor }) => sum + deltaMinor, 0n),
      settled,
    },
    matches: fits(expected, {
      statuses,
      events,
      payments: await paymentsOf(deps, events),
      lines: effects.lines.length,
    }),
    inboxEventIds: ids,
    events: events.map(({ id: eventId, type, status, because, detail }) => ({
      id: eventId,
      type,
      status,
      because,
      detail,
    })),
    stages: stagesOf(requests, events, effects),
    effects,
  };
}

/** An event that arrived before the run began was sent earlier: this run repeats it. */
function newIn(events: readonly Event[], requests: readonly Exchange[]): readonly Event[] {
  const began = Math.min(...requests.map(({ sentAt }) => Date.parse(sentAt)));
  return events.filter(({ receivedWallAt }) => Date.parse(receivedWallAt) >= began);
}

async function paymentsOf(deps: Deps, events: readonly Event[]) {
  const refs = events.flatMap(({ paymentRef }) => paymentRef ?? []);
  if (refs.length === 0) return [];
  const found = await deps.db.select().from(payment).where(inArray(payment.paymentRef, refs));
  return found.filter((row) =>
    events.some(({ provider, paymentRef }) => row.provider === provider && row.paymentRef === paymentRef),
  );
}

async function effectsOf(deps: Deps, ids: readonly InboxEventId[]) {
  if (ids.length === 0) return { lines: [], linesTotalMinor: 0n, currency: null, mails: [], outboxEvents: [] };
  const causes = [...ids];
  const lines = await deps.db
    .select({
      id: commissionLine.id,
      bonusId: commissionLine.bonusId,
      earnerId: commissionLine.earnerId,
      level: commissionLine.level,
      causeId: commissionPosting.causeId,
      deltaMinor: commissionPosting.deltaMinor,
      currency: commissionPosting.currency,
    })
    .from(commissionPosting)
    .innerJoin(commissionLine, eq(commissionLine.lineKeyHash, commissionPosting.lineKeyHash))
    .where(inArray(commissionPosting.causeId, causes));
  const mails = await deps.db
    .select({ id: mail.id, kind: mail.kind, recipient: mail.recipient, status: mail.status, sentAt: mail.sentAt })
    .from(mail)
    .where(inArray(mail.causeId, causes));
  const news = await deps.db
    .select({ id: outboxEvent.id, type: outboxEvent.type })
    .from(outboxEvent)
    .where(inArray(outboxEvent.causeId, causes))
    .orderBy(sql`${outboxEvent.seq}`);
  const linesTotalMinor = lines.reduce((sum, { deltaMinor }) => sum + deltaMinor, 0n);
  return { lines, linesTotalMinor, currency: lines[0]?.currency ?? null, mails, outboxEvents: news };
}

type Event = typeof inboxEvent.$inferSelect;
type Effects = Awaited<ReturnType<typeof effectsOf>>;

function stagesOf(requests: readonly Exchange[], events: readonly Event[], effects: Effects): Stage[] {
  const [request] = requests;
  const event = events.at(-1);
  const answered: Stage = {
    step: "answered",
    ms: request?.ms ?? null,
    state: request?.status === null || request === undefined ? "failed" : "done",
    detail: { key: "lab.answered", values: { status: String(request?.status ?? request?.error ?? "") } },
  };
  if (!event) return [plain("received", 0, "done"), answered, plain("stored", null, "skipped")];
  const since = (at: string | null | undefined) =>
    at ? Math.max(0, Date.parse(at) - Date.parse(event.receivedWallAt)) : null;
  const { timings } = event;
  const waiting = event.status === "received";
  const failed = event.status === "dead";
  const lastMail = effects.mails
    .map(({ sentAt }) => sentAt)
    .filter((at) => at !== null)
    .sort()
    .at(-1);
  const mailState = effects.mails.length === 0 ? "skipped" : lastMail ? "done" : "waiting";
  return [
    plain("received", 0, "done"),
    plain("verified", timings?.verifiedMs ?? null, "done", { with: event.verifiedWith }),
    plain("stored", timings?.storedMs ?? null, "done"),
    answered,
    plain("picked_up", since(timings?.pickedUpAt), waiting && !timings?.pickedUpAt ? "waiting" : "done"),
    plain("processed", since(timings?.processedAt), waiting ? "waiting" : failed ? "failed" : "done", {
      status: event.status,
      because: event.because ?? "",
    }),
    plain("lines", since(timings?.processedAt), waiting ? "waiting" : effects.lines.length > 0 ? "done" : "skipped", {
      count: String(effects.lines.length),
    }),
    plain("mail", since(lastMail), mailState, { count: String(effects.mails.length) }),
  ];
}

const plain = (
  step: Stage["step"],
  ms: number | null,
  state: Stage["state"],
  values: Record<string, string> = {},
): Stage => ({
  step,
  ms,
  state,
  detail: { key: `lab.${step}`, values },
});
