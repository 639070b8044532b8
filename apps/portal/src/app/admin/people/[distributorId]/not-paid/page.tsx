import { Suspense } from "react";
import { EmptyState, Skeleton } from "~/components/ui/states";
import { admin } from "~/messages/en/admin";
import { byCursor } from "~/trpc/paging";
import { periodShown, periods } from "~/trpc/periods";
import { HydrateClient, prefetchPages, trpc } from "~/trpc/server";
import { notPaidInput } from "../_components/not-paid-search";
import { PersonNotPaid } from "../_components/person-not-paid";

/** Why not, for the back office: orders of a team that paid its leader nothing. */
export default async function PersonNotPaidPage({
  params,
  searchParams,
}: {
  params: Promise<{ distributorId: string }>;
  searchParams: Promise<{ period?: string; code?: string }>;
}) {
  const distributorId = decodeURIComponent((await params).distributorId);
  const { period: named, code } = await searchParams;
  const period = await periodShown(named);
  if (!period) return <EmptyState>{admin.person.noPeriods}</EmptyState>;
  const all = await periods();
  prefetchPages(trpc.commissions.notPaid.infiniteQueryOptions(notPaidInput(distributorId, period.id, code), byCursor));
  return (
    <HydrateClient>
      <Suspense fallback={<Skeleton of="rows" count={10} />}>
        <PersonNotPaid distributorId={distributorId} period={period} periods={all} />
      </Suspense>
    </HydrateClient>
  );
}
