"use client";

import { useSuspenseQuery } from "@tanstack/react-query";
import { ChevronLeft } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { SectionHead } from "~/components/shell/page-head";
import { Copy } from "~/components/ui/copy";
import { integrations } from "~/messages/en/integrations";
import { say } from "~/messages/say";
import { useTRPC } from "~/trpc/client";
import { EventChain } from "./event-chain";
import { EventChecks } from "./event-checks";
import { tookText } from "./event-outcome";
import { EventRequest } from "./event-request";
import { EventState } from "./event-row";
import { ReplayButton } from "./replay-button";
import { useHere } from "./use-here";

const words = integrations.event;

/** One event: the verdict, what it caused with measured times, and the request byte for byte. */
export function EventDetail({
  eventId,
  isDemo,
  mayReplay,
}: {
  readonly eventId: string;
  readonly isDemo: boolean;
  readonly mayReplay: boolean;
}) {
  const trpc = useTRPC();
  const { data: event } = useSuspenseQuery(trpc.inbox.get.queryOptions({ inboxEventId: eventId }));
  const query = useSearchParams().toString();
  const here = useHere(`/integrations/events/${eventId}`);
  const { row } = event;
  const acted = event.timeline.find(({ step }) => step === "acted");
  return (
    <article className="detail" aria-label={row.type}>
      <Link className="crumb only-narrow" href={`/integrations/events${query ? `?${query}` : ""}` as Route}>
        <ChevronLeft className="i i14" aria-hidden="true" />
        {integrations.events.back}
      </Link>
      <header className="head head-top">
        <div className="min-w-0">
          <h2 className="ev-title">{row.type}</h2>
          <p className="sm muted ev-ref">
            <bdi className="mono">{row.eventRef}</bdi>
            <Copy value={row.eventRef} what={row.eventRef} />
            <EventState row={row} isTag />
          </p>
        </div>
        <span className="right">
          <Copy value={here} what={words.copyLink} label={words.copyLink} />
          {mayReplay ? <ReplayButton event={event} /> : null}
        </span>
      </header>
      <EventChecks event={event} />
      <section>
        <SectionHead title={words.caused}>
          {acted?.ms == null || row.status !== "processed" ? null : (
            <span className="muted">{say(words.took, { took: tookText(acted.ms) })}</span>
          )}
        </SectionHead>
        <EventChain event={event} />
      </section>
      <EventRequest event={event} isDemo={isDemo} />
    </article>
  );
}
