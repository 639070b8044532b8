import type { Metadata } from "next";
import { Suspense } from "react";
import { PageHead } from "~/components/shell/page-head";
import { Skeleton } from "~/components/ui/states";
import { admin } from "~/messages/en/admin";
import { HydrateClient, prefetch, trpc } from "~/trpc/server";
import { OpenSteps } from "./_components/overview/open-steps";
import { OverviewPanel } from "./_components/overview/overview-panel";

export const metadata: Metadata = { title: admin.overview.title };

/** What the back office sees first: sales, what commissions cost, what waits, what just happened. */
export default function OverviewPage() {
  prefetch(trpc.reports.overview.queryOptions());
  prefetch(trpc.approvals.count.queryOptions());
  return (
    <HydrateClient>
      <main id="main" className="page">
        <PageHead title={admin.overview.title} />
        <Suspense fallback={null}>
          <OpenSteps />
        </Suspense>
        <Suspense fallback={<Skeleton of="panel" count={2} />}>
          <OverviewPanel />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
