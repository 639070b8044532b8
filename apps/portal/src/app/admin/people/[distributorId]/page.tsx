import { Suspense } from "react";
import { Skeleton } from "~/components/ui/states";
import { byCursor } from "~/trpc/paging";
import { HydrateClient, prefetchPages, trpc } from "~/trpc/server";
import { PersonTimeline } from "./_components/person-timeline";
import { timelineInput } from "./_components/timeline-kinds";

/** What happened to one distributor, from all sources in one order. */
export default async function TimelinePage({
  params,
  searchParams,
}: {
  params: Promise<{ distributorId: string }>;
  searchParams: Promise<{ kind?: string }>;
}) {
  const distributorId = decodeURIComponent((await params).distributorId);
  const { kind } = await searchParams;
  prefetchPages(trpc.people.timeline.infiniteQueryOptions(timelineInput(distributorId, kind), byCursor));
  return (
    <HydrateClient>
      <Suspense fallback={<Skeleton of="rows" count={12} />}>
        <PersonTimeline distributorId={distributorId} />
      </Suspense>
    </HydrateClient>
  );
}
