import type { Metadata } from "next";
import { integrations } from "~/messages/en/integrations";
import { EventScreen } from "../_components/event-screen";
import type { EventSearch } from "../_components/event-search";

export const metadata: Metadata = { title: integrations.events.title };

/** One event: the bytes as received, how they were verified, and everything they caused. */
export default async function EventPage({
  params,
  searchParams,
}: {
  params: Promise<{ inboxEventId: string }>;
  searchParams: Promise<EventSearch>;
}) {
  const { inboxEventId } = await params;
  return <EventScreen search={await searchParams} eventId={decodeURIComponent(inboxEventId)} />;
}
