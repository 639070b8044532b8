import type { Metadata } from "next";
import { Suspense } from "react";
import { Skeleton } from "~/components/ui/states";
import { legs } from "~/messages/en/legs";
import { HydrateClient, prefetch, trpc } from "~/trpc/server";
import { LegsPanel } from "./_components/legs-panel";

export const metadata: Metadata = { title: legs.title };

/** Both legs of the binary tree: what they hold, what the next close would do, which one is short. */
export default function LegsPage() {
  prefetch(trpc.team.legs.queryOptions({}));
  prefetch(trpc.placement.waiting.queryOptions({ tree: null }));
  return (
    <HydrateClient>
      <main id="main" className="page">
        <Suspense fallback={<Skeleton of="panel" />}>
          <LegsPanel />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
