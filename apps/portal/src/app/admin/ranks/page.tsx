import type { Metadata } from "next";
import { Suspense } from "react";
import { Skeleton } from "~/components/ui/states";
import { plans } from "~/messages/en/plans";
import { HydrateClient, prefetch, trpc } from "~/trpc/server";
import { session } from "~/trpc/session";
import { RanksPanel } from "./_components/ranks-panel";

export const metadata: Metadata = { title: plans.title };

/** Who holds what, who moved, and the versions of the plan that say so. */
export default async function RanksPage() {
  prefetch(trpc.ranks.overview.queryOptions());
  prefetch(trpc.plans.list.queryOptions());
  const role = (await session())?.user.role ?? "auditor";
  return (
    <HydrateClient>
      <main id="main" className="page">
        <Suspense fallback={<Skeleton of="rows" count={12} />}>
          <RanksPanel canEdit={role === "plan" || role === "owner"} />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
