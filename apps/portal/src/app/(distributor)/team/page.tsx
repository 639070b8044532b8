import type { Metadata } from "next";
import { Suspense } from "react";
import { Skeleton } from "~/components/ui/states";
import { team } from "~/messages/en/team";
import { HydrateClient, prefetch, trpc } from "~/trpc/server";
import { prefetchTeam, type TeamSearch } from "~/trpc/team";
import { MyTeam } from "./_components/my-team";

export const metadata: Metadata = { title: team.title };

/** The team as an outline; the person in the address is opened with the whole line above. */
export default async function TeamPage({ searchParams }: { searchParams: Promise<TeamSearch> }) {
  const opened = await prefetchTeam(await searchParams);
  prefetch(trpc.team.facts.queryOptions());
  prefetch(trpc.placement.waiting.queryOptions({ tree: null }));
  return (
    <HydrateClient>
      <main id="main" className="gene">
        <Suspense fallback={<Skeleton of="rows" />}>
          <MyTeam opened={opened} />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
