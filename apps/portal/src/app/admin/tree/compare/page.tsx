import type { Metadata } from "next";
import { Suspense } from "react";
import { inTree } from "~/components/team/view";
import { Skeleton } from "~/components/ui/states";
import { tree } from "~/messages/en/tree";
import { fetchOr404, HydrateClient, prefetch, trpc } from "~/trpc/server";
import { type CompareSearch, compareInput } from "./_components/compare-input";
import { ComparePanel } from "./_components/compare-panel";

export const metadata: Metadata = { title: tree.compareTitle };

/** Who joined, moved and left between two days of a tree. */
export default async function ComparePage({ searchParams }: { searchParams: Promise<CompareSearch> }) {
  const search = await searchParams;
  const view = await fetchOr404<{ readonly today: string }>(trpc.team.view.queryOptions(inTree({ tree: search.tree })));
  prefetch(trpc.team.compare.queryOptions(compareInput(search, view.today)));
  return (
    <HydrateClient>
      <main id="main" className="page">
        <Suspense fallback={<Skeleton of="rows" />}>
          <ComparePanel />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
