"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import Link from "next/link";
import { SectionHead } from "~/components/shell/page-head";
import { moneyText } from "~/components/ui/format";
import { StatusPill } from "~/components/ui/status-pill";
import { admin } from "~/messages/en/admin";
import { integrations } from "~/messages/en/integrations";
import { lab } from "~/messages/en/lab";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { CausedLines } from "../../integrations/events/_components/caused-lines";
import { becauseText } from "../../integrations/events/_components/event-outcome";
import type { LabRun } from "./types";

/** What the run left behind: lines with their sum, e-mails, messages to others. */
export function Effects({ run }: { readonly run: LabRun }) {
  const { effects, events, got, requests } = run;
  const accepted = requests.filter(({ status }) => status !== null && status < 300).length;
  const repeats = accepted - got.stored;
  return (
    <section>
      <SectionHead title={lab.effects} />
      <p className="sm effects-line">{got.settled ? summary(run) : lab.effectsWait}</p>
      {repeats > 0 ? (
        <p className="sm muted">{say(lab.lastAdded, { count: requests.length, stored: got.stored, repeats })}</p>
      ) : null}
      {events
        .filter(({ because }) => because !== null)
        .map(({ id, type, because, detail }) => (
          <p key={id} className="sm muted">
            <span className="mono">{type}</span>: {because ? becauseText(because) : null} {detail}
          </p>
        ))}
      {got.settled && effects.lines.length > 0 ? events.map(({ id }) => <Lines key={id} eventId={id} />) : null}
      <Letters run={run} />
    </section>
  );
}

/** "3 lines, $28.00 (16.00 + 8.00 + 4.00), 2 e-mails, 3 events for connected systems." */
function summary({ effects }: LabRun): string {
  const { lines, linesTotalMinor, currency, mails, outboxEvents } = effects;
  const parts: string[] = [];
  if (lines.length > 0 && currency) {
    const sum = moneyText(linesTotalMinor, currency);
    const terms = sumText(
      lines.map(({ deltaMinor }) => deltaMinor),
      currency,
    );
    parts.push(
      say(lab.effectLines, { count: lines.length, sum }) +
        (lines.length > 1 ? ` ${say(lab.effectSum, { parts: terms })}` : ""),
    );
  }
  if (mails.length > 0) parts.push(say(lab.effectMails, { count: mails.length }));
  if (outboxEvents.length > 0) parts.push(say(lab.effectNews, { count: outboxEvents.length }));
  return parts.length === 0 ? lab.effectsEmpty : `${parts.join(", ")}.`;
}

/** "$19.20 − $6.40": a sign stands once. */
function sumText(amounts: readonly bigint[], currency: string): string {
  return amounts
    .map((minor, index) => {
      const size = moneyText(minor < 0n ? -minor : minor, currency);
      if (index === 0) return moneyText(minor, currency);
      return minor < 0n ? `− ${size}` : `+ ${size}`;
    })
    .join(" ");
}

/** The lines by name, read where the event's own page reads them. */
function Lines({ eventId }: { readonly eventId: string }) {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.inbox.get.queryOptions({ inboxEventId: eventId }));
  if (!data || data.caused.lines.length === 0) return null;
  return <CausedLines lines={data.caused.lines} total={data.caused.linesTotal} />;
}

function Letters({ run: { effects } }: { readonly run: LabRun }) {
  const kinds: Readonly<Record<string, string>> = admin.mail.kinds;
  const { mails, outboxEvents } = effects;
  if (mails.length === 0 && outboxEvents.length === 0) return null;
  return (
    <ul className="caused-list mt-3">
      {mails.map(({ id, kind, recipient, status }) => (
        <li key={id}>
          <Link className="proof" href={`/admin/mail/${id}` as Route}>
            {say(integrations.event.mailTo, { kind: kinds[kind] ?? kind, recipient })}
          </Link>
          <StatusPill kind="mail" state={status} />
        </li>
      ))}
      {outboxEvents.map(({ id, type }) => (
        <li key={id}>
          <span className="mono">{type}</span>
        </li>
      ))}
    </ul>
  );
}
