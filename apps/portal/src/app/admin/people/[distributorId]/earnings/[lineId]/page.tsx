import { notFound } from "next/navigation";
import { Suspense } from "react";
import { Skeleton } from "~/components/ui/states";
import type { LineExplanation } from "~/components/views";
import { fetchOr404, HydrateClient, trpc } from "~/trpc/server";
import { PersonLine } from "../../_components/person-line";

/** Why this cent, for the back office: the same proof the earner reads, with the ids leading on. */
export default async function PersonLinePage({
  params,
}: {
  params: Promise<{ distributorId: string; lineId: string }>;
}) {
  const found = await params;
  const lineId = decodeURIComponent(found.lineId);
  const { earner } = await fetchOr404<LineExplanation>(trpc.commissions.explain.queryOptions({ lineId }));
  if (earner.id !== decodeURIComponent(found.distributorId)) notFound();
  return (
    <HydrateClient>
      <Suspense fallback={<Skeleton of="panel" />}>
        <PersonLine lineId={lineId} />
      </Suspense>
    </HydrateClient>
  );
}
