import type { Metadata } from "next";
import { Suspense } from "react";
import { PageHead } from "~/components/shell/page-head";
import { Skeleton } from "~/components/ui/states";
import { integrations } from "~/messages/en/integrations";
import { byCursor } from "~/trpc/paging";
import { HydrateClient, prefetchPages, trpc } from "~/trpc/server";
import { session } from "~/trpc/session";
import { RejectedList } from "./_components/rejected-list";
import { type RejectedSearch, rejectedInput } from "./_components/rejected-search";

export const metadata: Metadata = { title: integrations.rejected.title };

/** Requests that the door refused, and why. */
export default async function RejectedPage({ searchParams }: { searchParams: Promise<RejectedSearch> }) {
  const me = await session();
  prefetchPages(trpc.inbox.rejected.infiniteQueryOptions(rejectedInput(await searchParams), byCursor));
  return (
    <HydrateClient>
      <main id="main" className="page">
        <PageHead title={integrations.rejected.title} sub={integrations.rejected.sub} />
        <Suspense fallback={<Skeleton of="tall" />}>
          <RejectedList isDemo={me?.company.demo ?? false} />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
