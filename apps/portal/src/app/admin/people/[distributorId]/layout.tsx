import type { ReactNode } from "react";
import { fetchOr404, getQueryClient, HydrateClient, trpc } from "~/trpc/server";
import type { Outputs } from "../../_components/outputs";
import { PersonHead } from "./_components/person-head";
import { PersonStanding } from "./_components/person-standing";
import { PersonTabs } from "./_components/person-tabs";

/** One distributor: who he is and where he stands; the views beneath have addresses of their own. */
export default async function PersonLayout({
  children,
  params,
}: {
  children: ReactNode;
  params: Promise<{ distributorId: string }>;
}) {
  const distributorId = decodeURIComponent((await params).distributorId);
  await fetchOr404<Outputs["people"]["get"]>(trpc.people.get.queryOptions({ distributorId }));
  await getQueryClient().prefetchQuery(trpc.ranks.progress.queryOptions({ distributorId }));
  return (
    <HydrateClient>
      <main id="main" className="page">
        <PersonHead distributorId={distributorId} />
        <PersonStanding distributorId={distributorId} />
        <PersonTabs distributorId={distributorId} />
        {children}
      </main>
    </HydrateClient>
  );
}
