import type { Metadata } from "next";
import { Suspense } from "react";
import { PageHead } from "~/components/shell/page-head";
import { EmptyState, Skeleton } from "~/components/ui/states";
import { integrations } from "~/messages/en/integrations";
import { HydrateClient, prefetch, trpc } from "~/trpc/server";
import { session } from "~/trpc/session";
import { maySeeProviders } from "./_components/may-change";
import { ProviderList } from "./_components/provider-list";

const words = integrations.provider;
export const metadata: Metadata = { title: words.title };

/** Who may send events. */
export default async function ProvidersPage() {
  const me = await session();
  const isAllowed = maySeeProviders(me?.user.role);
  if (isAllowed) prefetch(trpc.providers.list.queryOptions());
  return (
    <HydrateClient>
      <main id="main" className="page">
        <PageHead title={words.title} sub={words.sub} isStatic={!isAllowed} />
        {isAllowed ? (
          <Suspense fallback={<Skeleton of="tall" count={2} />}>
            <ProviderList />
          </Suspense>
        ) : (
          <EmptyState>{words.lookElsewhere}</EmptyState>
        )}
      </main>
    </HydrateClient>
  );
}
