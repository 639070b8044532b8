import type { Metadata } from "next";
import { Suspense } from "react";
import { Skeleton } from "~/components/ui/states";
import { payouts } from "~/messages/en/payouts";
import { byCursor } from "~/trpc/paging";
import { HydrateClient, prefetch, prefetchPages, trpc } from "~/trpc/server";
import { session } from "~/trpc/session";
import { BatchList } from "./_components/batch-list";

export const metadata: Metadata = { title: payouts.title };

/** The weekly batches, newest first. */
export default async function PayoutsPage() {
  const role = (await session())?.user.role ?? "auditor";
  prefetch(trpc.payouts.outlook.queryOptions());
  prefetchPages(trpc.payouts.batches.infiniteQueryOptions({}, byCursor));
  return (
    <HydrateClient>
      <main id="main" className="page">
        <Suspense fallback={<Skeleton of="tall" />}>
          <BatchList canRun={role === "finance" || role === "owner"} />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
