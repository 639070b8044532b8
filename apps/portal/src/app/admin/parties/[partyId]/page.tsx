import type { Metadata } from "next";
import { Suspense } from "react";
import { PartyDetail } from "~/components/parties/party-detail";
import type { Party } from "~/components/parties/party-view";
import { Skeleton } from "~/components/ui/states";
import { parties } from "~/messages/en/parties";
import { fetchOr404, HydrateClient, trpc } from "~/trpc/server";
import { session } from "~/trpc/session";

export const metadata: Metadata = { title: parties.title };

/** One party with its orders and what its host is credited. */
export default async function PartyPage({ params }: { params: Promise<{ partyId: string }> }) {
  const partyId = decodeURIComponent((await params).partyId) as `pty_${string}`;
  await fetchOr404<Party>(trpc.parties.get.queryOptions({ partyId }));
  const role = (await session())?.user.role ?? "auditor";
  return (
    <HydrateClient>
      <main id="main" className="page">
        <Suspense fallback={<Skeleton of="panel" count={2} />}>
          <PartyDetail
            canSpend={["support", "finance", "owner"].includes(role)}
            partyId={partyId}
            base="/admin/parties"
            canChange={["support", "plan", "owner"].includes(role)}
          />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
