import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Suspense } from "react";
import { Skeleton } from "~/components/ui/states";
import { rank } from "~/messages/en/rank";
import { HydrateClient, prefetch, trpc } from "~/trpc/server";
import { session } from "~/trpc/session";
import { RankPanel } from "./_components/rank-panel";

export const metadata: Metadata = { title: rank.title };

/** What is missing for the next rank, what keeps this one, and which leg is short. */
export default async function RankPage() {
  const me = await session();
  if (!me) redirect("/sign-in");
  prefetch(trpc.ranks.progress.queryOptions({}));
  prefetch(trpc.ranks.coach.queryOptions({}));
  prefetch(trpc.ranks.history.queryOptions({}));
  return (
    <HydrateClient>
      <main id="main" className="page">
        <Suspense fallback={<Skeleton of="panel" />}>
          <RankPanel now={me.companyNow} />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
