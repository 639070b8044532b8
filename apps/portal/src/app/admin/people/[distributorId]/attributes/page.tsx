import { Suspense } from "react";
import { Skeleton } from "~/components/ui/states";
import { HydrateClient, prefetch, trpc } from "~/trpc/server";
import { session } from "~/trpc/session";
import { PersonAttributes } from "../_components/person-attributes";

/** What plans read about one distributor, and since when. */
export default async function PersonAttributesPage({ params }: { params: Promise<{ distributorId: string }> }) {
  const distributorId = decodeURIComponent((await params).distributorId);
  const role = (await session())?.user.role ?? "auditor";
  prefetch(trpc.people.attributes.queryOptions({ distributorId }));
  return (
    <HydrateClient>
      <Suspense fallback={<Skeleton of="rows" count={4} />}>
        <PersonAttributes distributorId={distributorId} canRecord={role === "plan" || role === "owner"} />
      </Suspense>
    </HydrateClient>
  );
}
