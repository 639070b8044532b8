import type { Metadata } from "next";
import { Suspense } from "react";
import { Skeleton } from "~/components/ui/states";
import { runs } from "~/messages/en/runs";
import { fetchOr404, HydrateClient, prefetch, trpc } from "~/trpc/server";
import { session } from "~/trpc/session";
import type { Outputs } from "../../_components/outputs";
import { RunReview } from "./_components/run-review";

export const metadata: Metadata = { title: runs.title };

/** One run, with everything that a person looks at before it is approved. */
export default async function RunPage({ params }: { params: Promise<{ runId: string }> }) {
  const runId = decodeURIComponent((await params).runId) as `run_${string}`;
  await fetchOr404<Outputs["runs"]["get"]>(trpc.runs.get.queryOptions({ runId }));
  prefetch(trpc.runs.lines.queryOptions({ runId, limit: 20 }));
  const role = (await session())?.user.role ?? "auditor";
  return (
    <HydrateClient>
      <main id="main" className="page">
        <Suspense fallback={<Skeleton of="panel" count={3} />}>
          <RunReview runId={runId} canDecide={role === "finance" || role === "owner"} />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
