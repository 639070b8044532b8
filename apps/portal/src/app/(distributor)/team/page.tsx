import type { Metadata } from "next";
import { Suspense } from "react";
import type { TeamNode } from "~/components/team/use-outline";
import { Skeleton } from "~/components/ui/states";
import type { PersonRef } from "~/components/views";
import { team } from "~/messages/en/team";
import { fetchOr404, HydrateClient, prefetch, trpc } from "~/trpc/server";
import { TeamPanel } from "./_components/team-panel";

export const metadata: Metadata = { title: team.title };

/** The team as an outline; the person in the address is opened with the whole line above. */
export default async function TeamPage({ searchParams }: { searchParams: Promise<{ person?: string; q?: string }> }) {
  const { person, q } = await searchParams;
  const root = await fetchOr404<TeamNode>(trpc.team.root.queryOptions({}));
  const path = person ? await fetchOr404<PersonRef[]>(trpc.team.path.queryOptions({ distributorId: person })) : [];
  const opened = path.slice(0, -1).map(({ id }) => id);
  for (const parentId of new Set([root.id, ...opened])) {
    prefetch(trpc.team.children.queryOptions({ parentId, cursor: null, limit: 100 }));
  }
  prefetch(trpc.team.facts.queryOptions());
  prefetch(trpc.ranks.progress.queryOptions({}));
  if (person) prefetch(trpc.team.member.queryOptions({ distributorId: person }));
  if (q) prefetch(trpc.team.search.queryOptions({ q }));

  return (
    <HydrateClient>
      <main id="main" className="gene">
        <Suspense fallback={<Skeleton of="rows" />}>
          <TeamPanel opened={opened} />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
