import type { Metadata } from "next";
import { Suspense } from "react";
import { PageHead } from "~/components/shell/page-head";
import { Skeleton } from "~/components/ui/states";
import { payouts } from "~/messages/en/payouts";
import { HydrateClient, prefetch, trpc } from "~/trpc/server";
import { OwnPayouts } from "./_components/own-payouts";

export const metadata: Metadata = { title: payouts.own.title };

/** A distributor's payouts, and the account that they go to. */
export default function OwnPayoutsPage() {
  prefetch(trpc.payouts.own.queryOptions({}));
  return (
    <HydrateClient>
      <main id="main" className="page">
        <PageHead title={payouts.own.title} sub={payouts.own.sub} />
        <Suspense fallback={<Skeleton of="tall" />}>
          <OwnPayouts />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
