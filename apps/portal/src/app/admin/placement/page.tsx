import type { Metadata } from "next";
import { Suspense } from "react";
import { WaitingPanel } from "~/components/placement/waiting-panel";
import { Skeleton } from "~/components/ui/states";
import { placement } from "~/messages/en/placement";
import { HydrateClient, prefetch, trpc } from "~/trpc/server";
import { session } from "~/trpc/session";

export const metadata: Metadata = { title: placement.title };

/** Whoever has no seat in a placement tree, and what happens at the deadline. */
export default async function PlacementPage({ searchParams }: { searchParams: Promise<{ tree?: string }> }) {
  const { tree } = await searchParams;
  prefetch(trpc.placement.waiting.queryOptions({ tree: tree ?? null }));
  const role = (await session())?.user.role ?? "auditor";
  return (
    <HydrateClient>
      <main id="main" className="page">
        <Suspense fallback={<Skeleton of="rows" />}>
          <WaitingPanel isOffice canPlace={["support", "plan", "owner"].includes(role)} />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
