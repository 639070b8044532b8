import type { Metadata } from "next";
import { Suspense } from "react";
import { PageHead } from "~/components/shell/page-head";
import { Skeleton } from "~/components/ui/states";
import { reconciliation } from "~/messages/en/reconciliation";
import { HydrateClient, prefetch, trpc } from "~/trpc/server";
import { Checks } from "./_components/checks";
import { RunButton } from "./_components/run-button";

export const metadata: Metadata = { title: reconciliation.title };

/** Every comparison of what is kept in two places, and the rows that disagree. */
export default function ReconciliationPage() {
  prefetch(trpc.reconciliation.list.queryOptions());
  return (
    <HydrateClient>
      <main id="main" className="page">
        <PageHead title={reconciliation.title} sub={reconciliation.sub}>
          <RunButton />
        </PageHead>
        <Suspense fallback={<Skeleton of="tall" count={8} />}>
          <Checks />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
