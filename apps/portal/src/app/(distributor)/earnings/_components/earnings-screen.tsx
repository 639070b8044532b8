import { Suspense } from "react";
import { Skeleton } from "~/components/ui/states";
import type { LineExplanation } from "~/components/views";
import { byCursor } from "~/trpc/paging";
import { periodShown, periods } from "~/trpc/periods";
import { fetchOr404, HydrateClient, prefetch, prefetchPages, trpc } from "~/trpc/server";
import { EarningsSummary } from "./earnings-summary";
import { LineDetail } from "./line-detail";
import { LineList } from "./line-list";
import { type LineSearch, listInput } from "./line-search";
import { NoPeriods } from "./no-periods";

/** The list of lines beside one explanation, or beside the period's sum. On phones one of the two is shown. */
export async function EarningsScreen({
  search,
  lineId,
}: {
  readonly search: LineSearch;
  readonly lineId: string | null;
}) {
  const period = await periodShown(search.period);
  if (!period) return <NoPeriods />;
  const all = await periods();
  prefetchPages(trpc.commissions.list.infiniteQueryOptions(listInput(period.id, search), byCursor));
  prefetch(trpc.commissions.summarize.queryOptions({ periodId: period.id }));
  if (lineId) await fetchOr404<LineExplanation>(trpc.commissions.explain.queryOptions({ lineId }));

  return (
    <HydrateClient>
      <main id="main" className="lines">
        <div className="list">
          <Suspense fallback={<Skeleton of="tall" />}>
            <LineList period={period} periods={all} selectedId={lineId} />
          </Suspense>
        </div>
        <Suspense fallback={<Skeleton of="panel" />}>
          {lineId ? <LineDetail lineId={lineId} /> : <EarningsSummary period={period} />}
        </Suspense>
      </main>
    </HydrateClient>
  );
}
