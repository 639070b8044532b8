import type { Metadata } from "next";
import { Suspense } from "react";
import { Skeleton } from "~/components/ui/states";
import { simulator } from "~/messages/en/simulator";
import { fetchOr404, HydrateClient, prefetch, trpc } from "~/trpc/server";
import { session } from "~/trpc/session";
import type { Outputs } from "../../../_components/outputs";
import { ScenariosScreen } from "./_components/scenarios-screen";

export const metadata: Metadata = { title: simulator.scenarios.title };

/** The cases that a plan version has to pay rightly. */
export default async function ScenariosPage({ params }: { params: Promise<{ planVersionId: string }> }) {
  const planVersionId = decodeURIComponent((await params).planVersionId) as `plv_${string}`;
  await fetchOr404<Outputs["plans"]["get"]>(trpc.plans.get.queryOptions({ planVersionId }));
  prefetch(trpc.plans.runScenarios.queryOptions({ planVersionId }));
  const role = (await session())?.user.role ?? "auditor";
  return (
    <HydrateClient>
      <main id="main" className="page">
        <Suspense fallback={<Skeleton of="panel" count={2} />}>
          <ScenariosScreen planVersionId={planVersionId} role={role} />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
