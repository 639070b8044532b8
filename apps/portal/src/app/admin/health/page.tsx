import type { Metadata } from "next";
import { Suspense } from "react";
import { PageHead } from "~/components/shell/page-head";
import { Skeleton } from "~/components/ui/states";
import { admin } from "~/messages/en/admin";
import { HydrateClient, prefetch, trpc } from "~/trpc/server";
import { HealthPanel } from "./_components/health-panel";

export const metadata: Metadata = { title: admin.health.title };

/** Each part of the system in words, with the next step where one is needed. */
export default function HealthPage() {
  prefetch(trpc.health.get.queryOptions());
  return (
    <HydrateClient>
      <main id="main" className="page">
        <PageHead title={admin.health.title} sub={admin.health.sub} />
        <Suspense fallback={<Skeleton of="tall" count={7} />}>
          <HealthPanel />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
