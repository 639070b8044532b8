import type { Metadata } from "next";
import { Suspense } from "react";
import { Skeleton } from "~/components/ui/states";
import { tree } from "~/messages/en/tree";
import { HydrateClient } from "~/trpc/server";
import { prefetchTeam, type TeamSearch } from "~/trpc/team";
import { WholeTree } from "./_components/whole-tree";

export const metadata: Metadata = { title: tree.title };

/** Every tree from the top, on any day. */
export default async function TreePage({ searchParams }: { searchParams: Promise<TeamSearch> }) {
  const opened = await prefetchTeam(await searchParams);
  return (
    <HydrateClient>
      <main id="main" className="gene">
        <Suspense fallback={<Skeleton of="rows" />}>
          <WholeTree opened={opened} />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
