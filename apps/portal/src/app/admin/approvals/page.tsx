import type { Metadata } from "next";
import { Suspense } from "react";
import { Skeleton } from "~/components/ui/states";
import { approvals } from "~/messages/en/approvals";
import { HydrateClient, prefetch, trpc } from "~/trpc/server";
import { session } from "~/trpc/session";
import { ApprovalsScreen } from "./_components/approvals-screen";

export const metadata: Metadata = { title: approvals.title };

/** Everything that waits for a second person, in one list, and what was decided lately. */
export default async function ApprovalsPage() {
  prefetch(trpc.approvals.list.queryOptions());
  const role = (await session())?.user.role ?? "auditor";
  return (
    <HydrateClient>
      <main id="main" className="page">
        <Suspense fallback={<Skeleton of="rows" count={6} />}>
          <ApprovalsScreen canDecide={["finance", "plan", "owner"].includes(role)} />
        </Suspense>
      </main>
    </HydrateClient>
  );
}
