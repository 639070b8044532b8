import type { Metadata } from "next";
import { Suspense } from "react";
import { Skeleton } from "~/components/ui/states";
import { plans } from "~/messages/en/plans";
import { fetchOr404, HydrateClient, prefetch, trpc } from "~/trpc/server";
import { session } from "~/trpc/session";
import type { Outputs } from "../../../_components/outputs";
import { RankEditor } from "./_components/rank-editor";

export const metadata: Metadata = { title: plans.title };

/** The ladder of one plan version: a draft is changed here and tried on real data, a published one is read. */
export default async function RankEditorPage({ params }: { params: Promise<{ planVersionId: string }> }) {
  const planVersionId = decodeURIComponent((await params).planVersionId) as `plv_${string}`;
  await fetchOr404<Outputs["plans"]["get"]>(trpc.plans.get.queryOptions({ planVersionId }));
  prefetch(trpc.ranks.overview.queryOptions());
  const me = await session();
  return (
    <HydrateClient>
      <main id="main" className="page">
        <Suspense fallback={<Skeleton of="panel" count={2} />}>
          <RankEditor
            planVersionId={planVersionId}
            viewer={{ id: me?.user.id ?? "", role: me?.user.role ?? "auditor" }}
            today={me?.companyNow ?? new Date().toISOString()}
          />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
