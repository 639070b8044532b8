import { Suspense } from "react";
import { EmptyState, Skeleton } from "~/components/ui/states";
import { admin } from "~/messages/en/admin";
import { byCursor } from "~/trpc/paging";
import { periodShown, periods } from "~/trpc/periods";
import { HydrateClient, prefetchPages, trpc } from "~/trpc/server";
import { type LinesSearch, linesInput } from "../_components/lines-search";
import { PersonLines } from "../_components/person-lines";

/** The earning lines of one distributor in one period. */
export default async function PersonEarningsPage({
  params,
  searchParams,
}: {
  params: Promise<{ distributorId: string }>;
  searchParams: Promise<LinesSearch & { period?: string }>;
}) {
  const distributorId = decodeURIComponent((await params).distributorId);
  const search = await searchParams;
  const period = await periodShown(search.period);
  if (!period) return <EmptyState>{admin.person.noPeriods}</EmptyState>;
  const all = await periods();
  prefetchPages(trpc.commissions.list.infiniteQueryOptions(linesInput(distributorId, period.id, search), byCursor));
  return (
    <HydrateClient>
      <Suspense fallback={<Skeleton of="rows" count={12} />}>
        <PersonLines distributorId={distributorId} period={period} periods={all} />
      </Suspense>
    </HydrateClient>
  );
}
