import { Suspense } from "react";
import { Skeleton } from "~/components/ui/states";
import { HydrateClient, prefetch, trpc } from "~/trpc/server";
import { PersonRank } from "../_components/person-rank";

/** Where one distributor stands on the ladder, what is missing, and what the closed periods said. */
export default async function PersonRankPage({ params }: { params: Promise<{ distributorId: string }> }) {
  const distributorId = decodeURIComponent((await params).distributorId);
  prefetch(trpc.ranks.progress.queryOptions({ distributorId }));
  prefetch(trpc.ranks.history.queryOptions({ distributorId }));
  return (
    <HydrateClient>
      <Suspense fallback={<Skeleton of="panel" />}>
        <PersonRank distributorId={distributorId} />
      </Suspense>
    </HydrateClient>
  );
}
