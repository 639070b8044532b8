import type { Metadata } from "next";
import { Suspense } from "react";
import { WaitingPanel } from "~/components/placement/waiting-panel";
import { Skeleton } from "~/components/ui/states";
import { placement } from "~/messages/en/placement";
import { HydrateClient, prefetch, trpc } from "~/trpc/server";

export const metadata: Metadata = { title: placement.title };

/** Those whom the signed-in person sponsored and who have no seat yet. */
export default async function OwnPlacementPage({ searchParams }: { searchParams: Promise<{ tree?: string }> }) {
  const { tree } = await searchParams;
  prefetch(trpc.placement.waiting.queryOptions({ tree: tree ?? null }));
  return (
    <HydrateClient>
      <main id="main" className="page">
        <Suspense fallback={<Skeleton of="rows" />}>
          <WaitingPanel isOffice={false} />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
