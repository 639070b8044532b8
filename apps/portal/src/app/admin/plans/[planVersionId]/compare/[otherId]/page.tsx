import type { Metadata } from "next";
import { Suspense } from "react";
import { Skeleton } from "~/components/ui/states";
import { simulator } from "~/messages/en/simulator";
import { fetchOr404, HydrateClient, prefetch, trpc } from "~/trpc/server";
import type { Outputs } from "../../../../_components/outputs";
import { CompareScreen } from "./_components/compare-screen";

export const metadata: Metadata = { title: simulator.compare.title };

/** Every difference between two plan versions, in sentences. */
export default async function ComparePage({ params }: { params: Promise<{ planVersionId: string; otherId: string }> }) {
  const found = await params;
  const planVersionId = decodeURIComponent(found.planVersionId) as `plv_${string}`;
  const otherId = decodeURIComponent(found.otherId) as `plv_${string}`;
  await fetchOr404<Outputs["plans"]["get"]>(trpc.plans.get.queryOptions({ planVersionId }));
  await fetchOr404<Outputs["plans"]["compare"]>(trpc.plans.compare.queryOptions({ planVersionId, otherId }));
  prefetch(trpc.plans.list.queryOptions());
  return (
    <HydrateClient>
      <main id="main" className="page">
        <Suspense fallback={<Skeleton of="panel" count={2} />}>
          <CompareScreen planVersionId={planVersionId} otherId={otherId} />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
