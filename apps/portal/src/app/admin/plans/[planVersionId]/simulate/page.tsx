import type { Metadata } from "next";
import { Suspense } from "react";
import { Skeleton } from "~/components/ui/states";
import { simulator } from "~/messages/en/simulator";
import { fetchOr404, HydrateClient, prefetch, trpc } from "~/trpc/server";
import { session } from "~/trpc/session";
import type { Outputs } from "../../../_components/outputs";
import { SimulateScreen } from "./_components/simulate-screen";

export const metadata: Metadata = { title: simulator.simulate.title };

/** One order, and who is paid what for it. */
export default async function SimulatePage({ params }: { params: Promise<{ planVersionId: string }> }) {
  const planVersionId = decodeURIComponent((await params).planVersionId) as `plv_${string}`;
  await fetchOr404<Outputs["plans"]["get"]>(trpc.plans.get.queryOptions({ planVersionId }));
  prefetch(trpc.plans.simulateProducts.queryOptions());
  const role = (await session())?.user.role ?? "auditor";
  return (
    <HydrateClient>
      <main id="main" className="page">
        <Suspense fallback={<Skeleton of="panel" count={2} />}>
          <SimulateScreen planVersionId={planVersionId} role={role} />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
