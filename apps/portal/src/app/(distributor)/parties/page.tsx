import { Plus } from "lucide-react";
import type { Metadata, Route } from "next";
import { Suspense } from "react";
import { PartyFilters, PartyList } from "~/components/parties/party-list";
import { type PartySearch, partyInput } from "~/components/parties/party-view";
import { PageHead } from "~/components/shell/page-head";
import { ButtonLink } from "~/components/ui/button";
import { Skeleton } from "~/components/ui/states";
import { parties } from "~/messages/en/parties";
import { byCursor } from "~/trpc/paging";
import { HydrateClient, prefetch, prefetchPages, trpc } from "~/trpc/server";

export const metadata: Metadata = { title: parties.title };

/** The parties at which this distributor sells, newest first. */
export default async function PartiesPage({ searchParams }: { searchParams: Promise<PartySearch> }) {
  prefetchPages(trpc.parties.list.infiniteQueryOptions(partyInput(await searchParams), byCursor));
  prefetch(trpc.parties.rules.queryOptions());

  return (
    <HydrateClient>
      <main id="main" className="page">
        <PageHead title={parties.title} sub={parties.sub}>
          <ButtonLink variant="primary" href={"/parties/new" as Route}>
            <Plus className="i i14" aria-hidden="true" />
            {parties.add}
          </ButtonLink>
        </PageHead>
        <PartyFilters />
        <Suspense fallback={<Skeleton of="rows" count={8} />}>
          <PartyList base="/parties" />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
