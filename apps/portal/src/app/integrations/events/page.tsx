import type { Metadata } from "next";
import { integrations } from "~/messages/en/integrations";
import { EventScreen } from "./_components/event-screen";
import type { EventSearch } from "./_components/event-search";

export const metadata: Metadata = { title: integrations.events.title };

/** Every message that a provider sent and that we accepted, newest first. */
export default async function EventsPage({ searchParams }: { searchParams: Promise<EventSearch> }) {
  return <EventScreen search={await searchParams} eventId={null} />;
}
