import { Suspense } from "react";
import { EmptyState, Skeleton } from "~/components/ui/states";
import { integrations } from "~/messages/en/integrations";
import { byCursor } from "~/trpc/paging";
import { fetchOr404, HydrateClient, prefetchPages, trpc } from "~/trpc/server";
import { session } from "~/trpc/session";
import type { Outputs } from "../../_components/outputs";
import { EventDetail } from "./event-detail";
import { EventList } from "./event-list";
import { type EventSearch, eventsInput } from "./event-search";
import { mayReplay } from "./may-replay";

const words = integrations.events;

/** The console: the list beside one event. On phones an open event stands alone, with a way back. */
export async function EventScreen({
  search,
  eventId,
}: {
  readonly search: EventSearch;
  readonly eventId: string | null;
}) {
  const me = await session();
  prefetchPages(trpc.inbox.list.infiniteQueryOptions(eventsInput(search, Date.now()), byCursor));
  if (eventId) await fetchOr404<Outputs["inbox"]["get"]>(trpc.inbox.get.queryOptions({ inboxEventId: eventId }));
  return (
    <HydrateClient>
      <main id="main" className="console console-2" data-open={eventId !== null}>
        <div className="list">
          <Suspense fallback={<Skeleton of="tall" count={10} />}>
            <EventList selectedId={eventId} isDemo={me?.company.demo ?? false} />
          </Suspense>
        </div>
        {eventId ? (
          <Suspense fallback={<Skeleton of="panel" />}>
            <EventDetail
              key={eventId}
              eventId={eventId}
              isDemo={me?.company.demo ?? false}
              mayReplay={mayReplay(me?.user.role)}
            />
          </Suspense>
        ) : (
          <article className="detail only-desk" aria-label={words.detail}>
            <EmptyState>
              {words.choose} <kbd>j</kbd> <kbd>k</kbd> {words.keys} <kbd>r</kbd> {words.keysReplay}
            </EmptyState>
          </article>
        )}
      </main>
    </HydrateClient>
  );
}
