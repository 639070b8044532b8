import type { Metadata } from "next";
import { Suspense } from "react";
import { Skeleton } from "~/components/ui/states";
import { planEditor } from "~/messages/en/plan-editor";
import { fetchOr404, HydrateClient, prefetch, trpc } from "~/trpc/server";
import { session } from "~/trpc/session";
import type { Outputs } from "../../_components/outputs";
import { PlanEditor } from "./_components/plan-editor";

export const metadata: Metadata = { title: planEditor.title };

/** A plan version in sentences: a draft is changed here, a published one is read. */
export default async function PlanPage({ params }: { params: Promise<{ planVersionId: string }> }) {
  const planVersionId = decodeURIComponent((await params).planVersionId) as `plv_${string}`;
  await fetchOr404<Outputs["plans"]["document"]>(trpc.plans.document.queryOptions({ planVersionId }));
  prefetch(trpc.plans.workedExamples.queryOptions({ planVersionId }));
  const me = await session();
  return (
    <HydrateClient>
      <main id="main" className="page">
        <Suspense fallback={<Skeleton of="panel" count={4} />}>
          <PlanEditor
            planVersionId={planVersionId}
            viewer={{ role: me?.user.role ?? "auditor" }}
            today={me?.companyNow ?? new Date().toISOString()}
          />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
