import { Suspense } from "react";
import { Skeleton } from "~/components/ui/states";
import { payouts } from "~/messages/en/payouts";
import { fetchOr404, HydrateClient, trpc } from "~/trpc/server";
import { session } from "~/trpc/session";
import { BatchScreen } from "./_components/batch-screen";

export const metadata = { title: payouts.title };

/** One batch: its list, who asked and approved, and how each payout stands. */
export default async function BatchPage({ params }: { params: Promise<{ batchId: string }> }) {
  const { batchId } = await params;
  const id = batchId as `pob_${string}`;
  await fetchOr404(trpc.payouts.batch.queryOptions({ batchId: id }));
  const role = (await session())?.user.role ?? "auditor";
  return (
    <HydrateClient>
      <main id="main" className="page">
        <Suspense fallback={<Skeleton of="tall" />}>
          <BatchScreen batchId={id} canDecide={role === "finance" || role === "owner"} />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
