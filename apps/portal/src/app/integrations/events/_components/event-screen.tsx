import { Suspense } from "react";
import { EmptyState, Skeleton } from "~/components/ui/states";
import { integrations } from "~/messages/en/integrations";
import { byCursor } from "~/trpc/paging";
import { fetchOr404, getQueryClient, HydrateClient, trpc } from "~/trpc/server";
import { session } from "~/trpc/session";
import type { Outputs } from "../../_components/outputs";
import { EventDetail } from "./event-detail";
import { EventList } from "./event-list";
import { type EventSearch, eventsInput } from "./event-search";
import { mayReplay } from "./may-replay";

const words = integrations.events;

/**
 * The console: the list beside one event. Wide screens open the newest one of the list by themselves; on phones an open
 * event stands alone, with a way back.
 */
export async function EventScreen({
  search,
  eventId,
}: {
  readonly search: EventSearch;
  readonly eventId: string | null;
}) {
  const me = await session();
  const newestId = await fetchList(search);
  const shownId = eventId ?? newestId;
  if (shownId) await fetchOr404<Outputs["inbox"]["get"]>(trpc.inbox.get.queryOptions({ inboxEventId: shownId }));
  const isDemo = me?.company.demo ?? false;
  return (
    <HydrateClient>
      <main id="main" className="console console-2" data-open={eventId !== null}>
        <div className="list">
          <Suspense fallback={<Skeleton of="tall" count={10} />}>
            <EventList openId={eventId} besideId={shownId} isDemo={isDemo} />
          </Suspense>
        </div>
        {shownId ? (
          <div className={eventId ? "min-w-0" : "only-desk min-w-0"}>
            <Suspense fallback={<Skeleton of="panel" />}>
              <EventDetail key={shownId} eventId={shownId} isDemo={isDemo} mayReplay={mayReplay(me?.user.role)} />
            </Suspense>
          </div>
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

/** Puts the first page of the list into the cache, and says which event is its newest. */
async function fetchList(search: EventSearch): Promise<string | null> {
  const options = trpc.inbox.list.infiniteQueryOptions(eventsInput(search, Date.now()), byCursor);
  const client = getQueryClient();
  await client.prefetchInfiniteQuery(options);
  return client.getQueryData(options.queryKey)?.pages[0]?.rows[0]?.id ?? null;
}
